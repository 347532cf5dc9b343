import {
  DescribeRecordCommand,
  ListProvisioningArtifactsCommand,
  TerminateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { MINUTE, ServiceUnderTest } from '../service-under-test';

const BUSY =
  'Account Factory cannot complete an operation on this account, because the allowed maximum of 5 concurrent account operations is exceeded. Try again later.';

let test: ServiceUnderTest;

afterEach(async () => test.close());

async function open(behaviours: Partial<Behaviours> = {}) {
  test = await ServiceUnderTest.open(behaviours);
  return test.offer('', { name: 'AWS Control Tower Account Factory', kind: 'CONTROL_TOWER_ACCOUNT' });
}

function values(name: string) {
  return Object.entries({
    AccountName: name,
    AccountEmail: `${name}@example.com`,
    SSOUserFirstName: 'Ada',
    SSOUserLastName: 'Lovelace',
    SSOUserEmail: 'ada@example.com',
    ManagedOrganizationalUnit: 'Sandbox (ou-abcd-12345678)',
  }).map(([Key, Value]) => ({ Key, Value }));
}

async function account(productId: string, name: string) {
  return test.provision({
    ProductId: productId,
    ProvisionedProductName: name,
    ProvisioningParameters: values(name),
  });
}

describe('the Account Factory', () => {
  it('makes an account in half an hour', async () => {
    const { product } = await open();
    const record = await account(product.id, 'blue');
    expect(record).toMatchObject({ ProvisionedProductType: 'CONTROL_TOWER_ACCOUNT' });

    await test.pass(29 * MINUTE);
    expect(await test.record(record)).toMatchObject({ Status: 'IN_PROGRESS' });
    await test.pass(2 * MINUTE);

    const { RecordOutputs } = await test.client.send(new DescribeRecordCommand({ Id: record.RecordId }));
    expect(RecordOutputs).toEqual([
      { OutputKey: 'AccountId', OutputValue: expect.stringMatching(/^\d{12}$/) },
      { OutputKey: 'AccountEmail', OutputValue: 'blue@example.com' },
      { OutputKey: 'SSOUserEmail', OutputValue: 'ada@example.com' },
      { OutputKey: 'SSOUserPortal', OutputValue: expect.stringContaining('https://') },
    ]);
  });

  it('fails the sixth operation at the call, and takes it when one has ended', async () => {
    const { product } = await open();
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) await account(product.id, name);
    await test.pass(MINUTE);

    await expect(account(product.id, 'a6')).rejects.toMatchObject({ name: 'ResourceInUseException', message: BUSY });
    await test.pass(31 * MINUTE);
    await expect(account(product.id, 'a6')).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('fails the sixth operation in its record where the service does that, and leaves an ERROR product', async () => {
    const { product } = await open({ controlTowerIsBusy: 'IN_RECORD' });
    test.service.outOfBand.occupyAccountFactory(5);

    const record = await test.ended(await account(product.id, 'blue'));

    expect(record).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Code: 'ResourceInUseException', Description: `ResourceInUseException  ${BUSY}` }],
    });
    expect(await test.describe('blue')).toMatchObject({ Status: 'ERROR' });
  });

  describe.each(['ERROR', 'TAINTED'] as const)('whose first launch failed, in %s', (failedAccountLaunch) => {
    async function failed() {
      const { product } = await open({ controlTowerIsBusy: 'IN_RECORD', failedAccountLaunch });
      test.service.outOfBand.occupyAccountFactory(5);
      const record = await test.ended(await account(product.id, 'blue'));
      test.service.outOfBand.occupyAccountFactory(0);
      return record.ProvisionedProductId;
    }

    it('has never succeeded', async () => {
      await failed();

      const detail = await test.describe('blue');
      expect(detail).toMatchObject({ Status: failedAccountLaunch });
      expect(detail.LastSuccessfulProvisioningRecordId).toBeUndefined();
    });

    it('is updated with all the values, and then can be terminated', async () => {
      const ProvisionedProductId = await failed();

      const update = await test.update({ ProvisionedProductId, ProvisioningParameters: values('blue') });
      await test.pass(40 * MINUTE);
      expect(await test.record(update)).toMatchObject({ Status: 'SUCCEEDED' });
      await test.client.send(new TerminateProvisionedProductCommand({ ProvisionedProductId, TerminateToken: 'end' }));
      await test.pass(MINUTE);
      expect(test.service.store.present).toHaveLength(1);
      await test.pass(40 * MINUTE);
      expect(test.service.store.present).toEqual([]);
    });

    it('fails to be updated with values that never were', async () => {
      const ProvisionedProductId = await failed();
      const previous = values('blue').map(({ Key }) => ({ Key, UsePreviousValue: true }));

      await expect(test.update({ ProvisionedProductId, ProvisioningParameters: previous })).rejects.toMatchObject({
        name: 'InvalidParametersException',
      });
    });
  });

  it('fails every operation while the landing zone changes', async () => {
    const { product } = await open();
    test.service.outOfBand.changeLandingZone(true);

    await expect(account(product.id, 'blue')).rejects.toThrow(
      'because another AWS Control Tower operation is in progress. Try again later.',
    );
    test.service.outOfBand.changeLandingZone(false);
    await expect(account(product.id, 'blue')).resolves.toMatchObject({ Status: 'CREATED' });
  });

  it('has versions of one name, of which one is active', async () => {
    const { product, version } = await open();
    test.service.catalog.deactivateVersion(product.id, version.id);
    const next = test.service.catalog.addVersion(product.id, { name: 'v1', template: '' });

    const { ProvisioningArtifactDetails = [] } = await test.client.send(
      new ListProvisioningArtifactsCommand({ ProductId: product.id }),
    );

    expect(ProvisioningArtifactDetails.filter(({ Active }) => Active).map(({ Id }) => Id)).toEqual([next.id]);
    expect(ProvisioningArtifactDetails.map(({ Name }) => Name)).toEqual(['v1', 'v1']);
  });
});
