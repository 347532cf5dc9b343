import { ListRecordHistoryCommand, ListRecordHistoryInput } from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

afterEach(async () => test.close());

/** With `net` launched, and nothing else. */
async function launched(behaviours: Partial<Behaviours> = {}): Promise<string> {
  test = await ServiceUnderTest.open(behaviours);
  test.offer();
  return (await test.ended(await test.provision())).ProvisionedProductId ?? '';
}

/** The types of the records of the product, as the role sees them if nobody else is named. */
async function history(Value: string, input: ListRecordHistoryInput = {}, client = test.client) {
  const { RecordDetails = [], NextPageToken } = await client.send(
    new ListRecordHistoryCommand({ SearchFilter: { Key: 'provisionedproduct', Value }, ...input }),
  );
  return { types: RecordDetails.map(({ RecordType }) => RecordType), NextPageToken };
}

describe('the record history', () => {
  it.each([
    ['NEWEST_FIRST', ['UPDATE_PROVISIONED_PRODUCT', 'PROVISION_PRODUCT']],
    ['OLDEST_FIRST', ['PROVISION_PRODUCT', 'UPDATE_PROVISIONED_PRODUCT']],
  ] as const)('of one provisioned product comes %s where the service does that', async (recordHistoryOrder, types) => {
    const id = await launched({ recordHistoryOrder });
    await test.ended(await test.update({}));
    await test.provision({ ProvisionedProductName: 'other' });

    expect((await history(id)).types).toEqual(types);
  });

  it.each([
    ['KEPT', ['TERMINATE_PROVISIONED_PRODUCT', 'PROVISION_PRODUCT']],
    ['EMPTY', []],
  ] as const)('of a terminated product is %s where the service does that', async (historyOfTerminated, types) => {
    const id = await launched({ historyOfTerminated });
    await test.ended(await test.terminate());

    expect((await history(id)).types).toEqual(types);
  });

  it('comes in pages of at most twenty', async () => {
    const id = await launched();
    for (let count = 0; count < 20; count += 1) await test.ended(await test.update({}));

    const { types, NextPageToken } = await history(id);
    expect(types).toHaveLength(20);
    expect((await history(id, { PageToken: NextPageToken })).types).toEqual(['PROVISION_PRODUCT']);
    await expect(history(id, { PageSize: 21 })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('tells what others have done at the level of the account only', async () => {
    const id = await launched();
    test.service.outOfBand.update(id, { Size: 'large' });

    expect((await history(id)).types).toEqual(['PROVISION_PRODUCT']);
    expect((await history(id, { AccessLevelFilter: { Key: 'Role', Value: 'self' } })).types).toHaveLength(1);
    expect((await history(id, { AccessLevelFilter: { Key: 'Account', Value: 'self' } })).types).toHaveLength(2);
  });
});
