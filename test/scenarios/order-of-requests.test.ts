import { Duration } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { minutes, seconds, sibling, STACK, World } from './world';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const SMALL = { parameters: { Size: 'small' } };
const LARGE = { parameters: { Size: 'large' } };

describe.each(['SIGV4', 'SIGV2', 'PLAIN'] as const)(
  'where the URL of a request is signed as %s',
  (responseUrlSigning) => {
    test.each([0, 1, 10])('an update that is rolled back after %d seconds leaves nothing behind', async (takes) => {
      world = await World.start({ cloudFormation: { responseUrlSigning, rollbackBeginsIn: 0 } });
      await world.deployNetwork(SMALL, (stack) => sibling(stack));
      world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(3) });
      const failing = { version: '2', takes: seconds(takes), fails: 'no room' };
      const deployed = await world.deployNetwork(LARGE, (stack) => sibling(stack, failing));
      expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
      await world.settle();
      expect(world.launched).toMatchObject({
        state: { status: 'AVAILABLE' },
        launch: { parameters: { Size: 'small' } },
      });
    });

    test('a replacement that is rolled back at once leaves nothing behind', async () => {
      world = await World.start({ cloudFormation: { responseUrlSigning, rollbackBeginsIn: 0 } });
      const named = (provisionedProductName: string) => ({ provisionedProductName });
      await world.deployNetwork(named('network-a'), (stack) => sibling(stack));
      const failing = { version: '2', takes: 0, fails: 'no room' };
      await world.deployNetwork(named('network-b'), (stack) => sibling(stack, failing));
      await world.settle();
      expect(world.launched).toMatchObject({ name: 'network-a', state: { status: 'AVAILABLE' } });
    });

    test('a launch that exceeds its hour is terminated', async () => {
      world = await World.start({ cloudFormation: { responseUrlSigning } });
      world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(80) });
      expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
      await world.settle(minutes(180));
      expect(world.present).toEqual([]);
    });
  },
);

test.each(['PRESENT', 'MISSING'] as const)(
  'the launch of a Create without a response is terminated, its stack resource being %s',
  async (rowOfUnansweredResource) => {
    world = await World.start({ cloudFormation: { rowOfUnansweredResource } });
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(10) });
    const failing = { takes: minutes(3), fails: 'no room' };
    const deployed = await world.deployNetwork({}, (stack) => sibling(stack, failing));
    expect(deployed).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
  },
);

test('executions that are listed late leave no product behind', async () => {
  world = await World.start({ stepFunctions: { executionsLagBy: seconds(20) } });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(1) });
  const failing = { takes: seconds(70), fails: 'no room' };
  await world.deployNetwork({}, (stack) => sibling(stack, failing));
  await world.settle();
  expect(world.present).toEqual([]);
});

test.each([1, 20])('executions that are listed %d seconds late change nothing after a rollback', async (late) => {
  world = await World.start({
    cloudFormation: { rollbackBeginsIn: 0 },
    stepFunctions: { executionsLagBy: seconds(late) },
  });
  await world.deployNetwork(SMALL, (stack) => sibling(stack));
  const failing = { version: '2', takes: 0, fails: 'no room' };
  expect(await world.deployNetwork(LARGE, (stack) => sibling(stack, failing))).toMatchObject({ status: 'FAILED' });
  await world.settle();
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'small' } } });
});

test.each([
  [2, undefined],
  [4, undefined],
  [7, undefined],
  [4, Duration.minutes(1)],
])('nor after a single resource was rolled back, cancelled at call %d, with timeout %s', async (nth, timeout) => {
  world = await World.start({
    cloudFormation: { failedUpdateWithoutRollback: 'REVERTED', rollbackBeginsIn: 0 },
    stepFunctions: { executionsLagBy: seconds(1) },
  });
  await world.deployNetwork(SMALL, (stack) => sibling(stack));
  await world.deployNetwork({ ...SMALL, timeout }, (stack) => sibling(stack));
  let calls = 0;
  world.cloud.callLog.onRecord(({ functionName }) => {
    if (functionName !== undefined && ++calls === nth) world.cloud.cloudFormation.cancelUpdateStack(STACK);
  });
  const deployed = await world.deployNetwork({ ...LARGE, timeout }, (stack) => sibling(stack), {
    disableRollback: true,
  });
  expect(deployed).toMatchObject({ status: 'FAILED' });
  await world.settle();
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'small' } } });
});
