import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { brokenTemplate, productTemplate } from './product-template';
import { Declare, minutes, sibling, STACK, World } from './world';
import { CloudFormationBehaviours } from '../../local-cloud/cloudformation/behaviours';
import { ProductVersion, ProvisionedProductProps } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const WITHOUT_ROLLBACK = { disableRollback: true };
const FAILED = { stackStatus: 'UPDATE_FAILED' };
const KEPT = { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE };
const alone = (stack: Stack) => void sibling(stack);
const failing: Declare = (stack) => void sibling(stack, { version: '2', takes: minutes(10), fails: 'no room' });

const start = async (cloudFormation: Partial<CloudFormationBehaviours> = {}) => {
  world = await World.start({ cloudFormation });
};

describe('a retained product that is adopted by a deployment without rollback, which fails,', () => {
  let id: string;

  beforeEach(async () => {
    await start();
    await world.deployNetwork(KEPT, alone);
    await world.deploy(alone);
    id = world.launched.id;
    world.behaveOnce(world.networkId, { failOnUpdate: 'no room' });
    const props = { parameters: { Size: 'large' } };
    expect(await world.deployNetwork(props, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
  });

  test('is updated by the next deployment, whose clean-up terminates nothing', async () => {
    expect(await world.deployNetwork({ parameters: { Size: 'large' } }, alone)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched).toMatchObject({
      id,
      state: { status: 'AVAILABLE' },
      launch: { parameters: { Size: 'large' } },
    });
  });

  test.each<[string, () => Promise<unknown>]>([
    ['the resource is taken out of the app', () => world.deploy(alone)],
    ['the stack is rolled back', () => world.rollBack()],
    ['the stack is deleted', () => world.destroy()],
  ])('is kept when %s', async (_, end) => {
    await end();
    await world.settle();
    expect(world.launched.id).toBe(id);
  });
});

describe('a product that a creation was to adopt that was cancelled without rollback', () => {
  let id: string;

  async function cancelCreation() {
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(5) });
    const deployed = world.deployNetwork({ parameters: { Size: 'large' } }, alone, WITHOUT_ROLLBACK);
    await world.until(() => world.launched.state.status === 'UNDER_CHANGE');
    world.cloud.cloudFormation.cancelUpdateStack(STACK);
    expect(await deployed).toMatchObject(FAILED);
  }

  test('stays when the stack is deleted, if it had been retained', async () => {
    await start();
    await world.deployNetwork(KEPT, alone);
    id = world.launched.id;
    await world.deploy(alone);
    await cancelCreation();
    await world.destroy();
    await world.settle();
    expect(world.launched.id).toBe(id);
  });

  test('is terminated with the stack, if only its removal had failed', async () => {
    await start();
    await world.deployNetwork({}, alone);
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnTerminate: 'in use' });
    await world.deploy(alone);
    expect(world.present).toHaveLength(1);
    await cancelCreation();
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  });
});

