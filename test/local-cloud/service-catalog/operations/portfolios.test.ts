import { DescribePortfolioCommand, ListPortfoliosCommand } from '@aws-sdk/client-service-catalog';
import { SECOND, ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

afterEach(async () => test.close());

describe('portfolios', () => {
  beforeEach(async () => {
    test = await ServiceUnderTest.open();
  });

  it('are listed and described', async () => {
    const { portfolio } = test.offer();
    test.service.catalog.createTagOption('team', 'blue').resourceIds.add(portfolio.id);

    const { PortfolioDetails } = await test.client.send(new ListPortfoliosCommand({}));
    const description = await test.client.send(new DescribePortfolioCommand({ Id: portfolio.id }));

    expect(PortfolioDetails).toEqual([
      {
        Id: portfolio.id,
        ARN: `arn:aws:catalog:us-east-1:111111111111:portfolio/${portfolio.id}`,
        DisplayName: 'Basics',
        ProviderName: 'Platform',
        CreatedTime: new Date('2026-01-01T00:00:00Z'),
      },
    ]);
    expect(description).toMatchObject({ TagOptions: [{ Key: 'team', Value: 'blue', Active: true }] });
  });

  it('fails to be deleted while they hold a product or a principal', () => {
    const { portfolio, product } = test.offer();
    const { catalog } = test.service;

    expect(() => catalog.deletePortfolio(portfolio.id)).toThrow('is in use');
    expect(() => catalog.deleteProduct(product.id)).toThrow('is in use');
  });

  it('fails to be described when they do not exist', async () => {
    await expect(test.client.send(new DescribePortfolioCommand({ Id: 'port-none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('throttling', () => {
  it('fails the calls beyond the rate, until a second has brought new ones', async () => {
    test = await ServiceUnderTest.open({ callsPerSecond: 2 });
    const call = async () => test.client.send(new ListPortfoliosCommand({}));
    await call();
    await call();

    await expect(call()).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    await test.pass(SECOND);
    await expect(call()).resolves.toBeDefined();
  });
});

it('gives the same ids in every run', async () => {
  test = await ServiceUnderTest.open();
  const { portfolio, product, version } = test.offer();
  const other = await ServiceUnderTest.open();
  const again = other.offer();
  await other.close();

  expect([again.portfolio.id, again.product.id, again.version.id]).toEqual([portfolio.id, product.id, version.id]);
});
