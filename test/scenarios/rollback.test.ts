import { expectInvariants } from './invariants';
import { Declare, minutes, seconds, sibling, STACK, World } from './world';
import { CatalogProduct, ProvisionedProduct, ProvisionedProductProps } from '../../src';

let world: World;
afterEach(() => world.stop());

const LAUNCH = 'PROVISION_PRODUCT SUCCEEDED';
const TERMINATION = 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED';
const SMALL = { parameters: { Cidr: '10.1.0.0/16' } };
const LARGE = { parameters: { Cidr: '10.1.0.0/16', Size: 'large' } };

/** Physical ids that Delete events carried. */
const deletedIds = (): readonly (string | undefined)[] =>
  (world.cloud.cloudFormation.stack('web')?.events ?? [])
    .filter(({ resourceStatus, logicalResourceId }) => {
      return resourceStatus === 'DELETE_IN_PROGRESS' && logicalResourceId.startsWith('Network');
    })
    .map(({ physicalResourceId }) => physicalResourceId);

describe('while a stack is created', () => {
  test('a running launch is terminated when another resource fails, though its id is not known yet', async () => {
    world = await World.start();
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(10) });
    const deployed = await world.deployNetwork(SMALL, (stack) =>
      sibling(stack, { takes: minutes(3), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ status: 'FAILED', reason: 'no room', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(deletedIds()).toEqual([expect.stringMatching(/^web-Network/)]);
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
    await expectInvariants(world);
  });

  test('nothing is launched when another resource fails before the launch', async () => {
    world = await World.start({ serviceCatalog: { accessSpreadsIn: minutes(2) } });
    const deployed = await world.deployNetwork(SMALL, (stack) =>
      sibling(stack, { takes: seconds(90), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ status: 'FAILED', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.calls('DescribeProduct').length).toBeGreaterThan(0);
    await expectInvariants(world);
    expect(world.history).toEqual([]);
  });

  test.each([63, 64, 65, 66, 67])(
    'nothing is left when another resource fails after %d seconds, at about the launch call',
    async (takes) => {
      world = await World.start();
      const deployed = await world.deployNetwork(SMALL, (stack) =>
        sibling(stack, { takes: seconds(takes), fails: 'no room' }),
      );

      expect(deployed).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
      await expectInvariants(world);
      expect(world.present).toEqual([]);
      expect([[], [LAUNCH, TERMINATION]]).toContainEqual(world.history);
    },
  );

  test('nothing is left when the stack is deleted while the product is launched', async () => {
    world = await World.start();
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(10) });
    const deploying = world.deployNetwork(SMALL);
    await world.until(() => world.records.length === 1);

    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED', stackStatus: 'DELETE_COMPLETE' });
    await deploying;
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
    await expectInvariants(world);
  });
});

describe('while a stack is updated', () => {
  beforeEach(async () => (world = await World.start()));

  test('a failed update is rolled back, and the product is unchanged', async () => {
    await world.deployNetwork(SMALL);
    const before = world.launched.id;
    world.behaveOnce(world.networkId, { failOnUpdate: 'Too large for this account' });

    expect(await world.deployNetwork(LARGE)).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('Too large for this account');
    expect(world.launched).toMatchObject({ id: before, state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectInvariants(world);
  });

  test('a successful update is rolled back when another resource fails', async () => {
    await world.deployNetwork(SMALL, (stack) => sibling(stack));
    const deployed = await world.deployNetwork(LARGE, (stack) =>
      sibling(stack, { version: '2', takes: minutes(5), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ reason: 'no room', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.calls('UpdateProvisionedProduct')).toHaveLength(2);
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectInvariants(world);
  });

  test.each([0, 1, 2, 30])(
    'a running update is rolled back when another resource fails %d seconds later',
    async (takes) => {
      await world.deployNetwork(SMALL, (stack) => sibling(stack));
      world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(8) });
      const deployed = await world.deployNetwork(LARGE, (stack) =>
        sibling(stack, { version: '2', takes: seconds(takes), fails: 'no room' }),
      );

      expect(deployed).toMatchObject({ reason: 'no room', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
      expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
      expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
      await expectInvariants(world);
    },
  );

  test('a cancelled update ends with the product unchanged', async () => {
    await world.deployNetwork(SMALL);
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(8) });
    const deploying = world.deployNetwork(LARGE);
    await world.until(() => world.records.length === 2);
    world.cloud.cloudFormation.cancelUpdateStack('web');

    expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectInvariants(world);
  });

  test('a rollback that failed is continued when its cause is gone', async () => {
    await world.deployNetwork(SMALL, (stack) => sibling(stack));
    const deploying = world.deployNetwork(LARGE, (stack) =>
      sibling(stack, { version: '2', takes: minutes(5), fails: 'no room' }),
    );
    await world.until(() => world.history.length === 2 && world.launched.state.status === 'AVAILABLE');
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnUpdate: 'Not today' });
    expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_FAILED' });
    expect(world.reasonOf('Network')).toContain('Not today');

    world.cloud.serviceCatalog.setBehaviour(world.networkId, {});
    await world.cloud.cloudFormation.continueUpdateRollback('web').ended;
    expect(world.cloud.cloudFormation.stack('web')).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectInvariants(world);
  });

  test('a product that the update adds is terminated when another resource fails', async () => {
    await world.deploy((stack) => sibling(stack));
    const deployed = await world.deployNetwork(SMALL, (stack) =>
      sibling(stack, { version: '2', takes: minutes(10), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
    await expectInvariants(world);
  });

  test('a lost product that an update launches before it is rolled back exists once', async () => {
    await world.deployNetwork(SMALL, (stack) => sibling(stack));
    world.outOfBand.terminate(world.launched.id);
    await world.settle(minutes(5));
    const deployed = await world.deployNetwork(LARGE, (stack) =>
      sibling(stack, { version: '2', takes: minutes(10), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectInvariants(world);
  });

  test('a lost product exists once when another resource fails while it is launched again', async () => {
    await world.deployNetwork(SMALL, (stack) => sibling(stack));
    world.outOfBand.terminate(world.launched.id);
    await world.settle(minutes(5));
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(10) });
    const deployed = await world.deployNetwork(LARGE, (stack) =>
      sibling(stack, { version: '2', takes: minutes(2), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectInvariants(world);
  });
});

describe('without rollback', () => {
  const deploy = async (props: Partial<ProvisionedProductProps>) =>
    world.deploy((stack, portfolio) => void world.declareNetwork(stack, portfolio, props), STACK, {
      disableRollback: true,
    });

  test('a failed launch is replaced by the next deployment, and nothing of it is left', async () => {
    world = await World.start();
    world.behaveOnce(world.networkId, { failOnCreate: 'No room' });
    const failed = await deploy(SMALL);
    expect(failed).toMatchObject({ status: 'FAILED', stackStatus: 'CREATE_FAILED' });

    expect(await deploy(LARGE)).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
    await expectInvariants(world);
  });
});

describe('when a product leaves the app', () => {
  const other: Declare = (stack, portfolio) => {
    const product = CatalogProduct.fromId(world.networkId);
    new ProvisionedProduct(stack, 'Other', { product, portfolio, provisionedProductName: 'other' });
  };

  beforeEach(async () => (world = await World.start()));

  test('a failed clean-up is reported with its reason, and a later deployment adopts the product', async () => {
    await world.deployNetwork(SMALL, other);
    const network = world.present.find(({ name }) => name !== 'other');
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnTerminate: 'The bucket is not empty' });

    expect(await world.deploy(other)).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('The bucket is not empty');
    expect(world.reasonOf('Network')).toContain(network?.id);
    await expectInvariants(world);

    expect(await world.deployNetwork(LARGE, other)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toHaveLength(2);
    expect(network).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'large' } } });
    await expectInvariants(world);
  });
});
