import {
  DescribeProvisionedProductCommand,
  GetProvisionedProductOutputsCommand,
  ListRecordHistoryCommand,
} from '@aws-sdk/client-service-catalog';
import { MINUTE, ServiceUnderTest } from './service-under-test';
import { NETWORK_V2 } from './templates';

let test: ServiceUnderTest;

afterEach(async () => test.close());

describe('an update by hand', () => {
  it('changes parameters and version, and is the record and token of somebody else', async () => {
    test = await ServiceUnderTest.open({ shownToken: 'LATEST', parametersLeftOut: 'RESET' });
    const { product } = test.offer();
    const v2 = test.service.catalog.addVersion(product.id, { name: 'v2', template: NETWORK_V2 });
    const { ProvisionedProductId: id = '' } = await test.ended(await test.provision());

    const record = test.service.outOfBand.update(id, { Size: 'large' }, { versionId: v2.id });
    await test.pass(MINUTE);

    expect(record).toMatchObject({ status: 'SUCCEEDED', caller: { principalArn: expect.stringContaining('user/') } });
    expect(await test.describe()).toMatchObject({
      ProvisioningArtifactId: v2.id,
      IdempotencyToken: expect.stringMatching(/^outside-/),
    });
    expect([...test.stacks.stacks.values()][0]?.parameters).toEqual({ Cidr: '10.0.0.0/16', Size: 'large' });
  });
});

describe('a changed id', () => {
  async function account() {
    test = await ServiceUnderTest.open();
    const { product } = test.offer('', { name: 'Account Factory', kind: 'CONTROL_TOWER_ACCOUNT' });
    const launch = await test.provision({
      ProductId: product.id,
      ProvisioningParameters: Object.entries({
        AccountName: 'net',
        AccountEmail: 'net@example.com',
        SSOUserFirstName: 'Ada',
        SSOUserLastName: 'Lovelace',
        SSOUserEmail: 'ada@example.com',
        ManagedOrganizationalUnit: 'Sandbox (ou-abcd-12345678)',
      }).map(([Key, Value]) => ({ Key, Value })),
    });
    await test.pass(40 * MINUTE);
    return { product, launch, id: launch.ProvisionedProductId ?? '' };
  }

  it('names the same account', async () => {
    const { id } = await account();
    const outputsOf = async (ProvisionedProductId: string) =>
      test.client.send(new GetProvisionedProductOutputsCommand({ ProvisionedProductId }));
    const { Outputs } = await outputsOf(id);

    const changed = test.service.outOfBand.changeId(id);

    expect(changed.id).not.toBe(id);
    await expect(test.client.send(new DescribeProvisionedProductCommand({ Id: id }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect(await test.describe()).toMatchObject({ Id: changed.id, Status: 'AVAILABLE' });
    expect(await outputsOf(changed.id)).toMatchObject({ Outputs });
    const { RecordDetails } = await test.client.send(new ListRecordHistoryCommand({}));
    expect(RecordDetails?.map(({ ProvisionedProductId }) => ProvisionedProductId)).toEqual([id]);
  });

  it('fails a launch with the e-mail address, until that account is terminated', async () => {
    const { id, product, launch } = await account();
    test.service.outOfBand.changeId(id);
    const parameters: Readonly<Record<string, string>> = test.service.store.records[0]?.launch.parameters ?? {};
    const again = {
      ProductId: product.id,
      ProvisioningArtifactId: launch.ProvisioningArtifactId,
      ProvisionedProductName: 'again',
      ProvisioningParameters: Object.entries(parameters).map(([Key, Value]) => ({ Key, Value })),
    };

    expect(await test.ended(await test.provision(again))).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Description: expect.stringContaining('email address already exists') }],
    });
    await test.terminate({ ProvisionedProductName: 'again' });
    await test.terminate();
    await test.pass(40 * MINUTE);
    const relaunch = await test.provision(again);
    await test.pass(40 * MINUTE);
    expect(await test.record(relaunch)).toMatchObject({ Status: 'SUCCEEDED' });
  });
});
