import { expectInvariants } from './invariants';
import { World } from './world';
import { LaunchPath } from '../../src';

let world: World;
beforeEach(async () => (world = await World.start()));

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

test('of two paths that of the declared portfolio is taken', async () => {
  offerThrough('Data team');

  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.path.portfolio.id).toBe(world.portfolioId);
});

test('of two paths the named one is taken', async () => {
  const data = offerThrough('Data team');

  expect(await world.deployNetwork({ launchPath: LaunchPath.fromName('Data team') })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched.launch.path.portfolio.id).toBe(data);
});

test('waits for the named path, though the role has another one already', async () => {
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

test('fails with names and ids of both paths when two match and none is declared', async () => {
  world.associateEverybody(world.portfolioId);
  offerThrough('Data team');

  expect(await world.deployNetwork({ portfolio: undefined })).toMatchObject({ status: 'FAILED' });
  const reason = world.reasonOf('Network');
  expect(reason).toMatch(/more than one matching launch path.*Platform \(lpv3-\w+\), Data team \(lpv3-\w+\)/);
  expect(reason).toContain('launchPath');
  expect(world.records).toEqual([]);
});

test('fails with both ids when two paths share the name; declaring one by id works', async () => {
  world.associateEverybody(world.portfolioId);
  constrain(offerThrough('Platform'));

  expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
  const reason = world.reasonOf('Network');
  const [, , second = ''] = /Platform \((lpv3-\w+)\), Platform \((lpv3-\w+)\)/.exec(reason) ?? [];
  expect(second).toMatch(/^lpv3-/);

  expect(await world.deployNetwork({ launchPath: LaunchPath.fromId(second) })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.path.id).toBe(second);
});

test('a path whose id has changed since the launch is found by every later operation', async () => {
  await world.deployNetwork();
  world.outOfBand.changePathIds();

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  world.outOfBand.changePathIds();
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test.each(['DescribeProvisioningParameters', 'ProvisionProduct'])(
  'a path whose id changes between its resolution and %s is resolved again',
  async (operation) => {
    world.atNextCall(operation, () => world.outOfBand.changePathIds());

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.calls(operation)).toHaveLength(2);
  },
);

test.each(['DescribeProvisioningParameters', 'UpdateProvisionedProduct'])(
  'a path whose id changes between its resolution and %s in an update is resolved again',
  async (operation) => {
    await world.deployNetwork();
    world.atNextCall(operation, () => world.outOfBand.changePathIds());

    expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
  },
);

test('fails with the existing paths when the declared id no longer exists', async () => {
  expect(await world.deployNetwork({ launchPath: LaunchPath.fromId('lpv3-of-long-ago') })).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(
    /no access to product .* on launch path lpv3-of-long-ago.*Platform \(lpv3-\w+\)/,
  );
});

test('fails with the existing paths when no path has the declared name', async () => {
  expect(await world.deployNetwork({ launchPath: LaunchPath.fromName('Platfrom') })).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(/no access to product .* on launch path Platfrom.*Platform \(lpv3-\w+\)/);
});

test('all pages of portfolios are read', async () => {
  for (let index = 1; index <= 25; index++) offerThrough(`Team ${index}`);

  expect(await world.deployNetwork({ launchPath: LaunchPath.fromName('Team 25') })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched.launch.path.name).toBe('Team 25');
});
