import { DescribeRecordCommand } from '@aws-sdk/client-service-catalog';
import { ServiceUnderTest } from '../service-under-test';

const CONFIGURATION = JSON.stringify({
  Parameters: { name: { Type: 'string' }, region: { Type: 'string', Default: 'eu-west-1' } },
  Outputs: { 'bucket-name (primary)': { Value: '${name}-${region}' } },
});

let test: ServiceUnderTest;

beforeEach(async () => {
  test = await ServiceUnderTest.open();
});

afterEach(async () => test.close());

function offer({ withRole }: { withRole: boolean }) {
  const { product, portfolio } = test.offer(CONFIGURATION, { kind: 'EXTERNAL' });
  const roleArn = 'arn:aws:iam::111111111111:role/launch';
  if (withRole) test.service.catalog.addConstraint(portfolio.id, product.id, { type: 'LAUNCH', roleArn });
  return product;
}

const PARAMETERS = { ProvisioningParameters: [{ Key: 'name', Value: 'data' }] };

describe('an EXTERNAL product', () => {
  it('has outputs of any name and no stack', async () => {
    offer({ withRole: true });

    const record = await test.ended(await test.provision(PARAMETERS));

    const { RecordOutputs } = await test.client.send(new DescribeRecordCommand({ Id: record.RecordId }));
    expect(record).toMatchObject({ Status: 'SUCCEEDED', ProvisionedProductType: 'EXTERNAL' });
    expect(RecordOutputs).toEqual([{ OutputKey: 'bucket-name (primary)', OutputValue: 'data-eu-west-1' }]);
    expect(test.stacks.stacks.size).toBe(0);
  });

  it('fails without a launch role', async () => {
    offer({ withRole: false });

    await expect(test.provision(PARAMETERS)).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'Error occurred during parameter parsing: LaunchRoleArn is required and must be non empty',
    });
  });

  it('can be updated after a launch that failed', async () => {
    const product = offer({ withRole: true });
    test.service.setBehaviour(product.id, { failOnCreate: 'Error: creating S3 Bucket: BucketAlreadyExists' });
    const failed = await test.ended(await test.provision(PARAMETERS));
    expect(failed.RecordErrors).toMatchObject([{ Description: 'Error: creating S3 Bucket: BucketAlreadyExists' }]);
    test.service.setBehaviour(product.id, {});

    expect(await test.ended(await test.update(PARAMETERS))).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await test.describe()).toMatchObject({ Status: 'AVAILABLE' });
  });

  it.each(['ERROR', 'TAINTED'] as const)(
    'whose first launch failed is in %s where the service does that',
    async (failedExternalLaunch) => {
      await test.close();
      test = await ServiceUnderTest.open({ failedExternalLaunch });
      const product = offer({ withRole: true });
      test.service.setBehaviour(product.id, { failOnCreate: 'no' });
      await test.ended(await test.provision(PARAMETERS));

      expect(await test.describe()).toMatchObject({ Status: failedExternalLaunch });
    },
  );
});
