import { expectInvariants } from './invariants';
import { brokenTemplate, productTemplate } from './product-template';
import { minutes, sibling, World } from './world';
import { LocalCloudOptions } from '../../local-cloud/local-cloud-options';
import { LaunchPath, CatalogProduct, ProductVersion, ProvisionedProductProps } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const LAUNCH = 'PROVISION_PRODUCT SUCCEEDED';
const ROLLED_BACK = { stackStatus: 'UPDATE_ROLLBACK_COMPLETE' };
const OTHER_DEFAULT = productTemplate({ parameters: { Cidr: { Type: 'String', Default: '192.168.0.0/16' } } });
const NEEDS_MORE = productTemplate({ parameters: { Owner: { Type: 'String' } } });

/** A sibling that fails, so that what has succeeded beside it is taken back. */
const failing = (takes = minutes(10)) => ({ version: '2', takes, fails: 'no room' });

async function start(serviceCatalog: LocalCloudOptions['serviceCatalog'] = {}): Promise<void> {
  world = await World.start({ serviceCatalog });
}

/** The ways to declare a version, and the name under which a newer one takes its place. */
const VERSIONS: [string, ProvisionedProductProps['version'], string][] = [
  ['by default', undefined, 'v2'],
  ['as the latest', ProductVersion.latest(), 'v2'],
  ['by a name that is used again', ProductVersion.fromName('v1'), 'v1'],
];

describe.each(VERSIONS)('where the version is chosen %s, a rollback', (_, version, newer) => {
  const small = { version, parameters: { Size: 'small' } };
  const large = { version, parameters: { Size: 'large' } };
  let ran: string;

  beforeEach(async () => {
    await start();
    await world.deployNetwork(small, (stack) => sibling(stack));
    ran = world.launched.launch.version.id;
  });

  const expectAsBefore = () =>
    expect(world.launched).toMatchObject({
      state: { status: 'AVAILABLE' },
      launch: { version: { id: ran }, parameters: { Size: 'small', Cidr: '10.0.0.0/16' } },
    });

  test('restores the version that ran when the newer one is broken', async () => {
    world.addVersion(world.networkId, newer, brokenTemplate());
    expect(await world.deployNetwork(large, (stack) => sibling(stack))).toMatchObject(ROLLED_BACK);
    expectAsBefore();
  });

  test('restores the version that ran when another resource fails', async () => {
    world.addVersion(world.networkId, newer, OTHER_DEFAULT);
    expect(await world.deployNetwork(large, (stack) => sibling(stack, failing()))).toMatchObject(ROLLED_BACK);
    expectAsBefore();
  });

  test.each([
    ['refused', { version, parameters: { Size: 'huge' } }],
    ['of a version that needs more', large],
  ])('makes no call when the update was %s', async (what, props) => {
    world.addVersion(world.networkId, newer, what === 'refused' ? OTHER_DEFAULT : NEEDS_MORE);
    expect(await world.deployNetwork(props, (stack) => sibling(stack))).toMatchObject(ROLLED_BACK);
    expectAsBefore();
    expect(world.history).toEqual([LAUNCH]);
  });

  test('makes no call when the update was cancelled before any', async () => {
    world.addVersion(world.networkId, newer, OTHER_DEFAULT);
    world.atNextCall('DescribeProduct', () => world.cloud.cloudFormation.cancelUpdateStack('web'));
    expect(await world.deployNetwork(large, (stack) => sibling(stack))).toMatchObject(ROLLED_BACK);
    expectAsBefore();
    expect(world.history).toEqual([LAUNCH]);
  });
});

describe('where the update has changed nothing, its rollback needs', () => {
  const refused = { parameters: { Size: 'huge' } };

  beforeEach(() => start());

  test.each<[string, () => void]>([
    ['the version', () => world.catalog.deactivateVersion(world.networkId, world.launched.launch.version.id)],
    ['the access', () => world.outOfBand.loseAccess(world.networkId, world.launched.ownerArn)],
    ['the path', () => world.outOfBand.changePathIds()],
  ])('not %s', async (_, goes) => {
    await world.deployNetwork({ parameters: { Size: 'small' } });
    const { id } = world.launched;
    world.addVersion(world.networkId, 'v2', OTHER_DEFAULT);
    goes();
    expect(await world.deployNetwork(refused)).toMatchObject(ROLLED_BACK);
    expect(world.launched).toMatchObject({ id, launch: { version: { name: 'v1' } } });
    expect(world.history).toEqual([LAUNCH]);
  });

  test('not the original product of a replacement that is rolled back', async () => {
    const named = (provisionedProductName: string, parameters = {}) => ({ provisionedProductName, parameters });
    await world.deployNetwork(named('network-a'), (stack) => sibling(stack));
    world.addVersion(world.networkId, 'v2', NEEDS_MORE);
    const next = named('network-b', { Owner: 'us' });
    expect(await world.deployNetwork(next, (stack) => sibling(stack, failing()))).toMatchObject(ROLLED_BACK);
    expect(world.launched).toMatchObject({ name: 'network-a', launch: { version: { name: 'v1' } } });
    expect(world.launched.records).toHaveLength(1);
  });

  test('a product that was TAINTED is unchanged', async () => {
    await world.deployNetwork({ parameters: { Size: 'small' } });
    world.outOfBand.taint(world.launched.id, 'somebody has changed a resource');
    expect(await world.deployNetwork(refused)).toMatchObject(ROLLED_BACK);
    expect(world.launched.state.status).toBe('TAINTED');
    expect(world.history).toEqual([LAUNCH]);
  });
});

