import {
  Changes,
  declareFirstProducts,
  deployedByFirstVersion,
  FIRST_PRODUCTS,
  replaceFunction,
} from './first-version';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { Declare, minutes, sibling, World } from './world';
import { ProvisionedProduct as Launched } from '../../local-cloud/service-catalog/model/provisioned-product';
import { ProductVersion } from '../../src';

/** Stacks that the first version of this library has deployed, and what the code of today does with them. */
let world: World;
beforeEach(async () => {
  world = await World.start();
  world.cloud.secrets.create('database', 'marker-of-a-secret');
  // Without one, the role of the first version could not read the template of the product.
  const roleArn = 'arn:aws:iam::111111111111:role/network-launch';
  world.catalog.addConstraint(world.portfolioId, world.networkId, { type: 'LAUNCH', roleArn });
  expect(await deployedByFirstVersion(world)).toMatchObject({ status: 'SUCCEEDED' });
  expect(launches()).toHaveLength(FIRST_PRODUCTS.length);
});
// The rollback of an upgrade is served by the function of before, which goes back first.
afterEach(() => expectInvariants(world, ['restored']));
afterEach(() => world.stop());

const UPDATE = 'UPDATE_PROVISIONED_PRODUCT SUCCEEDED';
const TERMINATION = 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED';

const launches = (): readonly Launched[] => [...world.present];

function deploy(changes: Changes = {}, beside: Declare = () => {}) {
  return world.deploy((stack, portfolio) => {
    declareFirstProducts(world, stack, portfolio, changes);
    beside(stack, portfolio);
  });
}

/** Names and parameter values of what there is, by id. */
function whatThereIs(): object {
  return Object.fromEntries(
    launches().map(({ id, name, launch }) => [id, { name, version: launch.version.id, parameters: launch.parameters }]),
  );
}

/** What was done since the launches. */
const since = (): readonly string[] => world.history.slice(FIRST_PRODUCTS.length);

/** The product of this declaration. */
function launched(id: string): Launched {
  const stack = world.cloud.cloudFormation.stack('web');
  const resource = [...(stack?.resources.values() ?? [])].find(({ logicalId }) => logicalId.startsWith(id));
  const product = launches().find((one) => one.id === resource?.physicalId);
  if (product === undefined) throw new Error(`nothing is there for ${id}`);
  return product;
}

test('an upgrade of the library changes no product', async () => {
  const before = whatThereIs();
  // What was recommended is the newest now, which is what is meant where nothing is declared.
  expect(await deploy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(since()).toEqual([]);
  expect(whatThereIs()).toEqual(before);
});

test('an upgrade that declares something else updates just that', async () => {
  const outcome = await deploy({ Network: { parameters: { Cidr: '10.2.0.0/16', Size: 'small' } } });
  expect(outcome).toMatchObject({ status: 'SUCCEEDED' });
  expect(since()).toEqual([UPDATE]);
  expect(launched('Network').launch.parameters).toMatchObject({ Cidr: '10.2.0.0/16', Size: 'small' });
});

test.each(['upgrade', 'first change after it'])('the %s that fails restores the prior state', async (when) => {
  if (when !== 'upgrade') await deploy();
  const before = whatThereIs();
  const outcome = await deploy(
    {
      Network: { parameters: { Cidr: '10.2.0.0/16' } },
      Unversioned: { parameters: { Size: 'large' } },
      Named: { provisionedProductName: 'another-name' },
      Notified: { notificationTopics: [] },
    },
    (stack) => sibling(stack, { takes: minutes(5), fails: 'no room' }),
  );
  expect(outcome).toMatchObject({ status: 'FAILED', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(whatThereIs()).toEqual(before);
});

test('products are replaced, whether their names were declared or generated', async () => {
  const before = [launched('Named').id, launched('Notified').id];
  const outcome = await deploy({ Named: { provisionedProductName: 'another' }, Notified: { notificationTopics: [] } });
  expect(outcome).toMatchObject({ status: 'SUCCEEDED' });
  await world.settle();
  expect(before.filter((id) => launches().some((product) => product.id === id))).toEqual([]);
  expect(launches()).toHaveLength(FIRST_PRODUCTS.length);
  expect(since().filter((what) => what === TERMINATION)).toHaveLength(2);
});

test('products that are no longer declared are terminated, and the rest with the stack', async () => {
  expect(await deploy({ Network: undefined, Named: undefined })).toMatchObject({ status: 'SUCCEEDED' });
  expect(launches()).toHaveLength(FIRST_PRODUCTS.length - 2);
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(launches()).toEqual([]);
});

test('a product with a recommended version gets the version that is declared now', async () => {
  const v2 = world.addVersion(world.networkId, 'v2', productTemplate({ outputs: { Extra: { Value: 'extra' } } }));
  const outcome = await deploy({ Recommended: { version: ProductVersion.fromName('v2') } });
  expect(outcome).toMatchObject({ status: 'SUCCEEDED' });
  expect(launched('Recommended').launch.version.id).toBe(v2);
});

test.each(['parameter', 'version'])(
  'a request that the first version began is completed by the current code (%s)',
  async (how) => {
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(20) });
    const change = (template: string) =>
      how === 'parameter'
        ? template.replace('10.1.0.0/16', '10.2.0.0/16')
        : template.replace('"KEEP_ACTIVE"', '"LATEST"');
    const deployed = deployedByFirstVersion(world, change);
    await world.until(() => world.cloud.stateMachines.executions.some(({ status }) => status === 'RUNNING'));
    replaceFunction(world);
    expect(await deployed).toMatchObject({ status: 'SUCCEEDED' });
    if (how === 'parameter') expect(launched('Network').launch.parameters).toMatchObject({ Cidr: '10.2.0.0/16' });
  },
);