test.each(['IN_CLEAN_UP', 'BEFORE_NEXT_CREATION'] as const)(
  'a creation that failed before its launch and is removed %s spares the product of the next one',
  async (failedCreationIsRemoved) => {
    await start({ failedCreationIsRemoved });
    await world.deploy(alone);
    expect(await world.deployNetwork({ parameters: { Size: 'huge' } }, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
    expect(await world.deployNetwork({ parameters: { Size: 'large' } }, alone)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
  },
);

test('the retried removal of a failed creation does not stop the creation of the same second', async () => {
  await start({ failedCreationIsRemoved: 'BEFORE_NEXT_CREATION' });
  await world.deploy(alone);
  expect(await world.deployNetwork({ parameters: { Size: 'huge' } }, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(1) });
  world.cloud.faults.inject({ service: 'lambda', fault: 'failedAfter', nth: [1, 2, 3, 4] });
  expect(await world.deployNetwork({ parameters: { Size: 'large' } }, alone)).toMatchObject({ status: 'SUCCEEDED' });
});

test('the removal of an unknown launch waits for its end, also when its reply is lost', async () => {
  world = await World.start({ serviceCatalog: { shownToken: 'LATEST' } });
  world.cloud.faults.inject(
    { operation: 'ProvisionProduct', fault: 'killedAfter', nth: 1 },
    { operation: 'DescribeProvisionedProduct', fault: 'denied', nth: [3, 4, 5, 6, 7, 8, 9] },
    { operation: 'TerminateProvisionedProduct', fault: 'killedAfter', nth: 1 },
  );
  const deployed = await world.deployNetwork({ timeout: Duration.minutes(1) });
  expect(deployed).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
});

test('the removal of an unknown launch is retried when its termination has failed', async () => {
  world = await World.start({ serviceCatalog: { shownToken: 'LATEST' } });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnTerminate: 'no way' });
  world.cloud.faults.inject(
    { operation: 'ProvisionProduct', fault: 'killedAfter', nth: 1 },
    { operation: 'DescribeProvisionedProduct', fault: 'denied', nth: [3, 4, 5, 6, 7, 8, 9] },
  );
  const deployed = await world.deployNetwork({ timeout: Duration.minutes(1) });
  expect(deployed).toMatchObject({ stackStatus: 'ROLLBACK_FAILED' });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, {});
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

describe('two deployments that failed and were kept are rolled back together:', () => {
  beforeEach(() => start());

  test('what the first one has added is terminated', async () => {
    await world.deploy(alone);
    expect(await world.deployNetwork({}, failing, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
    const again: Declare = (stack) => void sibling(stack, { version: '3', fails: 'no room' });
    expect(await world.deployNetwork({}, again, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
    expect(await world.rollBack()).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.present).toEqual([]);
  });

  test('a product is restored to its state before the first one', async () => {
    await world.deployNetwork({ parameters: { Size: 'small' } }, alone);
    world.addVersion(
      world.networkId,
      'v2',
      productTemplate({ parameters: { Zone: { Type: 'String', Default: 'a' } } }),
    );
    const large = { parameters: { Size: 'large' } };
    expect(await world.deployNetwork(large, failing, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
    const other = { parameters: { Size: 'large', Cidr: '10.9.0.0/16' } };
    expect(await world.deployNetwork(other, failing, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
    expect(await world.rollBack()).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched.launch).toMatchObject({
      version: { name: 'v1' },
      parameters: { Size: 'small', Cidr: '10.0.0.0/16' },
    });
  });
});

describe.each(['COMPLETED', 'FAILED'] as const)(
  'where the properties of before are those that %s,',
  (oldPropertiesAfterFailure) => {
    const refused = { parameters: { Size: 'huge' } };

    test('the same declaration does not succeed merely because nothing has changed since it failed', async () => {
      await start({ oldPropertiesAfterFailure });
      await world.deployNetwork({ parameters: { Size: 'small' } }, alone);
      expect(await world.deployNetwork(refused, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
      expect(await world.deployNetwork(refused, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
      const large = { parameters: { Size: 'large' } };
      world.behaveOnce(world.networkId, { failOnUpdate: 'no room' });
      expect(await world.deployNetwork(large, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
      expect(await world.deployNetwork(large, alone)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
    });

    test('the prior declaration restores the version that ran before', async () => {
      await start({ oldPropertiesAfterFailure });
      const small: Partial<ProvisionedProductProps> = { parameters: { Size: 'small' } };
      await world.deployNetwork(small, alone);
      world.addVersion(world.networkId, 'v2', brokenTemplate());
      expect(await world.deployNetwork({ parameters: { Size: 'large' } }, alone, WITHOUT_ROLLBACK)).toMatchObject(
        FAILED,
      );
      expect(await world.deployNetwork(small, alone)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.launched).toMatchObject({
        state: { status: 'AVAILABLE' },
        launch: { version: { name: 'v1' }, parameters: { Size: 'small' } },
      });
    });

    test('the prior declaration launches a product again that was terminated meanwhile', async () => {
      await start({ oldPropertiesAfterFailure });
      await world.deployNetwork({ parameters: { Size: 'small' } }, alone);
      expect(await world.deployNetwork(refused, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
      world.outOfBand.terminate(world.launched.id);
      await world.settle();
      expect(await world.deployNetwork({ parameters: { Size: 'small' } }, alone)).toMatchObject({
        status: 'SUCCEEDED',
      });
      expect(world.launched.launch.parameters).toMatchObject({ Size: 'small' });
    });

    test('a deployment that only resembles a rollback takes the newest version', async () => {
      await start({ oldPropertiesAfterFailure });
      const small = { version: ProductVersion.latest(), parameters: { Size: 'small' } };
      await world.deployNetwork(small, alone);
      await world.deployNetwork({ ...small, parameters: { Size: 'large' } }, alone);
      world.addVersion(world.networkId, 'v2', productTemplate());
      expect(await world.deployNetwork(small, alone)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.launched.launch).toMatchObject({ version: { name: 'v2' }, parameters: { Size: 'small' } });
    });
  },
);

test('a resource that is rolled back without its stack is restored', async () => {
  await start({ failedUpdateWithoutRollback: 'REVERTED' });
  await world.deployNetwork({ parameters: { Size: 'small' } }, alone);
  world.addVersion(world.networkId, 'v2', brokenTemplate());
  expect(await world.deployNetwork({ parameters: { Size: 'large' } }, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
  expect(world.launched).toMatchObject({
    state: { status: 'AVAILABLE' },
    launch: { version: { name: 'v1' }, parameters: { Size: 'small' } },
  });
});

test('a resource that is rolled back without its stack goes back no further than where it was skipped', async () => {
  await start({ failedUpdateWithoutRollback: 'REVERTED' });
  await world.deployNetwork({ parameters: { Size: 'small' } }, alone);
  const deploying = world.deployNetwork({ parameters: { Size: 'large' } }, failing);
  await world.until(() => world.history.length === 2);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnUpdate: 'no room' });
  expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_FAILED' });
  await world.continueRollback(['Network1C6012B5']);
  const { length } = world.records;

  expect(await world.deployNetwork({ parameters: { Size: 'huge' } }, alone, WITHOUT_ROLLBACK)).toMatchObject(FAILED);
  expect(world.records).toHaveLength(length);
  expect(world.cloud.cloudFormation.stack(STACK)?.resources.get('Network1C6012B5')).toMatchObject({
    status: 'UPDATE_COMPLETE',
  });
});

describe.each(['TAKEN', 'REFUSED', 'REFUSED_AND_DELETED'] as const)(
  'where a replacement without rollback is %s and the stack hides that, nothing is left when',
  (replacementWithoutRollback) => {
    const named = (provisionedProductName: string) => ({ provisionedProductName });

    beforeEach(async () => {
      await start({ replacementWithoutRollback, shownDisableRollback: 'OF_CREATION' });
      await world.deployNetwork(named('network-a'), alone);
      await world.deployNetwork(named('network-b'), alone, WITHOUT_ROLLBACK);
    });

    test('the next deployment continues', async () => {
      expect(await world.deployNetwork(named('network-b'), failing)).toBeDefined();
      expect(await world.deployNetwork(named('network-b'), alone)).toBeDefined();
      await world.settle();
      expect(world.present).toHaveLength(1);
    });

    test('the next deployment goes back', async () => {
      await world.deployNetwork(named('network-a'), alone);
      await world.settle();
      expect(world.present.map(({ name }) => name)).toEqual(['network-a']);
    });

    test('the resource is taken out of the app', async () => {
      expect(await world.deploy(alone)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.present).toEqual([]);
    });

    test('the stack is deleted', async () => {
      expect(await world.destroy(STACK)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.present).toEqual([]);
    });
  },
);
