import { Duration } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { Declare, minutes, seconds, sibling, World } from './world';
import { CustomResourceOptions } from '../../local-cloud/cloudformation/custom-resource/custom-resource-handler';
import { CatalogProduct, ProvisionedProduct } from '../../src';

type Deliver = NonNullable<CustomResourceOptions['deliver']>;

let world: World;
afterEach(() => world.stop());

const LAUNCH = 'PROVISION_PRODUCT SUCCEEDED';
const TERMINATION = 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED';

const start = async (deliver: Deliver, options: Parameters<typeof World.start>[0] = {}) => {
  world = await World.start({ customResources: { deliver }, ...options });
};

/** The first event of its kind comes late, all others at once. */
function late(requestType: string, milliseconds: number): Deliver {
  let isFirst = true;
  return async (event, invoke) => {
    const isLate = isFirst && event.RequestType === requestType;
    if (isLate) isFirst = false;
    if (isLate) await world.cloud.clock.sleep(milliseconds);
    await invoke();
  };
}

async function liveOnce(): Promise<void> {
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  await expectInvariants(world);
  expect(world.history).toEqual([LAUNCH, 'UPDATE_PROVISIONED_PRODUCT SUCCEEDED', TERMINATION]);
}

test('an event that arrives after its deadline fails with the time that there was', async () => {
  await start(late('Create', minutes(20)));
  expect(await world.deployNetwork({ timeout: Duration.minutes(5) })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/did not finish within 5 minutes/);
  expect(world.records).toEqual([]);
});

test('a late event with an undated URL still gets a response within the hour', async () => {
  await start(late('Delete', minutes(10)), { cloudFormation: { responseUrlSigning: 'PLAIN' } });
  await world.deployNetwork();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(90) });
  expect(await world.destroy()).toMatchObject({ stackStatus: 'DELETE_FAILED' });
  expect(world.reasonOf('Network')).toContain('did not finish within 57 minutes');
});

describe('an event that comes more than once', () => {
  test('at the same moment three times is one request', async () => {
    await start(async (_, invoke) => {
      await Promise.all([invoke(), invoke(), invoke()]);
    });
    await liveOnce();
  });

  test.each([20, 120, 600, 5400])('and again %d seconds later is still one request', async (after) => {
    await start(async (_, invoke) => {
      await invoke();
      const again = world.cloud.clock.sleep(seconds(after)).then(invoke);
      // The function may have gone with its stack in the meantime.
      again.catch(() => undefined);
    });
    await liveOnce();
  });
});

describe('a Create', () => {
  const NOTHING_LEFT = { stackStatus: 'ROLLBACK_COMPLETE' };
  const siblingFails = async () =>
    world.deployNetwork({}, (stack) => sibling(stack, { takes: seconds(90), fails: 'no room' }));

  test.each([2, 10, 40, 80])(
    'that comes %d minutes late, after the response to its Delete, launches nothing',
    async (lateness) => {
      await start(late('Create', minutes(lateness)));
      expect(await siblingFails()).toMatchObject(NOTHING_LEFT);
      await expectInvariants(world);
      await world.settle(minutes(90));
      expect(world.history).toEqual([]);
    },
  );

  test.each([30, 36, 40, 60, 90])(
    'that comes %d seconds late, about when its Delete comes, leaves nothing',
    async (lateness) => {
      await start(late('Create', seconds(lateness)));
      expect(await siblingFails()).toMatchObject(NOTHING_LEFT);
      await expectInvariants(world);
      expect(world.present).toEqual([]);
    },
  );

  test('that crashed on arrival is retried and launches, while CloudFormation waits for it', async () => {
    world = await World.start();
    world.cloud.faults.inject({ service: 'lambda', operation: 'Invoke', fault: 'killedBefore', nth: [1, 2] });
    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.history).toEqual([LAUNCH]);
    await expectInvariants(world);
  });

  test('that crashed on arrival and is retried after the response to its Delete launches nothing', async () => {
    world = await World.start();
    world.cloud.faults.inject({ service: 'lambda', operation: 'Invoke', fault: 'killedBefore', nth: 1 });
    const deployed = await world.deployNetwork({}, (stack) => sibling(stack, { takes: seconds(60), fails: 'no room' }));
    expect(deployed).toMatchObject({ stackStatus: expect.stringMatching(/^ROLLBACK_/) as string });
    await expectInvariants(world);
    expect(world.history).toEqual([]);
  });
});

