import { expectInvariants } from './invariants';
import { BROKEN, brokenTemplate, productTemplate } from './product-template';
import { minutes, World } from './world';
import { CatalogProduct, ProductVersion } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

test('fails with CloudFormation’s message when a launch fails, leaves nothing, and can be repeated', async () => {
  world = await World.start();
  world.addVersion(world.networkId, 'v2', brokenTemplate());

  expect(
    await world.deployNetwork({ provisionedProductName: 'net', version: ProductVersion.fromName('v2') }),
  ).toMatchObject({ status: 'FAILED' });
  const [{ id: recordId, provisionedProduct }] = world.records as [(typeof world.records)[0]];
  const reason = world.reasonOf('Network');
  for (const words of [BROKEN, 'AmazonCloudFormationException', 'Network', 'v2', recordId, provisionedProduct.id]) {
    expect(reason).toContain(words);
  }
  expect(world.present).toEqual([]);

  expect(
    await world.deployNetwork({ provisionedProductName: 'net', version: ProductVersion.fromName('v1') }),
  ).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched).toMatchObject({ name: 'net', state: { status: 'AVAILABLE' } });
});

test('fails with CloudFormation’s message when an update fails, restores the product, and can be updated', async () => {
  world = await World.start();
  world.addVersion(world.networkId, 'v2', brokenTemplate());
  world.addVersion(world.networkId, 'v3', productTemplate());
  await world.deployNetwork({ version: ProductVersion.fromName('v1'), parameters: { Size: 'large' } });
  const { id } = world.launched;

  expect(
    await world.deployNetwork({ version: ProductVersion.fromName('v2'), parameters: { Size: 'small' } }),
  ).toMatchObject({ status: 'FAILED', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.reasonOf('Network')).toContain(BROKEN);
  expect(world.launched).toMatchObject({
    id,
    state: { status: 'AVAILABLE' },
    launch: { version: { name: 'v1' }, parameters: { Size: 'large' } },
  });

  expect(await world.deployNetwork({ version: ProductVersion.fromName('v3') })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched).toMatchObject({ id, launch: { version: { name: 'v3' } } });
});

test('the same declaration is retried after a failed update', async () => {
  world = await World.start();
  await world.deployNetwork();
  world.behaveOnce(world.networkId, { failOnUpdate: 'Resource limit exceeded' });
  const changed = { parameters: { Size: 'large' } };

  expect(await world.deployNetwork(changed)).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('Resource limit exceeded');
  expect(await world.deployNetwork(changed)).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'large' } } });
});

test('tags are updated by the deployment after a failed update', async () => {
  world = await World.start();
  await world.deployNetwork({ tags: { team: 'data' } });
  world.behaveOnce(world.networkId, { failOnUpdate: 'Resource limit exceeded' });
  const changed = { tags: { team: 'platform' }, parameters: { Size: 'large' } };

  expect(await world.deployNetwork(changed)).toMatchObject({ status: 'FAILED' });
  expect(world.launched.launch.tags).toEqual({ team: 'data' });
  expect(await world.deployNetwork(changed)).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.tags).toEqual({ team: 'platform' });
});

test('a TAINTED product, whose update and rollback both failed, is terminated with its stack', async () => {
  world = await World.start();
  await world.deployNetwork();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnUpdate: 'Resource limit exceeded' });

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({
    stackStatus: 'UPDATE_ROLLBACK_FAILED',
  });
  expect(world.launched.state.status).toBe('TAINTED');
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test.each(['LATEST', 'FIRST'] as const)(
  'fails with the reason of the launch, without a retry (the %s token is shown)',
  async (shownToken) => {
    world = await World.start({ serviceCatalog: { shownToken, tokenOfFailedRecord: 'NEW_RECORD' } });
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnCreate: 'You have reached your VPC quota' });

    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toContain('You have reached your VPC quota');
    expect(world.present).toEqual([]);
    expect(world.calls('ProvisionProduct')).toHaveLength(1);
  },
);

test('fails without touching it when the name belongs to another product', async () => {
  world = await World.start();
  await world.deployNetwork({ provisionedProductName: 'shared' });
  const { id } = world.launched;

  const props = { provisionedProductName: 'shared', parameters: { Size: 'large' } };
  const rival = await world.deploy((stack, portfolio) => void world.declareNetwork(stack, portfolio, props), 'rival');
  expect(rival).toMatchObject({ status: 'FAILED' });
  const reason = world.reasonOf('Network', 'rival');
  expect(reason).toContain('shared');
  expect(reason).toContain(id);
  expect(reason).toContain('provisionedProductName');
  expect(world.launched).toMatchObject({ id, state: { status: 'AVAILABLE' } });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

test('a product that an earlier attempt left in ERROR is terminated before the launch', async () => {
  world = await World.start();
  world.behaveOnce(world.networkId, { failOnCreate: 'You have reached your VPC quota' });
  world.cloud.faults.inject({
    fault: 'throttled',
    service: 'servicecatalog',
    operation: 'TerminateProvisionedProduct',
  });
  const failed = await world.deployNetwork({ provisionedProductName: 'net' });
  expect(failed).toMatchObject({ status: 'FAILED' });
  world.cloud.faults.clear();

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
  expect(await world.deployNetwork({ provisionedProductName: 'net' })).toMatchObject({ status: 'SUCCEEDED' });
});

test('waits until the name of a product that was just terminated is free', async () => {
  world = await World.start({ serviceCatalog: { nameIsFreeIn: 180_000 } });
  await world.deployNetwork({ provisionedProductName: 'net' });
  await world.destroy();

  expect(await world.deployNetwork({ provisionedProductName: 'net' })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched).toMatchObject({ name: 'net', state: { status: 'AVAILABLE' } });
});

test('fails after minutes with Service Catalog’s message when a name never becomes free', async () => {
  world = await World.start({ serviceCatalog: { nameIsFreeIn: minutes(300) } });
  await world.deployNetwork({ provisionedProductName: 'net' });
  await world.destroy();
  const begun = world.cloud.clock.now();

  expect(await world.deployNetwork({ provisionedProductName: 'net' })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/A stack named net already exists/);
  expect(world.cloud.clock.now() - begun).toBeLessThan(minutes(8));
});

test('fails with the candidates when the product is unknown', async () => {
  world = await World.start();
  const deployed = await world.deployNetwork({ product: CatalogProduct.fromName('Netwrok') });
  expect(deployed).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/Netwrok.*portfolio/);
  expect(world.records).toEqual([]);
});

test('a message that only resembles that of a busy Control Tower fails at once', async () => {
  world = await World.start();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, {
    failOnCreate: 'Table already exists: orders (Service: DynamoDb, Error Code: ResourceInUseException)',
  });
  expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
  expect(world.history).toEqual(['PROVISION_PRODUCT FAILED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
});