describe.each(['RUNNING', 'LAST_ATTEMPT'] as const)(
  'after an update that failed, with previous values of %s,',
  (previousValues) => {
    beforeEach(() => start({ previousValues, shownVersion: previousValues === 'RUNNING' ? 'RUNNING' : 'TRIED' }));

    test('the product has the values and the version from before', async () => {
      await world.deployNetwork({ parameters: { Size: 'small' } });
      world.addVersion(world.networkId, 'v2', brokenTemplate());
      const props = { version: ProductVersion.fromName('v2'), parameters: { Size: 'large', Cidr: '10.9.0.0/16' } };
      expect(await world.deployNetwork(props)).toMatchObject(ROLLED_BACK);
      expect(world.launched).toMatchObject({
        state: { status: 'AVAILABLE' },
        launch: { version: { name: 'v1' }, parameters: { Size: 'small', Cidr: '10.0.0.0/16' } },
      });
    });

    test('a value that was set by hand is restored, or the log says that it is not', async () => {
      await world.deployNetwork({ parameters: { Size: 'small' } });
      world.outOfBand.update(world.launched.id, { Size: 'large' });
      await world.settle();
      world.behaveOnce(world.networkId, { failOnUpdate: 'no room' });
      expect(await world.deployNetwork({ parameters: { Cidr: '10.9.0.0/16' } })).toMatchObject(ROLLED_BACK);
      if (previousValues === 'RUNNING') expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
      expect(world.cloud.logs.text()).toMatch(/"values unknown".*Size.*rec-/);
    });
  },
);

test('a version that was withdrawn meanwhile fails the rollback, which says how to continue', async () => {
  await start();
  await world.deployNetwork({ version: ProductVersion.fromName('v1') }, (stack) => sibling(stack));
  world.addVersion(world.networkId, 'v2', OTHER_DEFAULT);
  const [v1] = world.catalog.product(world.networkId).versions;
  const next = { version: ProductVersion.fromName('v2') };
  const deploying = world.deployNetwork(next, (stack) => sibling(stack, failing()));
  await world.until(() => world.history.length === 2 && world.history[1]?.endsWith('SUCCEEDED') === true);
  world.catalog.deactivateVersion(world.networkId, v1?.id ?? '');
  expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_FAILED' });
  expect(world.reasonOf('Network')).toMatch(/which ran before.*activate this version again.*cdk rollback web --orphan/);

  world.catalog.product(world.networkId).versions.forEach((version) => (version.active = true));
  expect(await world.continueRollback()).toMatchObject(ROLLED_BACK);
  expect(world.launched.launch.version.id).toBe(v1?.id);
});

test('a path that has another id by now is found', async () => {
  await start();
  await world.deployNetwork({ parameters: { Size: 'small' } }, (stack) => sibling(stack));
  const deploying = world.deployNetwork({ parameters: { Size: 'large' } }, (stack) => sibling(stack, failing()));
  await world.until(() => world.records.length === 2);
  world.outOfBand.changePathIds();
  expect(await deploying).toMatchObject(ROLLED_BACK);
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'small' });
});

test('another product name is rolled back', async () => {
  await start();
  const other = world.addProduct('Other', { template: OTHER_DEFAULT });
  await world.deployNetwork({}, (stack) => sibling(stack));
  const product = CatalogProduct.fromId(other);
  expect(await world.deployNetwork({ product }, (stack) => sibling(stack, failing()))).toMatchObject(ROLLED_BACK);
  expect(world.launched.launch).toMatchObject({
    product: { id: world.networkId },
    parameters: { Cidr: '10.0.0.0/16' },
  });
});

describe('a product that was terminated by hand', () => {
  test.each([
    ['is not launched by the rollback of an update that did not change it', 0, 'UPDATE_ROLLBACK_FAILED'],
    ['is launched again by the rollback of an update that changed it', 2, 'UPDATE_ROLLBACK_COMPLETE'],
  ])('%s', async (_, records, stackStatus) => {
    await start();
    await world.deployNetwork({ parameters: { Size: 'small' } }, (stack) => sibling(stack));
    const { id } = world.launched;
    // Another portfolio keeps the deploy waiting for access until the sibling has failed.
    const elsewhere = world.addPortfolio('Elsewhere');
    const deploying = world.deploy((stack) => {
      const launchPath = records === 0 ? LaunchPath.fromName('Nowhere') : undefined;
      const portfolio = world.importPortfolio(stack, 'Used', records === 0 ? elsewhere : world.portfolioId);
      world.declareNetwork(stack, portfolio, { launchPath, parameters: { Size: 'large' } });
      sibling(stack, failing(records === 0 ? minutes(2) : minutes(10)));
    });
    await world.until(() => world.records.length >= records);
    await world.settle(minutes(1));
    world.outOfBand.terminate(id);
    expect(await deploying).toMatchObject({ stackStatus });
    if (records === 0) expect(world.reasonOf('Network')).toContain('terminated outside of CloudFormation');
    else expect(world.launched.launch.parameters).toMatchObject({ Size: 'small' });
  });
});
