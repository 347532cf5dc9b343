import { Topic } from 'aws-cdk-lib/aws-sns';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { minutes, seconds, sibling, STACK, World } from './world';
import { ProductVersion } from '../../src';

let world: World;
beforeEach(async () => {
  world = await World.start();
  await world.deployNetwork({ provisionedProductName: 'network-a' }, (stack) => sibling(stack));
});
afterEach(() => world.stop());

const LAUNCH = 'PROVISION_PRODUCT SUCCEEDED';
const TERMINATION = 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED';
const NETWORK_B = { provisionedProductName: 'network-b' };

function expectTheOldOneAlone(): void {
  expect(world.launched).toMatchObject({ name: 'network-a', state: { status: 'AVAILABLE' } });
  expect(world.launched.records[0]).toBe(world.records[0]);
}

test('another name launches another product; the old one is terminated after the whole update', async () => {
  const deploying = world.deployNetwork(NETWORK_B, (stack) => sibling(stack, { version: '2', takes: minutes(10) }));
  await world.settle(minutes(9));
  expect(world.present.map(({ name, state }) => `${name} ${state.status}`)).toEqual([
    'network-a AVAILABLE',
    'network-b AVAILABLE',
  ]);

  expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
  expect(world.launched).toMatchObject({ name: 'network-b', state: { status: 'AVAILABLE' } });
  expect(world.history).toEqual([LAUNCH, LAUNCH, TERMINATION]);
  await expectInvariants(world);
});

