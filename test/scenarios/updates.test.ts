import { CfnOutput } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { minutes, World } from './world';
import { CatalogProduct, ProductVersion } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const UPDATED = ['PROVISION_PRODUCT SUCCEEDED', 'UPDATE_PROVISIONED_PRODUCT SUCCEEDED'];

test('a changed parameter updates the product in place, and its new output reaches the app', async () => {
  world = await World.start();
  const deploy = (cidr: string) =>
    world.deploy((stack, portfolio) => {
      const network = world.declareNetwork(stack, portfolio, { parameters: { Cidr: cidr } });
      new CfnOutput(stack, 'Cidr', { value: network.getOutput('Cidr') });
    });
  await deploy('10.1.0.0/16');
  const { id } = world.launched;

  expect(await deploy('10.2.0.0/16')).toMatchObject({
    status: 'SUCCEEDED',
    outputs: [{ key: 'Cidr', value: '10.2.0.0/16' }],
  });
  expect(world.launched).toMatchObject({ id, state: { status: 'AVAILABLE' } });
  expect(world.history).toEqual(UPDATED);
});

test('another version name changes the version, and the new outputs can be used', async () => {
  world = await World.start();
  world.addVersion(world.networkId, 'v2', productTemplate({ outputs: { Gateway: { Value: 'igw-1' } } }));
  await world.deployNetwork({ version: ProductVersion.fromName('v1') });

  const deployed = await world.deploy((stack, portfolio) => {
    const network = world.declareNetwork(stack, portfolio, { version: ProductVersion.fromName('v2') });
    new CfnOutput(stack, 'Gateway', { value: network.getOutput('Gateway') });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: 'igw-1' }] });
  expect(world.launched.launch.version.name).toBe('v2');
});

test('another product name updates the product without a replacement', async () => {
  world = await World.start();
  const other = world.addProduct('Network 2', { template: productTemplate({ outputs: { Two: { Value: '2' } } }) });
  await world.deployNetwork({ product: CatalogProduct.fromName('Network') });
  const { id } = world.launched;

  expect(await world.deployNetwork({ product: CatalogProduct.fromName('Network 2') })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched).toMatchObject({ id, launch: { product: { id: other } } });
  expect(world.history).toEqual(UPDATED);
});

test('a product that was renamed in the catalog keeps what it has launched', async () => {
  world = await World.start();
  await world.deployNetwork({ product: CatalogProduct.fromName('Network') });
  const { id } = world.launched;
  world.catalog.product(world.networkId).name = 'Virtual network';

  expect(await world.deployNetwork({ product: CatalogProduct.fromName('Virtual network') })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched).toMatchObject({ id, state: { status: 'AVAILABLE' } });
});

test('a product that was terminated by hand is launched again by the next update', async () => {
  world = await World.start();
  await world.deployNetwork();
  const { id } = world.launched;
  world.outOfBand.terminate(id);
  await world.settle();

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'large' } } });
  expect(world.launched.id).not.toBe(id);

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test('a product that was terminated by hand does not prevent the deletion of the stack', async () => {
  world = await World.start();
  await world.deployNetwork();
  world.outOfBand.terminate(world.launched.id);
  await world.settle();

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
});

test('a product that is being terminated by hand is waited for, and launched again', async () => {
  world = await World.start();
  await world.deployNetwork();
  world.outOfBand.terminate(world.launched.id);

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
});

test('a product that is being changed by hand is waited for, and then updated', async () => {
  world = await World.start();
  await world.deployNetwork();
  world.outOfBand.update(world.launched.id, { Cidr: '192.168.0.0/16', Size: 'small' });

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'large', Cidr: '10.0.0.0/16' });
});

const REFUSALS = [
  'InvalidParametersException',
  'InvalidStateException',
  'ResourceInUseException',
  'ValidationException',
] as const;

test.each(REFUSALS)(
  'an operation that is rejected during another one (%s) is retried when that has ended',
  async (wrongState) => {
    world = await World.start({ serviceCatalog: { wrongState, stateLagsBy: 40_000 } });
    await world.deployNetwork();
    world.outOfBand.update(world.launched.id, { Cidr: '192.168.0.0/16' });
    expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'large', Cidr: '10.0.0.0/16' });

    world.outOfBand.update(world.launched.id, { Cidr: '192.168.0.0/16' });
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  },
);

test.each(['FAILED', 'SUCCEEDED'] as const)(
  'an update without changes succeeds (Service Catalog calls it %s)',
  async (updateWithoutChange) => {
    world = await World.start({ serviceCatalog: { updateWithoutChange } });
    await world.deployNetwork();

    // The default, said aloud.
    const deployed = await world.deploy((stack, portfolio) => {
      const network = world.declareNetwork(stack, portfolio, { parameters: { Size: 'small' } });
      new CfnOutput(stack, 'Size', { value: network.getOutput('Size') });
      new CfnOutput(stack, 'Record', { value: network.recordId });
    });
    expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
    expect(deployed.outputs.map(({ value }) => value)).toEqual(['small', expect.stringMatching(/^rec-/)]);
    expect(world.launched.state.status).toBe('AVAILABLE');
  },
);

test.each(['FAILED', 'SUCCEEDED'] as const)(
  'a TAINTED product is cured by the next update, even without changes (Service Catalog calls it %s)',
  async (updateWithoutChange) => {
    world = await World.start({ serviceCatalog: { updateWithoutChange } });
    await world.deployNetwork();
    world.outOfBand.taint(world.launched.id, 'somebody has failed');

    expect(await world.deployNetwork({ parameters: { Size: 'small' } })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.state.status).toBe('AVAILABLE');
  },
);

test('a TAINTED product is cured even by a change that only the function uses', async () => {
  world = await World.start();
  await world.deployNetwork();
  world.outOfBand.taint(world.launched.id, 'somebody has failed');

  expect(await world.deployNetwork({ ignoreTerminationErrors: true })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched.state.status).toBe('AVAILABLE');
});

test('a product in ERROR that once worked is never terminated automatically: it may hold data', async () => {
  world = await World.start();
  await world.deployNetwork();
  const { id } = world.launched;
  world.outOfBand.enter(id, { status: 'ERROR', message: 'its stack is gone' });

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'FAILED' });
  expect(world.launched.id).toBe(id);
  expect(world.reasonOf('Network')).toContain(id);
});

test('an operation that the state does not show is waited for like any other', async () => {
  world = await World.start();
  await world.deployNetwork();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(20) });
  world.outOfBand.update(world.launched.id, { Cidr: '192.168.0.0/16' });
  world.outOfBand.enter(world.launched.id, { status: 'ERROR', message: 'a resource is gone' });
  const before = world.cloud.functions.invocations.length;

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.cloud.functions.invocations.length - before).toBeLessThan(150);
});

test('a state that lags behind the call is not taken for the end of the operation', async () => {
  world = await World.start({ serviceCatalog: { stateLagsBy: 45_000, recordStartsIn: 20_000 } });
  await world.deployNetwork();

  const deployed = await world.deploy((stack, portfolio) => {
    const network = world.declareNetwork(stack, portfolio, { parameters: { Size: 'large' } });
    new CfnOutput(stack, 'Size', { value: network.getOutput('Size') });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: 'large' }] });
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
  expect(world.history).toEqual([...UPDATED, 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
});