test('a Create that comes when a newer one launches the product leaves it alone at once', async () => {
  const declareDatabase: Declare = (stack, portfolio) =>
    new ProvisionedProduct(stack, 'Database', {
      product: CatalogProduct.fromId(world.networkId),
      portfolio,
    });
  let creates = 0;
  await start(async (event, invoke) => {
    const isLate = event.LogicalResourceId.startsWith('Database') && event.RequestType === 'Create' && creates++ === 0;
    if (isLate) await world.cloud.clock.sleep(minutes(10));
    await invoke();
  });
  await world.deployNetwork();
  await world.deployNetwork({}, (stack, portfolio) => {
    declareDatabase(stack, portfolio);
    sibling(stack, { takes: seconds(90), fails: 'no room' });
  });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(40) });

  expect(await world.deployNetwork({}, declareDatabase)).toMatchObject({ status: 'SUCCEEDED' });

  const [, , , straggler] = world.cloud.stateMachines.executions;
  expect(straggler?.name).toContain('-Create-');
  const took = Number(straggler?.stopDate) - Number(straggler?.startDate);
  expect(took).toBeLessThan(seconds(10));
  await expectInvariants(world);
});

describe('an Update', () => {
  const large = (takes: number) =>
    world.deployNetwork({ parameters: { Size: 'large' } }, (stack) =>
      sibling(stack, { version: '2', takes, fails: 'no room' }),
    );

  test.each([1, 9, 10, 11, 30, 60, 90, 300, 4800])(
    'that comes %d seconds late, after the rollback, changes nothing and stops no request',
    async (lateness) => {
      await start(late('Update', seconds(lateness)));
      await world.deployNetwork({}, (stack) => sibling(stack));
      world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(1) });

      expect(await large(seconds(1))).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
      await expectInvariants(world);
      expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' } });
      expect(world.launched.launch.parameters).toMatchObject({ Size: 'small' });
    },
  );

  test('that comes late does not undo the update after it', async () => {
    await start(late('Update', minutes(6)));
    await world.deployNetwork({}, (stack) => sibling(stack));
    await large(seconds(1));
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(10) });
    const deployed = await world.deployNetwork({ parameters: { Size: 'large', Cidr: '10.3.0.0/16' } }, (stack) =>
      sibling(stack),
    );

    expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
    await expectInvariants(world);
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'large', Cidr: '10.3.0.0/16' });
  });

  test('of a replacement that comes late launches nothing', async () => {
    await start(late('Update', minutes(4)));
    await world.deployNetwork({ provisionedProductName: 'network-a' }, (stack) => sibling(stack));
    const deployed = await world.deployNetwork({ provisionedProductName: 'network-b' }, (stack) =>
      sibling(stack, { version: '2', takes: seconds(30), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    await expectInvariants(world);
    expect(world.launched).toMatchObject({ name: 'network-a', state: { status: 'AVAILABLE' } });
    expect(world.history.filter((operation) => operation === LAUNCH)).toHaveLength(1);
  });
});

describe('a Delete', () => {
  test('that comes ten minutes late still terminates the product', async () => {
    await start(late('Delete', minutes(10)));
    await world.deployNetwork();
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
    await expectInvariants(world);
  });
});

test('an event that comes after its hour changes nothing', async () => {
  await start(late('Create', minutes(62)));
  await world.deployNetwork();
  await world.settle();
  expect(world.history).toEqual([]);
  expect(world.present).toEqual([]);
});

test('a Delete that comes after its hour changes nothing, and the next one terminates the product', async () => {
  await start(late('Delete', minutes(62)));
  await world.deployNetwork();
  expect(await world.destroy()).toMatchObject({ stackStatus: 'DELETE_FAILED' });
  await world.settle();
  expect(world.history).toEqual([LAUNCH]);

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  await world.settle();
  expect(world.history).toEqual([LAUNCH, TERMINATION]);
});

test('a deployment that is retried under the same request ids is a new one', async () => {
  world = await World.start({ customResources: { reuseRequestIds: true } });
  world.behaveOnce(world.networkId, { failOnCreate: 'No room' });
  expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });

  world.behaveOnce(world.networkId, { failOnUpdate: 'No room' });
  const large = { parameters: { Size: 'large' } };
  expect(await world.deployNetwork(large)).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(await world.deployNetwork(large)).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });

  world.behaveOnce(world.networkId, { failOnTerminate: 'Not now' });
  expect(await world.destroy()).toMatchObject({ stackStatus: 'DELETE_FAILED' });
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  await expectInvariants(world);
});