test('other notification topics launch another product, as they cannot be updated', async () => {
  await world.destroy();
  const topic = (name: string) =>
    world.deploy((stack, portfolio) => {
      world.declareNetwork(stack, portfolio, {
        notificationTopics: [Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:us-east-1:111111111111:${name}`)],
      });
    });
  await topic('first');
  const before = world.launched;

  expect(await topic('second')).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
  expect(world.launched.id).not.toBe(before.id);
  expect(world.launched.launch.notificationArns).toEqual(['arn:aws:sns:us-east-1:111111111111:second']);
  await expectInvariants(world);
});

test('fails without a change when topics change under a declared name', async () => {
  const deployed = await world.deploy((stack, portfolio) => {
    sibling(stack);
    world.declareNetwork(stack, portfolio, {
      provisionedProductName: 'network-a',
      notificationTopics: [Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111111111111:first')],
    });
  });

  expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.reasonOf('Network')).toMatch(/topics .*network-a.* cannot be changed.*provisionedProductName/);
  expectTheOldOneAlone();
  await expectInvariants(world);
});

test('a replacement that fails is terminated, and the old product is unchanged', async () => {
  world.behaveOnce(world.networkId, { failOnCreate: 'No room' });
  const deployed = await world.deployNetwork(NETWORK_B, (stack) => sibling(stack));

  expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.reasonOf('Network')).toContain('No room');
  expectTheOldOneAlone();
  await expectInvariants(world);
});

test('a failed replacement that cannot be terminated is named, and the continued rollback retries it', async () => {
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnCreate: 'No room', failOnTerminate: 'It is stuck' });
  const deployed = await world.deployNetwork(NETWORK_B, (stack) => sibling(stack));
  expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_FAILED' });
  expect(world.reasonOf('Network')).toMatch(/No room[^]*network-b[^]*It is stuck/);

  world.cloud.serviceCatalog.setBehaviour(world.networkId, {});
  await world.cloud.cloudFormation.continueUpdateRollback('web').ended;
  expectTheOldOneAlone();
  await expectInvariants(world);
});

test('a replacement is terminated when another resource fails after its response', async () => {
  const deployed = await world.deployNetwork(NETWORK_B, (stack) =>
    sibling(stack, { version: '2', takes: minutes(10), fails: 'no room' }),
  );

  expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.history.filter((operation) => operation === LAUNCH)).toHaveLength(2);
  expectTheOldOneAlone();
  await expectInvariants(world);
});

test('the rollback of a replacement needs no version, as the old product was never changed', async () => {
  const [v1, v2] = [ProductVersion.fromName('v1'), ProductVersion.fromName('v2')];
  world.addVersion(world.networkId, 'v2', productTemplate());
  await world.deployNetwork({ provisionedProductName: 'network-a', version: v1 }, (stack) => sibling(stack));
  const deploying = world.deployNetwork({ ...NETWORK_B, version: v2 }, (stack) =>
    sibling(stack, { version: '2', takes: minutes(30), fails: 'no room' }),
  );
  await world.until(() => world.history.filter((operation) => operation === LAUNCH).length === 2);
  world.catalog.deactivateVersion(world.networkId, world.catalog.product(world.networkId).versions[0]?.id ?? '');

  expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expectTheOldOneAlone();
  await expectInvariants(world);
});

describe.each([
  ['cannot be started', 'StartExecution'],
  ['does not get through until the deadline', 'ListExecutions'],
])('a rollback that %s after a replacement', (_, operation) => {
  beforeEach(async () => {
    const deploying = world.deployNetwork(NETWORK_B, (stack) =>
      sibling(stack, { version: '2', takes: minutes(30), fails: 'no room' }),
    );
    await world.until(() => world.history.at(-1) === LAUNCH && world.history.length > 1);
    world.cloud.faults.inject({ service: 'states', operation, fault: 'throttled' });
    expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_FAILED' });
    world.cloud.faults.clear();
  });

  test('says that both products may exist', async () => {
    expect(world.reasonOf('Network')).toMatch(/network-b and network-a may both exist/);
    await world.destroy();
    await expectInvariants(world);
  });

  test('is made up for when it is continued', async () => {
    await world.cloud.cloudFormation.continueUpdateRollback('web').ended;
    expectTheOldOneAlone();
    await expectInvariants(world);
  });
});

test.each([0, 1, 2, 10, 45])(
  'a replacement is terminated when another resource fails %d seconds into the update',
  async (takes) => {
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(2) });
    const deployed = await world.deployNetwork(NETWORK_B, (stack) =>
      sibling(stack, { version: '2', takes: seconds(takes), fails: 'no room' }),
    );

    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expectTheOldOneAlone();
    await expectInvariants(world);
  },
);

test('a replacement that exceeds the deadline is terminated by the rollback', async () => {
  world.behaveOnce(world.networkId, { takes: minutes(70) });
  const deployed = await world.deployNetwork(NETWORK_B, (stack) => sibling(stack));

  expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.reasonOf('Network')).toMatch(/did not finish within 55 minutes/);
  expectTheOldOneAlone();
  await expectInvariants(world);
});

test('the old product is reported as left when its clean-up fails, and the update succeeds', async () => {
  const deploying = world.deployNetwork(NETWORK_B, (stack) => sibling(stack));
  await world.until(() => world.history.length === 2);
  world.behaveOnce(world.networkId, { takes: minutes(1) });
  await world.until(() => world.history[1] === LAUNCH);
  world.behaveOnce(world.networkId, { failOnTerminate: 'The bucket is not empty' });

  expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
  expect(world.reasonOf('Network')).toMatch(/network-a.*The bucket is not empty/);
  expect(world.present.map(({ name }) => name)).toEqual(['network-a', 'network-b']);
  await expectInvariants(world);
});

test('fails without touching it when the new name belongs to another product', async () => {
  await world.deploy((stack, portfolio) => {
    world.declareNetwork(stack, portfolio, NETWORK_B);
  }, 'other');
  const other = world.present.find(({ name }) => name === 'network-b');

  const deployed = await world.deployNetwork(NETWORK_B, (stack) => sibling(stack));
  expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.reasonOf('Network')).toMatch(/already a .*network-b/);
  expect(other?.records).toHaveLength(1);
  await expectInvariants(world);
});

test('no replacement is launched without rollback, as CloudFormation might reject it', async () => {
  const before = world.launched;
  const deploy = async (provisionedProductName: string, disableRollback: boolean) =>
    world.deploy(
      (stack, portfolio) => {
        world.declareNetwork(stack, portfolio, { provisionedProductName });
        sibling(stack, { version: provisionedProductName });
      },
      STACK,
      { disableRollback },
    );
  expect(await deploy('network-b', true)).toMatchObject({ stackStatus: 'UPDATE_FAILED' });
  expect(world.reasonOf('Network')).toContain('deploy with rollback (cdk deploy --rollback)');
  expect(world.launched).toBe(before);

  expect(await deploy('network-b', false)).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
  expect(world.launched).toMatchObject({ name: 'network-b', state: { status: 'AVAILABLE' } });
  await expectInvariants(world);
});
