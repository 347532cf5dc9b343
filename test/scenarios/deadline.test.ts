import { Duration } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { minutes, World } from './world';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

const nextOperationTakes = (time: number) => world.behaveOnce(world.networkId, { takes: time });

/** Product, record, state and what to do. */
function expectAdvice(timeout = ''): void {
  const { id, name, records } = world.launched;
  for (const words of [`within ${timeout}`, name, id, records.at(-1)?.id, 'IN_PROGRESS', 'deploy again']) {
    expect(world.reasonOf('Network')).toContain(words);
  }
}

/** Minutes from the request to its answer, one for each request. */
const answerTimes = (): readonly number[] =>
  world.cloud.cloudFormation
    .exchanges()
    .map(({ sentAt, endedAt = Infinity }) => Math.round((endedAt - sentAt) / minutes(1)));

test('a launch that exceeds the deadline fails in time, and the rollback terminates it when it has ended', async () => {
  nextOperationTakes(minutes(80));
  const deploying = world.deployNetwork();
  await world.until(() => world.reasonOf('Network') !== '');
  expectAdvice('55 minutes');

  expect(await deploying).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
  expect(answerTimes()[0]).toBe(55);
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
  await expectInvariants(world);
});

test('a launch that ends shortly before the deadline succeeds', async () => {
  nextOperationTakes(minutes(54));
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  await expectInvariants(world);
});

test('an update that exceeds the deadline fails in time, and is rolled back when it has ended', async () => {
  await world.deployNetwork();
  nextOperationTakes(minutes(80));
  const deploying = world.deployNetwork({ parameters: { Size: 'large' } });
  await world.until(() => world.reasonOf('Network') !== '');
  expectAdvice('55 minutes');

  expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(answerTimes()[1]).toBe(55);
  expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'small' } } });
  await expectInvariants(world);
});

test('a termination that exceeds the deadline fails in time, and a second one waits for it', async () => {
  await world.deployNetwork();
  nextOperationTakes(minutes(80));

  expect(await world.destroy()).toMatchObject({ stackStatus: 'DELETE_FAILED' });
  expectAdvice();
  expect(answerTimes()[1]).toBeLessThan(60);

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.calls('TerminateProvisionedProduct')).toHaveLength(1);
  await expectInvariants(world);
});

test('a product that hangs fails launch and rollback, and is terminated once it is released', async () => {
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { hang: true });
  expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'ROLLBACK_FAILED' });
  expect(Math.max(...answerTimes())).toBeLessThan(60);
  expect(world.reasonOf('Network')).toContain(world.launched.id);
  expect(world.reasonOf('Network')).toContain('UNDER_CHANGE');
  await expectInvariants(world);

  world.cloud.serviceCatalog.setBehaviour(world.networkId, {});
  world.outOfBand.enter(world.launched.id, { status: 'ERROR', message: 'The engine did not answer' });
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  await expectInvariants(world);
  expect(world.present).toEqual([]);
});

test('a shorter timeout is respected', async () => {
  nextOperationTakes(minutes(15));
  const deploying = world.deployNetwork({ timeout: Duration.minutes(10) });
  await world.until(() => world.reasonOf('Network') !== '');
  expectAdvice('10 minutes');
  expect(await deploying).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
  expect(answerTimes()[0]).toBe(10);
  await expectInvariants(world);
});

test('a replacement in progress at the deadline does not hide the old product', async () => {
  await world.deployNetwork({ provisionedProductName: 'network-a' });
  world.behaveOnce(world.networkId, { takes: minutes(58) });

  const deployed = await world.deployNetwork({ provisionedProductName: 'network-b' });
  expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.launched).toMatchObject({ name: 'network-a', state: { status: 'AVAILABLE' } });
  await expectInvariants(world);
});

test('a launch that exceeds a short timeout is still terminated by the rollback', async () => {
  nextOperationTakes(minutes(40));
  const deployed = await world.deployNetwork({ timeout: Duration.minutes(10) });

  expect(deployed).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
  expect(world.present).toEqual([]);
  await expectInvariants(world);
});
