import {
  DescribeProvisioningParametersCommand,
  GetProvisionedProductOutputsCommand,
  ListStackInstancesForProvisionedProductCommand,
  UpdateProvisioningPreferences,
} from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { ServiceUnderTest } from '../service-under-test';
import { NETWORK_V2 } from '../templates';

const ACCOUNTS = ['222222222222', '333333333333'];
const REGIONS = ['eu-west-1', 'us-east-1'];

let test: ServiceUnderTest;

afterEach(async () => test.close());

async function open(behaviours: Partial<Behaviours> = {}) {
  test = await ServiceUnderTest.open(behaviours);
  const offer = test.offer();
  const constraint = { type: 'STACKSET', accounts: ACCOUNTS, regions: REGIONS } as const;
  test.service.catalog.addConstraint(offer.portfolio.id, offer.product.id, constraint);
  return offer;
}

async function launched(preferences?: UpdateProvisioningPreferences) {
  const offer = await open();
  const launch = await test.ended(await test.provision({ ProvisioningPreferences: preferences }));
  return { ...offer, launch, id: launch.ProvisionedProductId ?? '' };
}

/** `CURRENT 222222222222/eu-west-1`, … */
async function instances(id: string) {
  const { StackInstances = [] } = await test.client.send(
    new ListStackInstancesForProvisionedProductCommand({ ProvisionedProductId: id }),
  );
  return StackInstances.map(
    ({ Account, Region, StackInstanceStatus }) => `${StackInstanceStatus} ${Account}/${Region}`,
  );
}

