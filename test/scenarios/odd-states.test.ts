import { Duration } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { minutes, sibling, World } from './world';
import { LocalCloudOptions } from '../../local-cloud/local-cloud-options';
import { CatalogProduct } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const LARGE = { parameters: { Size: 'large' } };
const start = async (serviceCatalog: LocalCloudOptions['serviceCatalog'] = {}) => {
  world = await World.start({ serviceCatalog });
};

describe('an unknown state, with no operation in progress,', () => {
  beforeEach(async () => {
    await start();
    await world.deployNetwork();
    world.outOfBand.enter(world.launched.id, { status: 'HIBERNATING' });
  });

  test('does not prevent an update', async () => {
    const begin = world.cloud.clock.now();
    expect(await world.deployNetwork(LARGE)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.cloud.clock.now() - begin).toBeLessThan(minutes(5));
  });

  test('does not prevent the termination', async () => {
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  });
});

test('a plan that stays open is named, and not waited for', async () => {
  await start();
  await world.deployNetwork({}, (stack) => sibling(stack));
  const { id } = world.launched;
  world.outOfBand.openPlan(id, 'next-quarter');
  const begin = world.cloud.clock.now();
  expect(await world.deployNetwork(LARGE, (stack) => sibling(stack))).toMatchObject({ status: 'FAILED' });
  expect(world.cloud.clock.now() - begin).toBeLessThan(minutes(12));
  expect(world.reasonOf('Network')).toMatch(/A plan is open .*next-quarter \(plan-.*delete the plan/);
  expect(world.cloud.cloudFormation.stack('web')?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  world.outOfBand.closePlan(id);
});

test.each(['ERROR', 'TAINTED'] as const)(
  'an account whose launch has failed and is %s is completed by the next deployment',
  async (failedAccountLaunch) => {
    await start({ failedAccountLaunch });
    const factory = world.addProduct('Account Factory', { kind: 'CONTROL_TOWER_ACCOUNT' });
    const product = CatalogProduct.fromId(factory);
    const parameters = {
      AccountName: 'sandbox',
      AccountEmail: 'sandbox@example.com',
      ManagedOrganizationalUnit: 'Sandbox',
      SSOUserEmail: 'sandbox@example.com',
      SSOUserFirstName: 'Sand',
      SSOUserLastName: 'Box',
    };
    const deploy = () =>
      world.deployNetwork({ product, parameters }, (stack) => sibling(stack), { disableRollback: true });
    world.behaveOnce(factory, { failOnCreate: 'no room' });
    expect(await deploy()).toMatchObject({ status: 'FAILED' });
    expect(await deploy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.state.status).toBe('AVAILABLE');
  },
);

describe.each(['ANSWERED', 'REFUSED'] as const)(
  'a call that took effect and whose reply was lost, its token being %s,',
  (repeatedToken) => {
    beforeEach(() => start({ repeatedToken }));

    test('is a launch all the same', async () => {
      world.cloud.faults.inject({ operation: 'ProvisionProduct', fault: 'resetAfter', nth: 1 });
      expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
    });

    test('is an update all the same', async () => {
      await world.deployNetwork();
      world.cloud.faults.inject({ operation: 'UpdateProvisionedProduct', fault: 'resetAfter', nth: 1 });
      expect(await world.deployNetwork(LARGE)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
    });

    test('is an update that failed, with its message', async () => {
      await world.deployNetwork();
      world.behaveOnce(world.networkId, { failOnUpdate: 'no room' });
      world.cloud.faults.inject({ operation: 'UpdateProvisionedProduct', fault: 'resetAfter', nth: 1 });
      const deployed = await world.deployNetwork(LARGE);
      expect(deployed.status === 'SUCCEEDED' || world.reasonOf('Network').includes('no room')).toBe(true);
    });

    test('is a termination all the same', async () => {
      await world.deployNetwork();
      world.cloud.faults.inject({ operation: 'TerminateProvisionedProduct', fault: 'resetAfter', nth: 1 });
      expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.present).toEqual([]);
    });
  },
);

test('a denial in a record is retried while the permission may be new', async () => {
  await start();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { deniedInRecordFor: minutes(1) });
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.state.status).toBe('AVAILABLE');
});

test('a lasting denial fails the deployment within minutes, with what to do', async () => {
  await start();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { deniedInRecordFor: minutes(600) });
  const begin = world.cloud.clock.now();
  expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
  expect(world.cloud.clock.now() - begin).toBeLessThan(minutes(15));
  expect(world.reasonOf('Network')).toContain('is not authorized to perform');
});

test('a denial that is retried up to the deadline is reported', async () => {
  await start();
  await world.deployNetwork();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { deniedInRecordFor: minutes(600) });
  const props = { timeout: Duration.minutes(1), parameters: { Size: 'large' } };
  expect(await world.deployNetwork(props)).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/within a minute.*is not authorized to perform/);
});

test.each([75, 90, 105])('so is that of a launch that is retried at the deadline, after %d seconds', async (limit) => {
  await start();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { deniedInRecordFor: minutes(600) });
  expect(await world.deployNetwork({ timeout: Duration.seconds(limit) })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/did not finish within.*is not authorized to perform/);
});
