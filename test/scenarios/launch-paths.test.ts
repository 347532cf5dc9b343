import { expectPromisesKept } from './promises';
import { World } from './world';
import { LaunchPath } from '../../src';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => expectPromisesKept(world));
afterEach(() => world.stop());

/** A second portfolio with the product, open to everybody. */
function offerThrough(displayName: string): string {
  const portfolioId = world.addPortfolio(displayName);
  world.catalog.associateProduct(portfolioId, world.networkId);
  world.associateEverybody(portfolioId);
  return portfolioId;
}

test('of two paths the portfolio that the app gives chooses its own', async () => {
  offerThrough('Data team');

  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.path.portfolio.id).toBe(world.portfolioId);
});

test('of two paths the one that is named is taken', async () => {
  const data = offerThrough('Data team');

  expect(await world.deployNetwork({ launchPath: LaunchPath.fromName('Data team') })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched.launch.path.portfolio.id).toBe(data);
});

test('the path that is named is waited for, though the role has another one already', async () => {
  offerThrough('Data team');
  await world.settle();

  expect(await world.deployNetwork({ launchPath: LaunchPath.fromName('Platform') })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched.launch.path.portfolio.id).toBe(world.portfolioId);
});

test('another path by name moves the product to it', async () => {
  const data = offerThrough('Data team');
  await world.deployNetwork({ launchPath: LaunchPath.fromName('Platform') });
  const { id } = world.launched;

  const moved = await world.deployNetwork({
    launchPath: LaunchPath.fromName('Data team'),
    parameters: { Size: 'large' },
  });
  expect(moved).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched).toMatchObject({ id, launch: { path: { portfolio: { id: data } } } });
});

test('fails with both paths, names and ids, when two fit and none is declared', async () => {
  world.associateEverybody(world.portfolioId);
  offerThrough('Data team');

  expect(await world.deployNetwork({ portfolio: undefined })).toMatchObject({ status: 'FAILED' });
  const reason = world.reasonOf('Network');
  expect(reason).toMatch(/more than one launch path.*Platform \(lpv3-\w+\), Data team \(lpv3-\w+\)/);
  expect(reason).toContain('launchPath');
  expect(world.records).toEqual([]);
});

test('fails with both ids when two paths share the name; the id of one of them is the way out', async () => {
  world.associateEverybody(world.portfolioId);
  offerThrough('Platform');

  expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
  const reason = world.reasonOf('Network');
  const [, , second = ''] = /Platform \((lpv3-\w+)\), Platform \((lpv3-\w+)\)/.exec(reason) ?? [];
  expect(second).toMatch(/^lpv3-/);

  expect(await world.deployNetwork({ launchPath: LaunchPath.fromId(second) })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.path.id).toBe(second);
});

test('a path whose id has changed since the launch is found again by every later operation', async () => {
  await world.deployNetwork();
  world.outside.changePathIds();

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  world.outside.changePathIds();
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test.each(['DescribeProvisioningParameters', 'ProvisionProduct'])(
  'a path whose id changes between the look and %s is looked for again',
  async (operation) => {
    world.atNextCall(operation, () => world.outside.changePathIds());

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.calls(operation)).toHaveLength(2);
  },
);

test.each(['DescribeProvisioningParameters', 'UpdateProvisionedProduct'])(
  'a path whose id changes between the look and %s in an update is looked for again',
  async (operation) => {
    await world.deployNetwork();
    world.atNextCall(operation, () => world.outside.changePathIds());

    expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
  },
);

test('fails with the paths that there are when the declared id is not known any more', async () => {
  expect(await world.deployNetwork({ launchPath: LaunchPath.fromId('lpv3-of-long-ago') })).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(
    /no access to product .* on launch path lpv3-of-long-ago.*Platform \(lpv3-\w+\)/,
  );
});

test('fails with the paths that there are when no path has the declared name', async () => {
  expect(await world.deployNetwork({ launchPath: LaunchPath.fromName('Platfrom') })).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(/no access to product .* on launch path Platfrom.*Platform \(lpv3-\w+\)/);
});

test('more portfolios than fit on a page are all looked at', async () => {
  for (let index = 1; index <= 25; index++) offerThrough(`Team ${index}`);

  expect(await world.deployNetwork({ launchPath: LaunchPath.fromName('Team 25') })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched.launch.path.name).toBe('Team 25');
});
