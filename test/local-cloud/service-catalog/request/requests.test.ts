import {
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  GetProvisionedProductOutputsCommand,
} from '@aws-sdk/client-service-catalog';
import { ServiceUnderTest, ROLE } from '../service-under-test';

const CALLER = { account: '111111111111', principalArn: ROLE };

let test: ServiceUnderTest;

beforeEach(async () => {
  test = await ServiceUnderTest.open();
  test.offer();
});

afterEach(async () => test.close());

async function raw(operation: string, input: unknown) {
  return test.service.call(operation, input, CALLER);
}

const LAUNCH = {
  ProductName: 'Network',
  ProvisioningArtifactName: 'v1',
  ProvisionedProductName: 'net',
  ProvisionToken: 'token',
};

describe('a request', () => {
  it.each([
    [
      'a token that is an ARN',
      { ProvisionToken: 'arn:aws:x' },
      "1 validation error detected: Value 'arn:aws:x' at 'provisionToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9][a-zA-Z0-9_-]*",
    ],
    [
      'no token',
      { ProvisionToken: undefined },
      "1 validation error detected: Value null at 'provisionToken' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a name that is too long',
      { ProvisionedProductName: 'n'.repeat(129) },
      `1 validation error detected: Value '${'n'.repeat(129)}' at 'provisionedProductName' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ],
    [
      'a tag without value',
      { Tags: [{ Key: 'team', Value: '' }] },
      "1 validation error detected: Value '' at 'tags.1.member.value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'an unknown member',
      { Paramters: [] },
      "1 validation error detected: Value '' at 'paramters' failed to satisfy constraint: Member is not known",
    ],
    [
      'an unknown language',
      { AcceptLanguage: 'de' },
      "1 validation error detected: Value 'de' at 'acceptLanguage' failed to satisfy constraint: Member must satisfy enum value set: [en, jp, zh]",
    ],
    [
      'several mistakes',
      { ProvisionedProductName: '-net', ProvisioningPreferences: { StackSetMaxConcurrencyCount: 0 } },
      "2 validation errors detected: Value '-net' at 'provisionedProductName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9][a-zA-Z0-9._-]*; Value '0' at 'provisioningPreferences.stackSetMaxConcurrencyCount' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
  ])('fails with ValidationException for %s', async (_what, input, message) => {
    await expect(raw('ProvisionProduct', { ...LAUNCH, ...input })).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });

  it('fails for a value of another type', async () => {
    const parameters = [{ Key: 'Zones', Value: 2 }];

    await expect(raw('ProvisionProduct', { ...LAUNCH, ProvisioningParameters: parameters })).rejects.toMatchObject({
      name: 'SerializationException',
      message: 'NUMBER can not be converted to String',
    });
  });

  it('fails for a notification topic in an update, which has no such member', async () => {
    await expect(
      raw('UpdateProvisionedProduct', { ProvisionedProductName: 'net', UpdateToken: 't', NotificationArns: [] }),
    ).rejects.toThrow("at 'notificationArns' failed to satisfy constraint: Member is not known");
  });

  it('fails for six topics, for 51 tags and for 61 output keys', async () => {
    const arns = Array.from({ length: 6 }, (_, index) => `arn:aws:sns:us-east-1:111111111111:topic${index}`);
    const tags = Array.from({ length: 51 }, (_, index) => ({ Key: `key${index}`, Value: 'value' }));
    const keys = Array.from({ length: 61 }, (_, index) => `Key${index}`);

    await expect(test.provision({ NotificationArns: arns })).rejects.toThrow('length less than or equal to 5');
    await expect(test.provision({ Tags: tags })).rejects.toThrow('length less than or equal to 50');
    await expect(
      test.client.send(new GetProvisionedProductOutputsCommand({ ProvisionedProductName: 'net', OutputKeys: keys })),
    ).rejects.toThrow('length less than or equal to 60');
  });

  it('fails for a page that is too large', async () => {
    await expect(test.client.send(new DescribeRecordCommand({ Id: 'rec-1', PageSize: 21 }))).rejects.toThrow(
      "Value '21' at 'pageSize' failed to satisfy constraint: Member must have value less than or equal to 20",
    );
  });

  it('fails with InvalidParametersException for both id and name, and for neither', async () => {
    await expect(test.provision({ ProductId: 'prod-1', ProductName: 'Network' })).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'Only one of ProductId and ProductName can be specified, not both.',
    });
    await expect(test.client.send(new DescribeProvisionedProductCommand({}))).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'Either Id or Name must be specified.',
    });
  });

  it('fails for an operation that the service does not have', async () => {
    await expect(raw('ProvisionProducts', {})).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it('takes letters of any language in a tag', async () => {
    await expect(test.provision({ Tags: [{ Key: 'équipe', Value: '青 チーム' }] })).resolves.toMatchObject({
      Status: 'CREATED',
    });
  });
});
