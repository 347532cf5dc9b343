import { CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { minutes, sibling, World } from './world';
import { CatalogProduct, ProvisionedProduct } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const LARGE = { parameters: { Size: 'large' } };

test.each(['FIRST', 'LATEST'] as const)(
  'a product that was updated in the console, showing its %s token, is updated and terminated',
  async (shownToken) => {
    world = await World.start({ serviceCatalog: { shownToken } });
    await world.deployNetwork({ provisionedProductName: 'network' });
    world.outOfBand.update(world.launched.id, { Size: 'large' });
    await world.settle();
    expect(await world.deployNetwork({ provisionedProductName: 'network', tags: { team: 'data' } })).toMatchObject({
      status: 'SUCCEEDED',
    });
    world.outOfBand.update(world.launched.id, { Size: 'large' });
    await world.settle();
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  },
);

test('a retained product with a declared name that was updated in the console is adopted', async () => {
  world = await World.start({ serviceCatalog: { shownToken: 'LATEST' } });
  const props = { provisionedProductName: 'network', removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE };
  await world.deployNetwork(props, (stack) => void sibling(stack));
  const { id } = world.launched;
  world.outOfBand.update(id, { Size: 'large' });
  await world.settle();
  await world.deploy((stack) => void sibling(stack));
  expect(await world.deployNetwork(props, (stack) => void sibling(stack))).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.id).toBe(id);
});

test('a declared name proves nothing', async () => {
  world = await World.start();
  await world.deployNetwork({ provisionedProductName: 'network' });
  const declare = world.deploy((stack, portfolio) => {
    const product = CatalogProduct.fromId(world.networkId);
    new ProvisionedProduct(stack, 'Other', { product, portfolio, provisionedProductName: 'network' });
  }, 'other');
  expect(await declare).toMatchObject({ status: 'FAILED' });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

describe('a stack whose name looks like the id of a product', () => {
  const deploy = (props = {}, fails?: string) =>
    world.deploy((stack, portfolio) => {
      world.declareNetwork(stack, portfolio, props);
      sibling(stack, { takes: minutes(1), fails });
    }, 'pp-shop');

  test('is deployed, changed and removed', async () => {
    world = await World.start();
    expect(await deploy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await deploy(LARGE)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await world.destroy('pp-shop')).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  });

  test('leaves nothing when its creation is cancelled', async () => {
    world = await World.start();
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(10) });
    expect(await deploy({}, 'no room')).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.present).toEqual([]);
  });
});

describe.each([
  ['with spaces', 'My Network (prod)'],
  ['too long', 'n'.repeat(129)],
])('a name that only the deployment knows, %s,', (_, name) => {
  const deployNamed = (value: string) =>
    world.deploy((stack, portfolio) => {
      const { valueAsString } = new CfnParameter(stack, 'Name', { default: value });
      world.declareNetwork(stack, portfolio, { provisionedProductName: valueAsString });
    });

  test('fails the first deployment, and the stack can be deleted', async () => {
    world = await World.start();
    expect(await deployNamed(name)).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('it must be 1 to 128 letters');
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('fails an update, and the product is unchanged', async () => {
    world = await World.start();
    await deployNamed('network');
    expect(await deployNamed(name)).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched).toMatchObject({ name: 'network', state: { status: 'AVAILABLE' } });
  });
});

describe('an account of Account Factory whose provisioned product has another id by now', () => {
  const parameters = {
    AccountName: 'sandbox',
    AccountEmail: 'sandbox@example.com',
    ManagedOrganizationalUnit: 'Sandbox',
    SSOUserEmail: 'sandbox@example.com',
    SSOUserFirstName: 'Sand',
    SSOUserLastName: 'Box',
  };

  test('is never launched again', async () => {
    world = await World.start();
    const factory = world.addProduct('Account Factory', { kind: 'CONTROL_TOWER_ACCOUNT' });
    const deploy = (changes = {}) => {
      const product = CatalogProduct.fromId(factory);
      const props = { product, provisionedProductName: 'sandbox', parameters: { ...parameters, ...changes } };
      return world.deployNetwork({ ...props, removalPolicy: RemovalPolicy.RETAIN });
    };
    expect(await deploy()).toMatchObject({ status: 'SUCCEEDED' });
    world.outOfBand.changeId(world.launched.id);
    await world.settle();
    expect(await deploy({ ManagedOrganizationalUnit: 'Other' })).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toContain('Control Tower');
    expect(world.calls('ProvisionProduct')).toHaveLength(1);
  });
});

test('a launch has succeeded even if its product is updated by hand before it is read', async () => {
  world = await World.start({ serviceCatalog: { shownToken: 'LATEST' } });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(2) });
  const deploying = world.deployNetwork({ provisionedProductName: 'network' });
  await world.until(() => world.present.some(({ state }) => state.status === 'AVAILABLE'));
  world.outOfBand.update(world.launched.id, { Size: 'large' });
  expect(await deploying).toMatchObject({ status: 'SUCCEEDED' });
});
