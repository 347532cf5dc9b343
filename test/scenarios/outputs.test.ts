import { CfnOutput, Fn } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { World } from './world';
import { CatalogProduct, ProvisionedProduct } from '../../src';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

/** A product with so many outputs, each with this value. */
function addTalkativeProduct(count: number, value: string): CatalogProduct {
  const outputs = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`Output${index + 1}`, { Value: `${value}${index + 1}` }]),
  );
  return CatalogProduct.fromId(world.addProduct('Talkative', { template: productTemplate({ outputs }) }));
}

function deployWith(product: CatalogProduct | undefined, use: (network: ProvisionedProduct) => Record<string, string>) {
  return world.deploy((stack, portfolio) => {
    const network = world.declareNetwork(stack, portfolio, product && { product });
    for (const [name, value] of Object.entries(use(network))) new CfnOutput(stack, name, { value });
  });
}

test.each([60, 100])('all of %i outputs can be used, though they come in pages of twenty', async (count) => {
  const product = addTalkativeProduct(count, 'value-');
  const keys = Array.from({ length: count }, (_, index) => `Output${index + 1}`);

  const deployed = await deployWith(product, (network) => ({
    All: Fn.join(
      ',',
      keys.map((key) => network.getOutput(key)),
    ),
  }));
  expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
  expect(deployed.outputs[0]?.value.split(',')).toEqual(keys.map((_, index) => `value-${index + 1}`));
});

test('outputs and responses are in no execution, which more people may read than the stack', async () => {
  const deployed = await deployWith(addTalkativeProduct(1, 'marker-'), (network) => ({
    Used: network.getOutput('Output1'),
  }));
  expect(deployed).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: 'marker-1' }] });
  const executions = world.cloud.stateMachines.executions.map((one) => [one.input, one.output, one.history.events]);
  expect(executions).toHaveLength(1);
  expect(JSON.stringify(executions)).not.toContain('marker-1');
});

test('CloudFormation masks the outputs if the app declares it', async () => {
  const deployed = await world.deploy((stack, portfolio) => {
    const network = world.declareNetwork(stack, portfolio, {
      product: addTalkativeProduct(1, 'marker-'),
      noEcho: true,
    });
    new CfnOutput(stack, 'Used', { value: network.getOutput('Output1') });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: 'marker-1' }] });
  expect(world.cloud.cloudFormation.exchanges()[0]?.response).toMatchObject({ noEcho: true });
});

test('outputs that the app does not use may have any size', async () => {
  const product = addTalkativeProduct(40, 'x'.repeat(900));

  const deployed = await deployWith(product, (network) => ({ Used: network.getOutput('Output3') }));
  expect(deployed).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: `${'x'.repeat(900)}3` }] });
});

test('fails with the sizes, and leaves nothing, when the outputs in use do not fit into a response', async () => {
  const product = addTalkativeProduct(6, 'x'.repeat(900));
  const use = (network: ProvisionedProduct) =>
    Object.fromEntries([1, 2, 3, 4, 5].map((index) => [`Used${index}`, network.getOutput(`Output${index}`)]));

  expect(await deployWith(product, use)).toMatchObject({ status: 'FAILED' });
  const reason = world.reasonOf('Network');
  expect(reason).toContain('4096');
  expect(reason).toMatch(/Output\.Output\d \(901 bytes\)/);
  expect(reason).toContain('Use fewer outputs');
  expect(world.present).toEqual([]);
});

test('fails and rolls back when a deployed app begins to use more outputs than fit', async () => {
  const product = addTalkativeProduct(6, 'x'.repeat(900));
  await deployWith(product, (network) => ({ Used1: network.getOutput('Output1') }));
  const { id } = world.launched;

  const use = (network: ProvisionedProduct) =>
    Object.fromEntries([1, 2, 3, 4, 5].map((index) => [`Used${index}`, network.getOutput(`Output${index}`)]));
  expect(await deployWith(product, use)).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.launched).toMatchObject({ id, state: { status: 'AVAILABLE' } });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

test('fails before the launch with the nearest name when an output does not exist', async () => {
  expect(await deployWith(undefined, (network) => ({ Wrong: network.getOutput('Cdir') }))).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(/output Cdir does not exist.*did you mean Cidr\?/);
  expect(world.records).toEqual([]);
});

test('fails with the existing outputs when one of more than sixty does not exist', async () => {
  const product = addTalkativeProduct(70, '');

  expect(await deployWith(product, (network) => ({ Wrong: network.getOutput('Otuput7') }))).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(/no output Otuput7 \(did you mean Output7\?\).*Output70/);
  expect(world.present).toEqual([]);
});

test('an output that is a list arrives as a list', async () => {
  const deployed = await deployWith(undefined, (network) => ({
    Second: Fn.select(1, network.getOutputAsList('Zones')),
  }));
  expect(deployed).toMatchObject({ outputs: [{ key: 'Second', value: 'b' }] });
});

test('another output in use is read without a mutating call', async () => {
  await deployWith(undefined, (network) => ({ Cidr: network.getOutput('Cidr') }));

  const deployed = await deployWith(undefined, (network) => ({
    Cidr: network.getOutput('Cidr'),
    Size: network.getOutput('Size'),
  }));
  expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
  expect(deployed.outputs).toContainEqual(expect.objectContaining({ key: 'Size', value: 'small' }));
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

test('attributes return ids, names and ARNs', async () => {
  const deployed = await deployWith(undefined, (network) => ({
    Id: network.provisionedProductId,
    Name: network.provisionedProductName,
    Arn: network.provisionedProductArn,
    Record: network.recordId,
    Product: network.productId,
    Version: network.provisioningArtifactId,
    Path: network.pathId,
    Stack: network.cloudFormationStackArn,
  }));
  const { id, name, arn, records, launch, physicalId } = world.launched;
  expect(Object.fromEntries(deployed.outputs.map(({ key, value }) => [key, value]))).toEqual({
    Id: id,
    Name: name,
    Arn: arn,
    Record: records[0]?.id,
    Product: launch.product.id,
    Version: launch.version.id,
    Path: launch.path.id,
    Stack: physicalId,
  });
});
