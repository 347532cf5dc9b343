import { DescribeRecordCommand } from '@aws-sdk/client-service-catalog';
import { MINUTE, SECOND, ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

afterEach(async () => test.close());

describe('a launch', () => {
  beforeEach(async () => {
    test = await ServiceUnderTest.open();
  });

  it('answers at once with the record and the id of the provisioned product', async () => {
    const { product, version } = test.offer();

    const record = await test.provision({ Tags: [{ Key: 'team', Value: 'blue' }] });

    expect(record).toMatchObject({
      RecordId: expect.stringMatching(/^rec-[a-z0-9]{13}$/),
      ProvisionedProductId: expect.stringMatching(/^pp-[a-z0-9]{13}$/),
      ProvisionedProductName: 'net',
      ProvisionedProductType: 'CFN_STACK',
      RecordType: 'PROVISION_PRODUCT',
      Status: 'CREATED',
      ProductId: product.id,
      ProvisioningArtifactId: version.id,
      PathId: expect.stringMatching(/^lpv3-[a-z0-9]{13}$/),
      RecordErrors: [],
      RecordTags: [{ Key: 'team', Value: 'blue' }],
      CreatedTime: new Date('2026-01-01T00:00:00Z'),
    });
  });

  it('goes from CREATED over IN_PROGRESS to SUCCEEDED while its product is UNDER_CHANGE', async () => {
    test.offer();
    const seen: string[] = [];
    test.service.store.onRecord(({ status, provisionedProduct }) =>
      seen.push(`${status} ${provisionedProduct.state.status}`),
    );

    await test.ended(await test.provision());

    expect(seen).toEqual(['CREATED UNDER_CHANGE', 'IN_PROGRESS UNDER_CHANGE', 'SUCCEEDED AVAILABLE']);
  });

  it('makes a stack of the template, the parameters, the tags and the topics', async () => {
    test.offer();
    const topic = 'arn:aws:sns:us-east-1:111111111111:launches';

    const record = await test.ended(
      await test.provision({ Tags: [{ Key: 'team', Value: 'blue' }], NotificationArns: [topic] }),
    );

    expect(test.stacks.stacks.get(`SC-111111111111-${record.ProvisionedProductId}`)).toMatchObject({
      parameters: { Cidr: '10.0.0.0/16' },
      tags: { team: 'blue' },
      notificationArns: [topic],
    });
  });

  it('ends with the outputs of the stack and its ARN', async () => {
    test.offer();
    const record = await test.ended(await test.provision());

    const { RecordOutputs } = await test.client.send(new DescribeRecordCommand({ Id: record.RecordId }));

    expect(RecordOutputs).toEqual([
      { OutputKey: 'VpcId', OutputValue: 'vpc-1' },
      { OutputKey: 'Cidr', OutputValue: '10.0.0.0/16' },
      { OutputKey: 'Size', OutputValue: 'small' },
      {
        OutputKey: 'CloudformationStackARN',
        OutputValue: expect.stringContaining(`stack/SC-111111111111-${record.ProvisionedProductId}/`),
        Description: 'The ARN of the launched Cloudformation Stack',
      },
    ]);
  });

  it('is described with its state, its token and its records, but without names and parameters', async () => {
    const { product, version } = test.offer();
    const record = await test.ended(await test.provision({ ProvisionToken: 'my-token' }));

    expect(await test.describe()).toEqual({
      Id: record.ProvisionedProductId,
      Name: 'net',
      Arn: `arn:aws:servicecatalog:us-east-1:111111111111:stack/net/${record.ProvisionedProductId}`,
      Type: 'CFN_STACK',
      Status: 'AVAILABLE',
      CreatedTime: new Date('2026-01-01T00:00:00Z'),
      IdempotencyToken: 'my-token',
      LastRecordId: record.RecordId,
      LastProvisioningRecordId: record.RecordId,
      LastSuccessfulProvisioningRecordId: record.RecordId,
      ProductId: product.id,
      ProvisioningArtifactId: version.id,
    });
  });

  it('takes as long as the product is told to', async () => {
    const { product } = test.offer();
    test.service.setBehaviour(product.id, { takes: 5 * MINUTE });
    const record = await test.provision();

    await test.pass(5 * MINUTE);
    expect(await test.record(record)).toMatchObject({ Status: 'IN_PROGRESS' });
    await test.pass(2 * SECOND);
    expect(await test.record(record)).toMatchObject({ Status: 'SUCCEEDED' });
  });

  it('never ends when the product hangs', async () => {
    const { product } = test.offer();
    test.service.setBehaviour(product.id, { hang: true });
    const record = await test.provision();

    await test.pass(24 * 60 * MINUTE);

    expect(await test.record(record)).toMatchObject({ Status: 'IN_PROGRESS' });
    expect(await test.describe()).toMatchObject({ Status: 'UNDER_CHANGE' });
  });

  it('fails in the words of CloudFormation and leaves an ERROR product that keeps its name', async () => {
    test.offer();
    test.stacks.failNext = 'The following resource(s) failed to create: [Network].';
    const words = 'AmazonCloudFormationException  The following resource(s) failed to create: [Network].';
    const seen: string[] = [];
    test.service.store.onRecord(({ status }) => seen.push(status));

    const record = await test.ended(await test.provision());

    expect(seen).toEqual(['CREATED', 'IN_PROGRESS', 'IN_PROGRESS_IN_ERROR', 'FAILED']);
    expect(record.RecordErrors).toEqual([{ Code: 'AmazonCloudFormationException', Description: words }]);
    expect(await test.describe()).toMatchObject({ Status: 'ERROR', StatusMessage: words });
    await expect(test.provision()).rejects.toThrow('A stack named net already exists.');
  });

  it('fails as the product is told to, without a stack', async () => {
    const { product } = test.offer();
    test.service.setBehaviour(product.id, { failOnCreate: 'No space left', takes: 10 * SECOND });

    const record = await test.ended(await test.provision());

    expect(record).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Description: 'AmazonCloudFormationException  No space left' }],
    });
    expect(test.stacks.stacks.size).toBe(0);
  });

  it('fails while the name is taken, with InvalidParametersException', async () => {
    test.offer();
    await test.provision();

    await expect(test.provision()).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'A stack named net already exists.',
    });
    expect(test.service.store.provisionedProducts).toHaveLength(1);
  });

  it('adds the topics of a notification constraint', async () => {
    const { product, portfolio } = test.offer();
    const topic = 'arn:aws:sns:us-east-1:111111111111:all-launches';
    test.service.catalog.addConstraint(portfolio.id, product.id, { type: 'NOTIFICATION', notificationArns: [topic] });

    await test.ended(await test.provision());

    expect([...test.stacks.stacks.values()]).toMatchObject([{ notificationArns: [topic] }]);
  });

  it('shows the role of a launch constraint', async () => {
    const { product, portfolio } = test.offer();
    const roleArn = 'arn:aws:iam::111111111111:role/launch';
    test.service.catalog.addConstraint(portfolio.id, product.id, { type: 'LAUNCH', roleArn });

    expect(await test.provision()).toMatchObject({ LaunchRoleArn: roleArn });
    expect(await test.describe()).toMatchObject({ LaunchRoleArn: roleArn });
  });
});

