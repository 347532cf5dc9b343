import { expectInvariants } from './invariants';
import { minutes, World } from './world';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

const LAUNCH = 'PROVISION_PRODUCT SUCCEEDED';
const TERMINATION = 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED';
const LARGE = { parameters: { Size: 'large' } };

/** From the next call of that operation on, Lambda runs no function for so long. */
async function lambdaIsDown(operation: string, milliseconds: number): Promise<void> {
  const before = world.calls(operation).length;
  await world.until(() => world.calls(operation).length > before);
  world.cloud.faults.inject({ service: 'lambda', operation: 'Invoke', fault: 'throttled' });
  await world.cloud.clock.sleep(milliseconds);
  world.cloud.faults.clear();
}

test('a function that runs again after half an hour responds before the hour ends', async () => {
  const deploying = world.deployNetwork();
  await lambdaIsDown('ProvisionProduct', minutes(35));

  expect(await deploying).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
  expect(world.reasonOf('Network')).toContain('could no longer be run');
  expect(world.history).toEqual([LAUNCH, TERMINATION]);
  await expectInvariants(world);
});

describe('when Lambda is down for the whole hour, so that there is no response', () => {
  const down = minutes(61);

  test('a launch is terminated by the Delete that follows', async () => {
    const deploying = world.deployNetwork();
    await lambdaIsDown('ProvisionProduct', down);

    expect(await deploying).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
    await world.settle();
    expect(world.present).toEqual([]);
  });

  test('an update is rolled back', async () => {
    await world.deployNetwork();
    const deploying = world.deployNetwork(LARGE);
    await lambdaIsDown('UpdateProvisionedProduct', down);

    expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    await world.settle();
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'small' } } });
  });

  test('a replacement is terminated by the update that rolls it back', async () => {
    await world.deployNetwork({ provisionedProductName: 'network-a' });
    const deploying = world.deployNetwork({ provisionedProductName: 'network-b' });
    await lambdaIsDown('ProvisionProduct', down);

    expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    await world.settle();
    expect(world.launched).toMatchObject({ name: 'network-a', state: { status: 'AVAILABLE' } });
    expect(world.history).toContain(TERMINATION);
  });

  test('the next attempt finds the product terminated', async () => {
    await world.deployNetwork();
    const destroying = world.destroy();
    await lambdaIsDown('TerminateProvisionedProduct', down);

    expect(await destroying).toMatchObject({ stackStatus: 'DELETE_FAILED' });
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
  });
});
