import type { CfnResource } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { World } from './world';
import type { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';
import { CatalogProduct, ProvisionedProduct } from '../../src';

let world: World;
beforeEach(async () => {
  world = await World.start();
  await world.deployNetwork();
  await world.settle();
});
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

function deployRenamed(logicalId?: string): Promise<StackOutcome> {
  return world.deploy((stack, portfolio) => {
    const product = CatalogProduct.fromId(world.networkId);
    const renamed = new ProvisionedProduct(stack, 'Renamed', { product, portfolio, parameters: { Size: 'large' } });
    if (logicalId !== undefined) (renamed.node.defaultChild as CfnResource).overrideLogicalId(logicalId);
  });
}

test('a renamed construct is another resource: a product is launched, then the old one terminated', async () => {
  const { id } = world.launched;
  expect(await deployRenamed()).toMatchObject({ status: 'SUCCEEDED' });

  expect(world.history).toEqual([
    'PROVISION_PRODUCT SUCCEEDED',
    'PROVISION_PRODUCT SUCCEEDED',
    'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED',
  ]);
  expect(world.present.map((product) => product.id)).not.toContain(id);
});

test('a renamed construct keeps its product with the logical id of before', async () => {
  const { id } = world.launched;
  // As `cdk diff` and the template show it.
  expect(await deployRenamed('Network1C6012B5')).toMatchObject({ status: 'SUCCEEDED' });

  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'UPDATE_PROVISIONED_PRODUCT SUCCEEDED']);
  expect(world.present.map((product) => product.id)).toEqual([id]);
});
