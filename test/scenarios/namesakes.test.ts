import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { minutes, seconds, World } from './world';
import { Behaviours } from '../../local-cloud/service-catalog/behaviours';
import { LaunchPath, CatalogProduct, ProductVersion } from '../../src';

let world: World;
beforeEach(async () => (world = await World.start()));

async function restart(serviceCatalog: Partial<Behaviours>): Promise<void> {
  await world.stop();
  world = await World.start({ serviceCatalog });
}

/** Launches by it under another role, so that its path is unlike all others. */
function constrain(portfolioId: string, productId = world.networkId): void {
  const roleArn = 'arn:aws:iam::111111111111:role/other-launch-role';
  world.catalog.addConstraint(portfolioId, productId, { type: 'LAUNCH', roleArn });
}

afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

/** A second portfolio with the product, open to everybody. */
function offerThrough(displayName: string): string {
  const portfolioId = world.addPortfolio(displayName);
  world.catalog.associateProduct(portfolioId, world.networkId);
  world.associateEverybody(portfolioId);
  return portfolioId;
}

describe('paths that are alike in name, constraints and tags', () => {
  beforeEach(() => restart({ pathsOfPortfolio: 'TWO_ALIKE' }));
  const pathIds = () => world.cloud.serviceCatalog.launchPathsTo(world.networkId, world.launched.ownerArn);

  test.each([
    ['the portfolio', {}],
    ['the name', { launchPath: LaunchPath.fromName('Platform') }],
  ])('of which %s declares none alone, the first by id is taken', async (_case, props) => {
    expect(await world.deployNetwork(props)).toMatchObject({ status: 'SUCCEEDED' });
    const { id } = world.launched.launch.path;
    expect(id).toBe([...pathIds()].sort()[0]);
    expect(await world.deployNetwork({ ...props, parameters: { Size: 'large' } })).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('another portfolio of the same name', () => {
  test('that holds only another product does no harm', async () => {
    world.addPortfolio('Platform');
    const begun = world.cloud.clock.now();

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.cloud.clock.now() - begun).toBeLessThan(minutes(3));
  });

  test('whose path alone is visible at first is not launched through, alike or not', async () => {
    await restart({ accessSpreadsIn: seconds(100) });
    offerThrough('Platform');
    await world.settle(minutes(5));

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.path.portfolio.id).toBe(world.portfolioId);
  });

  test('is not launched through, either, when two equal paths of it are visible at first', async () => {
    await restart({ accessSpreadsIn: seconds(100), pathsOfPortfolio: 'TWO_ALIKE' });
    offerThrough('Platform');
    await world.settle(minutes(5));

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.path.portfolio.id).toBe(world.portfolioId);
  });

  test('fails with both paths if they differ, once ours is visible', async () => {
    await restart({ accessSpreadsIn: seconds(100) });
    constrain(offerThrough('Platform'));
    await world.settle(minutes(5));

    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/more than one matching launch path: Platform .*, Platform/);
    expect(world.records).toEqual([]);
  });

  test('fails, and names it, when ours never appears; declaring the path by id works', async () => {
    await restart({ accessSpreadsIn: minutes(60) });
    const other = offerThrough('Platform');
    await world.settle(minutes(61));

    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
    const reason = world.reasonOf('Network');
    expect(reason).toContain(`may lead through ${other}, which has the same name`);
    expect(world.records).toEqual([]);

    const [id = ''] = /lpv3-\w+/.exec(reason) ?? [];
    expect(await world.deployNetwork({ launchPath: LaunchPath.fromId(id) })).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('that appears later prevents no update', async () => {
    await world.deployNetwork();
    world.catalog.associateProduct(world.addPortfolio('Platform'), world.networkId);

    expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe.each(['NOT_FOUND', 'DENIED', 'INVALID'] as const)(
  'in an account that everything is shared with (%s)',
  (ownersReads) => {
    test('the only path is taken, once another one would have appeared', async () => {
      await restart({ ownersReads });
      const begun = world.cloud.clock.now();

      expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.cloud.clock.now() - begun).toBeGreaterThan(minutes(4));
      expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
      expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    });

    test('fails with both paths if there are two, also if the wrong one is visible first', async () => {
      await restart({ ownersReads, accessSpreadsIn: seconds(100) });
      offerThrough('Data team');
      await world.settle(minutes(5));

      expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
      expect(world.reasonOf('Network')).toMatch(/more than one matching launch path.*Platform.*Data team/);
      expect(world.records).toEqual([]);
      const named = { launchPath: LaunchPath.fromName('Platform') };
      expect(await world.deployNetwork(named)).toMatchObject({ status: 'SUCCEEDED' });
    });

    test('a version is chosen among those that are offered', async () => {
      await restart({ ownersReads });
      const launchPath = LaunchPath.fromName('Platform');

      expect(await world.deployNetwork({ launchPath, version: ProductVersion.fromName('v9') })).toMatchObject({
        status: 'FAILED',
      });
      expect(world.reasonOf('Network')).toMatch(/no active version named v9.*its versions are: v1/);
      expect(await world.deployNetwork({ launchPath })).toMatchObject({ status: 'SUCCEEDED' });
    });
  },
);

describe('where the portfolios of the product are unknown', () => {
  test('a role without the permission waits, and then takes the path of the portfolio’s name', async () => {
    world.refuse('ListPortfoliosForProduct', 'AccessDeniedException', 'No');
    offerThrough('Data team');

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.path.portfolio.id).toBe(world.portfolioId);
  });

  test('an emulator without the operation takes the path of the portfolio’s name at once', async () => {
    world.refuse('ListPortfoliosForProduct', 'UnknownOperationException', 'No');
    world.refuse('SearchProducts', 'UnknownOperationException', 'No');
    const begun = world.cloud.clock.now();

    const product = CatalogProduct.fromName('Network');
    expect(await world.deployNetwork({ product })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.cloud.clock.now() - begun).toBeLessThan(minutes(3));
  });
});

describe.each(['FIRST', 'REFUSED'] as const)('of two products of one name (described: %s)', (productsOfOneName) => {
  let data: string;
  let other: string;
  beforeEach(async () => {
    await restart({ productsOfOneName });
    data = world.addPortfolio('Data team');
    world.associateEverybody(data);
    const { id } = world.catalog.createProduct({ name: 'Network', owner: 'Data team' });
    world.addVersion(id, 'v1', world.catalog.product(world.networkId).versions[0]?.template ?? '');
    world.catalog.associateProduct(data, id);
    other = id;
    await world.settle(minutes(1));
  });
  const product = CatalogProduct.fromName('Network');

  test('the portfolio selects one', async () => {
    expect(await world.deployNetwork({ product })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.product.id).toBe(world.networkId);
    expect(await world.deployNetwork({ product, parameters: { Size: 'large' } })).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(world.launched.launch.product.id).toBe(world.networkId);
  });

  test('the one that alone is visible at first does not choose the version', async () => {
    await restart({ productsOfOneName, accessSpreadsIn: seconds(100) });
    const { id } = world.catalog.createProduct({ name: 'Network', owner: 'Data team' });
    world.addVersion(id, 'of the data team', productTemplate());
    const portfolio = world.addPortfolio('Data team');
    world.catalog.associateProduct(portfolio, id);
    world.associateEverybody(portfolio);
    await world.settle(minutes(5));

    const version = ProductVersion.fromName('v1');
    expect(await world.deployNetwork({ product, version })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.product.id).toBe(world.networkId);
  });

  test('the launch path selects one', async () => {
    const launchPath = LaunchPath.fromName('Data team');
    expect(await world.deployNetwork({ product, launchPath })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.product.id).toBe(other);
  });

  test('fails with both ids if nothing selects one; declaring one by id works', async () => {
    world.associateEverybody(world.portfolioId);
    await world.settle(minutes(1));

    expect(await world.deployNetwork({ product, portfolio: undefined })).toMatchObject({ status: 'FAILED' });
    const reason = world.reasonOf('Network');
    expect(reason).toMatch(/More than one matching product is named Network.*CatalogProduct\.fromId/);
    for (const id of [world.networkId, other]) expect(reason).toContain(id);
    expect(world.records).toEqual([]);

    const byId = { product: CatalogProduct.fromId(other), portfolio: undefined };
    expect(await world.deployNetwork(byId)).toMatchObject({ status: 'SUCCEEDED' });
  });
});
