import { DescribeProvisioningParametersCommand } from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { MINUTE, SECOND, ServiceUnderTest } from '../service-under-test';
import { NETWORK, NETWORK_V2 } from '../templates';

let test: ServiceUnderTest;

afterEach(async () => test.close());

/** With `net` launched from version v1. */
async function launched(behaviours: Partial<Behaviours> = {}, tags = [{ Key: 'team', Value: 'blue' }]) {
  test = await ServiceUnderTest.open(behaviours);
  const offer = test.offer();
  const launch = await test.ended(
    await test.provision({
      Tags: tags,
      ProvisioningParameters: [
        { Key: 'Cidr', Value: '10.0.0.0/16' },
        { Key: 'Size', Value: 'large' },
      ],
    }),
  );
  return { ...offer, launch };
}

function stackParameters() {
  return [...test.stacks.stacks.values()][0]?.parameters;
}

describe('an update', () => {
  it('changes a parameter and keeps those that it leaves out', async () => {
    await launched();

    const record = await test.ended(
      await test.update({ ProvisioningParameters: [{ Key: 'Cidr', Value: '10.1.0.0/16' }] }),
    );

    expect(record).toMatchObject({ Status: 'SUCCEEDED', RecordType: 'UPDATE_PROVISIONED_PRODUCT' });
    expect(stackParameters()).toEqual({ Cidr: '10.1.0.0/16', Size: 'large' });
  });

  it('resets the parameters that it leaves out where the service does that', async () => {
    await launched({ parametersLeftOut: 'RESET' });

    await test.ended(await test.update({ ProvisioningParameters: [{ Key: 'Cidr', Value: '10.1.0.0/16' }] }));

    expect(stackParameters()).toEqual({ Cidr: '10.1.0.0/16' });
  });

  it('keeps the previous value of a parameter on request', async () => {
    await launched({ parametersLeftOut: 'RESET' });
    const previous = ['Cidr', 'Size'].map((Key) => ({ Key, UsePreviousValue: true }));

    await test.ended(await test.update({ ProvisioningParameters: previous, Tags: [{ Key: 'team', Value: 'red' }] }));

    expect(stackParameters()).toEqual({ Cidr: '10.0.0.0/16', Size: 'large' });
  });

  it('keeps the default that a parameter was left to, on request', async () => {
    const { product } = await launched();
    const template = NETWORK.replace('"Default":2', '"Default":3');
    const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template });
    const previous = [{ Key: 'Zones', UsePreviousValue: true }];

    await test.ended(await test.update({ ProvisioningArtifactId: v2.id, ProvisioningParameters: previous }));

    expect(stackParameters()).toMatchObject({ Zones: '2' });
  });

  it.each(['DEFAULT', 'REFUSED'] as const)(
    'asked for the previous value of a parameter that was not there is %s where the service does that',
    async (previousOfNewParameter) => {
      const { product } = await launched({ previousOfNewParameter });
      const template = NETWORK.replace('"Zones"', '"Areas"');
      const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template });
      const previous = [{ Key: 'Areas', UsePreviousValue: true }];
      const update = test.update({ ProvisioningArtifactId: v2.id, ProvisioningParameters: previous });

      if (previousOfNewParameter === 'DEFAULT') {
        expect(await test.ended(await update)).toMatchObject({ Status: 'SUCCEEDED' });
      } else {
        await expect(update).rejects.toThrow('Invalid input for parameter key Areas');
      }
    },
  );

  it('fails for a parameter that has both a value and its previous one', async () => {
    await launched();
    const both = [{ Key: 'Cidr', Value: '10.1.0.0/16', UsePreviousValue: true }];

    await expect(test.update({ ProvisioningParameters: both })).rejects.toThrow(
      'Cannot specify usePreviousValue as true and non empty value for a parameter',
    );
  });

  it('changes the version and drops the parameters that it does not have', async () => {
    const { product } = await launched();
    const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template: NETWORK_V2 });
    await test.ended(await test.update({ ProvisioningParameters: [{ Key: 'Zones', Value: '3' }] }));

    await test.ended(await test.update({ ProvisioningArtifactId: v2.id }));

    expect(await test.describe()).toMatchObject({ Status: 'AVAILABLE', ProvisioningArtifactId: v2.id });
    expect(stackParameters()).toEqual({ Cidr: '10.0.0.0/16', Size: 'large' });
  });

  it('shows the old state for a moment, and the record at once', async () => {
    await launched();

    const record = await test.update({ ProvisioningParameters: [{ Key: 'Size', Value: 'small' }] });

    expect(record.Status).toBe('CREATED');
    expect(await test.describe()).toMatchObject({ Status: 'AVAILABLE', LastRecordId: record.RecordId });
    await test.pass(SECOND);
    expect(await test.describe()).toMatchObject({ Status: 'UNDER_CHANGE' });
  });

  it('fails in its record when it changes nothing, and the product stays AVAILABLE', async () => {
    const { launch } = await launched();

    const record = await test.ended(await test.update({}));

    expect(record).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Description: 'AmazonCloudFormationException  No updates are to be performed.' }],
    });
    expect(await test.describe()).toMatchObject({
      Status: 'AVAILABLE',
      LastSuccessfulProvisioningRecordId: launch.RecordId,
    });
  });

  it('succeeds without change where the service does that', async () => {
    await launched({ updateWithoutChange: 'SUCCEEDED' });

    expect(await test.ended(await test.update({}))).toMatchObject({ Status: 'SUCCEEDED', RecordErrors: [] });
  });

  it('fails into TAINTED, and stays what it was before', async () => {
    const { version } = await launched();
    test.stacks.failNext = 'Resource handler returned message: "The size is not available"';

    const record = await test.ended(await test.update({ ProvisioningParameters: [{ Key: 'Size', Value: 'small' }] }));

    const words = 'AmazonCloudFormationException  Resource handler returned message: "The size is not available"';
    expect(record).toMatchObject({ Status: 'FAILED', RecordErrors: [{ Description: words }] });
    expect(await test.describe()).toMatchObject({
      Status: 'TAINTED',
      StatusMessage: words,
      ProvisioningArtifactId: version.id,
    });
    expect(stackParameters()).toMatchObject({ Size: 'large' });
  });

  it('brings a TAINTED product back, even by changing nothing', async () => {
    const { launch } = await launched();
    test.service.outOfBand.taint(launch.ProvisionedProductId ?? '', 'somebody has been here');

    expect(await test.describe()).toMatchObject({ Status: 'TAINTED', StatusMessage: 'somebody has been here' });
    await test.ended(await test.update({}));

    expect(await test.describe()).toMatchObject({ Status: 'AVAILABLE' });
    expect((await test.describe()).StatusMessage).toBeUndefined();
  });

  it('fails as the product is told to', async () => {
    const { product } = await launched();
    test.service.setBehaviour(product.id, { failOnUpdate: 'Not today' });

    const record = await test.ended(await test.update({ ProvisioningParameters: [{ Key: 'Size', Value: 'small' }] }));

    expect(record.RecordErrors).toMatchObject([{ Description: 'AmazonCloudFormationException  Not today' }]);
  });

  it.each([
    'InvalidParametersException',
    'InvalidStateException',
    'ResourceInUseException',
    'ValidationException',
  ] as const)('fails with %s while the product is UNDER_CHANGE', async (wrongState) => {
    await launched({ wrongState });
    await test.update({ ProvisioningParameters: [{ Key: 'Size', Value: 'small' }] });

    await expect(test.update({})).rejects.toMatchObject({ name: wrongState });
    await expect(test.terminate()).rejects.toMatchObject({ name: wrongState });
  });

  it('fails for a product in ERROR, which only a termination can remove', async () => {
    test = await ServiceUnderTest.open();
    test.offer();
    test.stacks.failNext = 'no';
    await test.ended(await test.provision());

    await expect(test.update({})).rejects.toThrow('state ERROR');
    await test.ended(await test.terminate());
    expect(await test.ended(await test.provision())).toMatchObject({ Status: 'SUCCEEDED' });
  });

  it('fails for a product that does not exist', async () => {
    await launched();

    await expect(test.update({ ProvisionedProductId: 'pp-0000000000000' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('keeps the tags when it has none, and takes its own otherwise', async () => {
    await launched();

    const untagged = await test.ended(await test.update({ ProvisioningParameters: [{ Key: 'Size', Value: 'small' }] }));
    const tagged = await test.ended(await test.update({ Tags: [{ Key: 'stage', Value: 'test' }] }));

    expect(untagged.RecordTags).toEqual([{ Key: 'team', Value: 'blue' }]);
    expect(tagged.RecordTags).toEqual([{ Key: 'stage', Value: 'test' }]);
  });

  it.each([
    ['REMOVED', { team: 'red' }],
    ['KEPT', { team: 'red', cost: '42' }],
  ] as const)(
    'that no longer sends a tag leaves it %s where the service does that',
    async (tagsRemovedByUpdate, tags) => {
      await launched({ tagsRemovedByUpdate }, [
        { Key: 'team', Value: 'blue' },
        { Key: 'cost', Value: '42' },
      ]);

      await test.ended(await test.update({ Tags: [{ Key: 'team', Value: 'red' }] }));

      expect([...test.stacks.stacks.values()][0]?.tags).toEqual(tags);
    },
  );

  it.each([
    [undefined, 'NOT_ALLOWED'],
    ['NOT_ALLOWED', 'NOT_ALLOWED'],
    ['ALLOWED', 'ALLOWED'],
  ] as const)('of tags by a constraint that says %s is %s by the usage instructions', async (tagUpdates, Value) => {
    test = await ServiceUnderTest.open();
    const { product, portfolio, version } = test.offer();
    const { catalog } = test.service;
    const roleArn = 'arn:aws:iam::111111111111:role/launch';
    catalog.addConstraint(portfolio.id, product.id, { type: 'LAUNCH', roleArn });
    if (tagUpdates !== undefined) {
      catalog.addConstraint(portfolio.id, product.id, { type: 'RESOURCE_UPDATE', tagUpdates });
    }

    const { UsageInstructions } = await test.client.send(
      new DescribeProvisioningParametersCommand({ ProductId: product.id, ProvisioningArtifactId: version.id }),
    );

    expect(UsageInstructions).toEqual([
      { Type: 'tagUpdateOnProvisionedProduct', Value },
      { Type: 'launchAsRole', Value: roleArn },
    ]);
  });

  it('changes tags only with a RESOURCE_UPDATE constraint where the service insists on it', async () => {
    const { product, portfolio } = await launched({ tagsOfUpdate: 'IGNORED' });
    const change = { ProvisioningParameters: [{ Key: 'Size', Value: 'small' }], Tags: [{ Key: 'team', Value: 'red' }] };

    const ignored = await test.ended(await test.update(change));
    test.service.catalog.addConstraint(portfolio.id, product.id, { type: 'RESOURCE_UPDATE', tagUpdates: 'ALLOWED' });
    const applied = await test.ended(await test.update(change));

    expect(ignored.RecordTags).toEqual([{ Key: 'team', Value: 'blue' }]);
    expect(applied.RecordTags).toEqual([{ Key: 'team', Value: 'red' }]);
  });

  it('of somebody else changes what the owner asked for', async () => {
    const { launch } = await launched();

    test.service.outOfBand.update(launch.ProvisionedProductId ?? '', { Size: 'small' });
    await test.pass(MINUTE);

    expect(stackParameters()).toMatchObject({ Size: 'small' });
  });

  it('of somebody else is refused while another operation is under way, and has not happened then', async () => {
    const { launch } = await launched();
    const { outOfBand, store } = test.service;
    await test.update({ ProvisioningParameters: [{ Key: 'Size', Value: 'small' }] });

    expect(() => outOfBand.update(launch.ProvisionedProductId ?? '', { Size: 'large' })).toThrow('UNDER_CHANGE');
    expect(store.outOfBandChanges).toEqual([]);
  });
});
