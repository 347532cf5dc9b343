import { ScanProvisionedProductsCommand, SearchProvisionedProductsCommand } from '@aws-sdk/client-service-catalog';
import { MINUTE, SECOND, ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

beforeEach(async () => {
  test = await ServiceUnderTest.open({ searchLagsBy: 10 * SECOND });
  test.offer();
});

afterEach(async () => test.close());

async function search(...queries: string[]) {
  return test.client.send(
    new SearchProvisionedProductsCommand({
      AccessLevelFilter: { Key: 'Account', Value: 'self' },
      Filters: { SearchQuery: queries },
    }),
  );
}

describe('a search', () => {
  it('sees a launch and a termination late', async () => {
    await test.provision();
    expect((await search()).TotalResultsCount).toBe(0);
    await test.pass(10 * SECOND);
    expect((await search()).ProvisionedProducts).toMatchObject([{ Name: 'net', Status: 'UNDER_CHANGE' }]);
    await test.pass(MINUTE);
    expect((await search()).ProvisionedProducts).toMatchObject([{ Name: 'net', Status: 'AVAILABLE' }]);

    await test.terminate();
    await test.pass(15 * SECOND);
    expect(test.service.store.present).toEqual([]);
    expect((await search()).TotalResultsCount).toBe(1);
    await test.pass(10 * SECOND);
    expect((await search()).TotalResultsCount).toBe(0);
  });

  it.each([
    ['idempotencyToken:key-1', 1],
    ['idempotencyToken:key-*', 1],
    ['idempotencyToken:key', 0],
    ['name:net', 1],
    ['name:"net"', 1],
    ['productName:Network', 1],
    ['status:AVAILABLE', 1],
    ['tags:team:blue', 1],
    ['physicalId:arn:aws:cloudformation:us-east-1:111111111111:stack/SC-111111111111-*', 1],
    ['type:CFN_STACKSET', 0],
    ['net', 1],
  ])('for %s finds %d', async (query, count) => {
    await test.provision({ ProvisionToken: 'key-1', Tags: [{ Key: 'team', Value: 'blue' }] });
    await test.pass(MINUTE);

    expect((await search(query)).TotalResultsCount).toBe(count);
  });

  it('needs all of several queries', async () => {
    await test.provision();
    await test.pass(MINUTE);

    expect((await search('name:net', 'status:ERROR')).TotalResultsCount).toBe(0);
  });

  it('fails for a field that does not exist', async () => {
    await test.provision();
    await test.pass(MINUTE);

    await expect(search('colour:blue')).rejects.toMatchObject({ name: 'InvalidParametersException' });
  });

  it('looks at the own products only, unless it is told to look at the account', async () => {
    await test.provision();
    await test.pass(MINUTE);
    const other = test.clientOf('arn:aws:iam::111111111111:role/other');

    expect((await other.send(new SearchProvisionedProductsCommand({}))).TotalResultsCount).toBe(0);
    const account = { AccessLevelFilter: { Key: 'Account', Value: 'self' } } as const;
    expect((await other.send(new SearchProvisionedProductsCommand(account))).TotalResultsCount).toBe(1);
  });
});

describe('looking around', () => {
  it('scans the provisioned products without any lag', async () => {
    await test.provision();

    const { ProvisionedProducts } = await test.client.send(new ScanProvisionedProductsCommand({}));

    expect(ProvisionedProducts).toMatchObject([{ Name: 'net', Status: 'UNDER_CHANGE' }]);
  });
});
