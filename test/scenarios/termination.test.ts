import { expectInvariants } from './invariants';
import { minutes, World } from './world';
import { ProvisionedProductProps } from '../../src';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

const behave = (behaviour: Parameters<World['cloud']['serviceCatalog']['setBehaviour']>[1]) =>
  world.cloud.serviceCatalog.setBehaviour(world.networkId, behaviour);

test('a product that is being changed by hand is waited for, and then terminated', async () => {
  await world.deployNetwork();
  behave({ takes: minutes(12) });
  world.outOfBand.update(world.launched.id, { Size: 'large' });

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.history.slice(1)).toEqual([
    'UPDATE_PROVISIONED_PRODUCT SUCCEEDED',
    'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED',
  ]);
  await expectInvariants(world);
});

test('a failed termination is reported with its message and what to do, and a second one works', async () => {
  await world.deployNetwork();
  const { id, name } = world.launched;
  world.behaveOnce(world.networkId, { failOnTerminate: 'The bucket is not empty' });

  expect(await world.destroy()).toMatchObject({ status: 'FAILED', stackStatus: 'DELETE_FAILED' });
  for (const words of ['The bucket is not empty', id, name, 'rec-', 'ignoreTerminationErrors']) {
    expect(world.reasonOf('Network')).toContain(words);
  }
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  await expectInvariants(world);
});

test.each<[string, Partial<ProvisionedProductProps>, object]>([
  ['neither without being asked', {}, { IgnoreErrors: false, RetainPhysicalResources: false }],
  ['errors when asked', { ignoreTerminationErrors: true }, { IgnoreErrors: true, RetainPhysicalResources: false }],
  ['resources when asked', { retainPhysicalResources: true }, { IgnoreErrors: false, RetainPhysicalResources: true }],
])('ignores errors and retains resources as declared: %s', async (_, props, sent) => {
  await world.deployNetwork(props);
  behave({ failOnTerminate: 'The bucket is not empty' });

  await world.destroy();
  expect(world.calls('TerminateProvisionedProduct')).toEqual([expect.objectContaining(sent)]);
  expect(world.present).toHaveLength(Object.keys(props).length === 0 ? 1 : 0);
  await expectInvariants(world);
});

test('a failed termination is not forced, however often it is retried', async () => {
  await world.deployNetwork();
  behave({ failOnTerminate: 'The bucket is not empty' });

  for (let attempt = 1; attempt <= 3; attempt++) expect(await world.destroy()).toMatchObject({ status: 'FAILED' });
  for (const call of world.calls('TerminateProvisionedProduct')) expect(call).toMatchObject({ IgnoreErrors: false });
  expect(world.calls('TerminateProvisionedProduct')).toHaveLength(3);
  await expectInvariants(world);
});

describe('a product that is terminated by hand', () => {
  test('during its launch is removed from the stack by the rollback', async () => {
    behave({ takes: minutes(5) });
    const deploying = world.deployNetwork();
    await world.until(() => world.history[0] === 'PROVISION_PRODUCT SUCCEEDED');
    world.outOfBand.terminate(world.launched.id);

    await deploying;
    await world.destroy();
    await expectInvariants(world);
    expect(world.present).toEqual([]);
  });

  test('while its Delete waits for it is gone', async () => {
    await world.deployNetwork();
    behave({ takes: minutes(5) });
    world.outOfBand.terminate(world.launched.id);

    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.history.slice(1)).toEqual(['TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
    await expectInvariants(world);
  });

  test('right before the call is gone', async () => {
    await world.deployNetwork();
    const { id } = world.launched;
    world.cloud.faults.inject({
      service: 'servicecatalog',
      operation: 'TerminateProvisionedProduct',
      fault: 'failedBefore',
      nth: [1, 2],
    });
    const destroying = world.destroy();
    await world.until(() => world.calls('TerminateProvisionedProduct').length === 2);
    world.outOfBand.terminate(id);

    expect(await destroying).toMatchObject({ status: 'SUCCEEDED' });
    await expectInvariants(world);
  });

  test('while an update waits for its record is reported, and launched again by the next deployment', async () => {
    await world.deployNetwork();
    const { id } = world.launched;
    behave({ takes: minutes(5) });
    const deploying = world.deployNetwork({ parameters: { Size: 'large' } });
    await world.until(() => world.history[1] === 'UPDATE_PROVISIONED_PRODUCT SUCCEEDED');
    world.outOfBand.terminate(id);
    await deploying;

    await world.deployNetwork({ parameters: { Size: 'large', Cidr: '10.9.0.0/16' } });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'large', Cidr: '10.9.0.0/16' });
    await expectInvariants(world);
  });
});

test('a function without access to the portfolio says so when the termination needs it', async () => {
  await world.stop();
  world = await World.start({ serviceCatalog: { terminationNeedsAccess: true } });
  await world.deployNetwork();
  world.outOfBand.loseAccess(world.networkId, world.launched.ownerArn);

  expect(await world.destroy()).toMatchObject({ stackStatus: 'DELETE_FAILED' });
  expect(world.reasonOf('Network')).toMatch(/No launch paths found.*access to the portfolio/s);
  await expectInvariants(world);
});
