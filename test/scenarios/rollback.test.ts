import { expectPromisesKept } from './promises';
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
  test('a launch under way is ended and removed when something else fails, though CloudFormation does not know its id', async () => {
    world = await World.start();
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(10) });
    const deployed = await world.deployNetwork(SMALL, (stack) =>
      sibling(stack, { takes: minutes(3), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ status: 'FAILED', reason: 'no room', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(deletedIds()).toEqual([expect.stringMatching(/^web-Network/)]);
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
    await expectPromisesKept(world);
  });

  test('nothing is launched any more when something else fails before the launch', async () => {
    world = await World.start({ serviceCatalog: { accessSpreadsIn: minutes(2) } });
    const deployed = await world.deployNetwork(SMALL, (stack) =>
      sibling(stack, { takes: seconds(90), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ status: 'FAILED', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.calls('DescribeProduct').length).toBeGreaterThan(0);
    await expectPromisesKept(world);
    expect(world.history).toEqual([]);
  });

  test.each([63, 64, 65, 66, 67])(
    'nothing is left when something else fails after %d seconds, about the moment of the launch call',
    async (takes) => {
      world = await World.start();
      const deployed = await world.deployNetwork(SMALL, (stack) =>
        sibling(stack, { takes: seconds(takes), fails: 'no room' }),
      );

      expect(deployed).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
      await expectPromisesKept(world);
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
    await expectPromisesKept(world);
  });
});

describe('while a stack is updated', () => {
  beforeEach(async () => (world = await World.start()));

  test('an update that fails is rolled back, and the product is as it was', async () => {
    await world.deployNetwork(SMALL);
    const before = world.launched.id;
    world.behaveOnce(world.networkId, { failOnUpdate: 'Too large for this account' });

    expect(await world.deployNetwork(LARGE)).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('Too large for this account');
    expect(world.launched).toMatchObject({ id: before, state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectPromisesKept(world);
  });

  test('an update that has succeeded is taken back when something else fails', async () => {
    await world.deployNetwork(SMALL, (stack) => sibling(stack));
    const deployed = await world.deployNetwork(LARGE, (stack) =>
      sibling(stack, { version: '2', takes: minutes(5), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ reason: 'no room', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.calls('UpdateProvisionedProduct')).toHaveLength(2);
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectPromisesKept(world);
  });

  test.each([0, 1, 2, 30])(
    'an update is taken back when something else fails %d seconds later, while it runs',
    async (takes) => {
      await world.deployNetwork(SMALL, (stack) => sibling(stack));
      world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(8) });
      const deployed = await world.deployNetwork(LARGE, (stack) =>
        sibling(stack, { version: '2', takes: seconds(takes), fails: 'no room' }),
      );

      expect(deployed).toMatchObject({ reason: 'no room', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
      expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
      expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
      await expectPromisesKept(world);
    },
  );

  test('an update that is cancelled ends with the product as it was', async () => {
    await world.deployNetwork(SMALL);
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(8) });
    const deploying = world.deployNetwork(LARGE);
    await world.until(() => world.records.length === 2);
    world.cloud.cloudFormation.cancelUpdateStack('web');

    expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectPromisesKept(world);
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
    await expectPromisesKept(world);
  });

  test('a product that the update adds is removed when something else fails', async () => {
    await world.deploy((stack) => sibling(stack));
    const deployed = await world.deployNetwork(SMALL, (stack) =>
      sibling(stack, { version: '2', takes: minutes(10), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
    await expectPromisesKept(world);
  });

  test('a product that was gone is launched by an update that is then rolled back, and is there once', async () => {
    await world.deployNetwork(SMALL, (stack) => sibling(stack));
    world.outOfBand.terminate(world.launched.id);
    await world.settle(minutes(5));
    const deployed = await world.deployNetwork(LARGE, (stack) =>
      sibling(stack, { version: '2', takes: minutes(10), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectPromisesKept(world);
  });

  test('a product that was gone is there once when something else fails while it is launched again', async () => {
    await world.deployNetwork(SMALL, (stack) => sibling(stack));
    world.outOfBand.terminate(world.launched.id);
    await world.settle(minutes(5));
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(10) });
    const deployed = await world.deployNetwork(LARGE, (stack) =>
      sibling(stack, { version: '2', takes: minutes(2), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.1.0.0/16', Size: 'small' });
    await expectPromisesKept(world);
  });
});

describe('without rollback', () => {
  const deploy = async (props: Partial<ProvisionedProductProps>) =>
    world.deploy((stack, portfolio) => void world.declareNetwork(stack, portfolio, props), STACK, {
      disableRollback: true,
    });

  test('a launch that failed is replaced by the next deploy, and nothing of it is left', async () => {
    world = await World.start();
    world.behaveOnce(world.networkId, { failOnCreate: 'No room' });
    const failed = await deploy(SMALL);
    expect(failed).toMatchObject({ status: 'FAILED', stackStatus: 'CREATE_FAILED' });

    expect(await deploy(LARGE)).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
    await expectPromisesKept(world);
  });
});

describe('when a product leaves the app', () => {
  const other: Declare = (stack, portfolio) => {
    const product = CatalogProduct.fromId(world.networkId);
    new ProvisionedProduct(stack, 'Other', { product, portfolio, provisionedProductName: 'other' });
  };

  beforeEach(async () => (world = await World.start()));

  test('a clean-up that fails is told with its reason, and a later deploy takes the product up again', async () => {
    await world.deployNetwork(SMALL, other);
    const network = world.present.find(({ name }) => name !== 'other');
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnTerminate: 'The bucket is not empty' });

    expect(await world.deploy(other)).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('The bucket is not empty');
    expect(world.reasonOf('Network')).toContain(network?.id);
    await expectPromisesKept(world);

    expect(await world.deployNetwork(LARGE, other)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toHaveLength(2);
    expect(network).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'large' } } });
    await expectPromisesKept(world);
  });
});