describe('wrong parameters', () => {
  it.each([
    ['unknown', [{ Key: 'Cider', Value: 'dry' }], 'Parameters: [Cider] do not exist in the template'],
    ['missing', [], 'Parameters: [Cidr] must have values'],
    ['not allowed', [{ Key: 'Size', Value: 'huge' }], "Parameter 'Size' must be one of AllowedValues"],
    ['not of the pattern', [{ Key: 'Cidr', Value: 'ten' }], "Parameter 'Cidr' must match pattern [0-9./]+"],
    ['too short', [{ Key: 'Password', Value: 'abc' }], "Parameter 'Password' must contain at least 4 characters"],
    ['too large', [{ Key: 'Zones', Value: '4' }], "Parameter 'Zones' must be a number not greater than 3"],
  ])('fails in the record for one that is %s', async (what, parameters, words) => {
    test = await ServiceUnderTest.open();
    test.offer();
    const cidr = what === 'missing' || what === 'not of the pattern' ? [] : [{ Key: 'Cidr', Value: '10.0.0.0/16' }];

    const record = await test.ended(await test.provision({ ProvisioningParameters: [...cidr, ...parameters] }));

    expect(record.RecordErrors).toMatchObject([{ Description: `AmazonCloudFormationException  ${words}` }]);
    expect(await test.describe()).toMatchObject({ Status: 'ERROR' });
  });

  it('fails at the call where the service checks there', async () => {
    test = await ServiceUnderTest.open({ parametersAreChecked: 'AT_CALL' });
    test.offer();

    await expect(test.provision({ ProvisioningParameters: [] })).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'Parameters: [Cidr] must have values',
    });
    expect(test.service.store.provisionedProducts).toEqual([]);
  });

  it('takes the empty string for a value', async () => {
    test = await ServiceUnderTest.open();
    test.offer(
      JSON.stringify({ Parameters: { Note: { Type: 'String' } }, Resources: { A: { Type: 'AWS::SNS::Topic' } } }),
    );

    const record = await test.ended(await test.provision({ ProvisioningParameters: [{ Key: 'Note', Value: '' }] }));

    expect(record).toMatchObject({ Status: 'SUCCEEDED' });
  });
});
