import { CfnOutput } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { minutes, seconds, sibling, World } from './world';
import { ACCIDENTS } from '../../local-cloud/faults/fault';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

const LAUNCH = 'PROVISION_PRODUCT SUCCEEDED';
const UPDATE = 'UPDATE_PROVISIONED_PRODUCT SUCCEEDED';
const TERMINATION = 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED';

describe.each(ACCIDENTS)('a mutating call that is %s', (fault) => {
  /** Twice each: the SDK's own second try goes wrong as well. */
  function everyMutatingCallGoesWrongTwice(): void {
    for (const operation of ['ProvisionProduct', 'UpdateProvisionedProduct', 'TerminateProvisionedProduct']) {
      world.cloud.faults.inject({ service: 'servicecatalog', operation, fault, nth: [1, 2] });
    }
  }

  test('is made once for each launch, update and termination, and the stack gets what it declares', async () => {
    everyMutatingCallGoesWrongTwice();
    const cidr = async (parameter: string) =>
      world.deploy((stack, portfolio) => {
        const network = world.declareNetwork(stack, portfolio, { parameters: { Cidr: parameter } });
        new CfnOutput(stack, 'Cidr', { value: network.getOutput('Cidr') });
      });

    expect(await cidr('10.1.0.0/16')).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: '10.1.0.0/16' }] });
    expect(await cidr('10.2.0.0/16')).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: '10.2.0.0/16' }] });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.2.0.0/16' });
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });

    expect(world.history).toEqual([LAUNCH, UPDATE, TERMINATION]);
    await expectInvariants(world);
  });

  test('leaves one product after a replacement', async () => {
    everyMutatingCallGoesWrongTwice();
    await world.deployNetwork({ provisionedProductName: 'network-a' });

    expect(await world.deployNetwork({ provisionedProductName: 'network-b' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched).toMatchObject({ name: 'network-b', state: { status: 'AVAILABLE' } });
    expect(world.history).toEqual([LAUNCH, LAUNCH, TERMINATION]);
    await expectInvariants(world);
  });
});

test('a call that gets no reply is made again in the same run of the function', async () => {
  world.cloud.faults.inject(
    { service: 'states', operation: 'StartExecution', fault: 'unansweredBefore', nth: 1 },
    { service: 'servicecatalog', operation: 'DescribeProduct', fault: 'unansweredBefore', nth: 1 },
  );

  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.cloud.functions.invocations.filter(({ outcome }) => outcome !== 'succeeded')).toEqual([]);
  await expectInvariants(world);
});

describe('Step Functions, which does not reply', () => {
  const silent = (calls: number) =>
    world.cloud.faults.inject({
      service: 'states',
      operation: 'StartExecution',
      fault: 'unansweredBefore',
      nth: Array.from({ length: calls }, (_, index) => index + 1),
    });

  test('for half a minute, costs no more than the minute until the event is retried', async () => {
    silent(7);
    const begun = world.cloud.clock.now();

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.cloud.clock.now() - begun).toBeLessThan(minutes(5));
    await expectInvariants(world);
  });

  test('for minutes, fails the deployment with that message, and nothing is left', async () => {
    silent(21);

    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('could not be started: no reply came in time.');
    await expectInvariants(world);
    expect(world.present).toEqual([]);
  });
});

describe('a function that dies at each call of an operation', () => {
  const diesAt = (operation: string) =>
    world.cloud.faults.inject({
      service: 'servicecatalog',
      operation,
      fault: 'killedBefore',
      nth: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    });

  test('launches nothing', async () => {
    diesAt('ProvisionProduct');
    expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toContain('could no longer be run');
    expect(world.history).toEqual([]);
    await expectInvariants(world);
  });

  test('leaves the product as before the update', async () => {
    await world.deployNetwork();
    diesAt('UpdateProvisionedProduct');
    const deployed = await world.deployNetwork({ parameters: { Size: 'large' } });
    expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { parameters: { Size: 'small' } } });
    await expectInvariants(world);
  });

  test('leaves the product that it was to terminate, and the next Delete works', async () => {
    await world.deployNetwork();
    const { id } = world.launched;
    diesAt('TerminateProvisionedProduct');
    expect(await world.destroy()).toMatchObject({ stackStatus: 'DELETE_FAILED' });
    expect(world.reasonOf('Network')).toContain(`Provisioned product ${id} may still exist.`);
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.history).toEqual([LAUNCH, TERMINATION]);
    await expectInvariants(world);
  });
});

test('the last step names what was launched for a Create that was cancelled', async () => {
  await world.deploy((stack) => void sibling(stack));
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(5) });
  const nth = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  world.cloud.faults.inject({ operation: 'TerminateProvisionedProduct', fault: 'killedBefore', nth });
  const failing = { takes: minutes(2), fails: 'no luck', version: '2' };
  await world.deployNetwork({ provisionedProductName: 'net' }, (stack) => void sibling(stack, failing));

  expect(world.reasonOf('Network')).toContain('Provisioned product net may still exist.');
  expect(world.launched.name).toBe('net');
  await expectInvariants(world);
});

describe('a step that hangs in a call while its request is abandoned', () => {
  const hangsAt = (operation: string) =>
    world.cloud.faults.inject({ service: 'servicecatalog', operation, fault: 'unansweredBefore', nth: 1 });
  const noRoom = { fails: 'no room' };

  test.each(['DescribeProvisioningParameters', 'ProvisionProduct'])(
    'leaves nothing of a launch: %s',
    async (operation) => {
      hangsAt(operation);
      const deployed = await world.deployNetwork({}, (stack) => sibling(stack, { takes: seconds(75), ...noRoom }));

      expect(deployed).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
      await expectInvariants(world);
      expect(world.present).toEqual([]);
    },
  );

  test.each(['DescribeProvisioningParameters', 'UpdateProvisionedProduct'])(
    'leaves the product as it was before an update: %s',
    async (operation) => {
      await world.deployNetwork({}, (stack) => sibling(stack));
      hangsAt(operation);
      const deployed = await world.deployNetwork({ parameters: { Size: 'large' } }, (stack) =>
        sibling(stack, { version: '2', takes: seconds(5), ...noRoom }),
      );

      expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
      await expectInvariants(world);
      expect(world.launched).toMatchObject({
        state: { status: 'AVAILABLE' },
        launch: { parameters: { Size: 'small' } },
      });
    },
  );
});