describe('a stack-set product', () => {
  it('is launched into all accounts and regions of its constraint, and has no outputs', async () => {
    const { id, launch } = await launched();

    expect(launch).toMatchObject({ Status: 'SUCCEEDED', ProvisionedProductType: 'CFN_STACKSET' });
    expect(await instances(id)).toEqual([
      'CURRENT 222222222222/eu-west-1',
      'CURRENT 222222222222/us-east-1',
      'CURRENT 333333333333/eu-west-1',
      'CURRENT 333333333333/us-east-1',
    ]);
    const { Outputs } = await test.client.send(new GetProvisionedProductOutputsCommand({ ProvisionedProductId: id }));
    expect(Outputs).toEqual([]);
  });

  it('is launched into some of them when told to', async () => {
    const { id } = await launched({ StackSetAccounts: ['222222222222'], StackSetRegions: ['us-east-1'] });

    expect(await instances(id)).toEqual(['CURRENT 222222222222/us-east-1']);
  });

  it('gets instances by CREATE, which ignores a new version', async () => {
    const { id, product, version } = await launched({
      StackSetAccounts: ['222222222222'],
      StackSetRegions: ['us-east-1'],
    });
    const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template: NETWORK_V2 });

    const record = await test.ended(
      await test.update({
        ProvisioningArtifactId: v2.id,
        ProvisioningPreferences: {
          StackSetOperationType: 'CREATE',
          StackSetAccounts: ['333333333333'],
          StackSetRegions: ['us-east-1'],
        },
      }),
    );

    expect(record).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await instances(id)).toEqual(['CURRENT 222222222222/us-east-1', 'CURRENT 333333333333/us-east-1']);
    expect(await test.describe()).toMatchObject({ ProvisioningArtifactId: version.id });
  });

  it('loses the instances that DELETE names', async () => {
    const { id } = await launched();

    await test.ended(
      await test.update({
        ProvisioningPreferences: { StackSetOperationType: 'DELETE', StackSetAccounts: ['222222222222'] },
      }),
    );

    expect(await instances(id)).toEqual(['CURRENT 333333333333/eu-west-1', 'CURRENT 333333333333/us-east-1']);
  });

  it('loses all of them when DELETE names none', async () => {
    const { id } = await launched();

    await test.ended(await test.update({ ProvisioningPreferences: { StackSetOperationType: 'DELETE' } }));

    expect(await instances(id)).toEqual([]);
  });

  it('changes its version by UPDATE, which leaves the instances that are not named OUTDATED', async () => {
    const { id, product } = await launched({ StackSetRegions: ['us-east-1'] });
    const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template: NETWORK_V2 });

    await test.ended(
      await test.update({
        ProvisioningArtifactId: v2.id,
        ProvisioningPreferences: { StackSetAccounts: ['222222222222'], StackSetRegions: ['us-east-1'] },
      }),
    );

    expect(await instances(id)).toEqual(['CURRENT 222222222222/us-east-1', 'OUTDATED 333333333333/us-east-1']);
    expect(await test.describe()).toMatchObject({ ProvisioningArtifactId: v2.id });
  });

  it('fails when more instances fail than are tolerated', async () => {
    const { product } = await open();
    test.service.setBehaviour(product.id, { failInAccounts: ['333333333333'] });

    const record = await test.ended(
      await test.provision({ ProvisioningPreferences: { StackSetFailureToleranceCount: 0 } }),
    );

    expect(record).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [
        { Description: 'AmazonCloudFormationException  Operation CREATE failed in accounts: 333333333333' },
      ],
    });
  });

  it('succeeds when the failures are tolerated', async () => {
    const { product } = await open();
    test.service.setBehaviour(product.id, { failInAccounts: ['333333333333'] });

    const record = await test.ended(
      await test.provision({ ProvisioningPreferences: { StackSetFailureTolerancePercentage: 50 } }),
    );

    expect(record).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await instances(record.ProvisionedProductId ?? '')).toContain('OUTDATED 333333333333/us-east-1');
  });

  it('is terminated with all its instances', async () => {
    const { id } = await launched();

    await test.ended(await test.terminate());

    expect(test.service.store.present).toEqual([]);
    await expect(instances(id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each([
    [
      { StackSetFailureToleranceCount: 0, StackSetFailureTolerancePercentage: 0 },
      'Only one of StackSetFailureToleranceCount and StackSetFailureTolerancePercentage can be specified, not both.',
    ],
    [
      { StackSetFailureToleranceCount: 1, StackSetMaxConcurrencyCount: 3 },
      'StackSetMaxConcurrencyCount 3 must be at most one more than StackSetFailureToleranceCount 1.',
    ],
    [{ StackSetAccounts: ['444444444444'] }, 'The STACKSET constraint does not allow the accounts [444444444444].'],
    [{ StackSetRegions: ['eu-north-1'] }, 'The STACKSET constraint does not allow the regions [eu-north-1].'],
  ])('fails for the preferences %j', async (preferences, message) => {
    await open();

    await expect(test.provision({ ProvisioningPreferences: preferences })).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message,
    });
  });

  it('gets and loses instances by hand', async () => {
    const { id } = await launched({ StackSetAccounts: ['222222222222'], StackSetRegions: ['us-east-1'] });
    const { outOfBand } = test.service;

    outOfBand.putStackInstance(id, { account: '333333333333', region: 'us-east-1' });
    outOfBand.putStackInstance(id, { account: '333333333333', region: 'eu-west-1' }, 'INOPERABLE');
    outOfBand.removeStackInstance(id, { account: '222222222222', region: 'us-east-1' });

    expect(await instances(id)).toEqual(['CURRENT 333333333333/us-east-1', 'INOPERABLE 333333333333/eu-west-1']);
  });

  it('tells the accounts and regions that are allowed', async () => {
    await open();

    const { ProvisioningArtifactPreferences } = await test.client.send(
      new DescribeProvisioningParametersCommand({ ProductName: 'Network', ProvisioningArtifactName: 'v1' }),
    );

    expect(ProvisioningArtifactPreferences).toEqual({ StackSetAccounts: ACCOUNTS, StackSetRegions: REGIONS });
  });

  it('cannot have a launch role', async () => {
    const { product, portfolio } = await open();
    const rule = { type: 'LAUNCH', roleArn: 'arn:aws:iam::111111111111:role/launch' } as const;

    expect(() => test.service.catalog.addConstraint(portfolio.id, product.id, rule)).toThrow(
      'has a STACKSET constraint',
    );
  });
});

it('fails to list the instances of a product that is no stack set', async () => {
  test = await ServiceUnderTest.open();
  test.offer();
  const { ProvisionedProductId = '' } = await test.provision();

  await expect(instances(ProvisionedProductId)).rejects.toMatchObject({ name: 'InvalidParametersException' });
});
