import { expectInvariants } from './invariants';
import { minutes, World } from './world';
import { CustomResourceOptions } from '../../local-cloud/cloudformation/custom-resource/custom-resource-handler';
import { Fault } from '../../local-cloud/faults/fault';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

const ANSWER_URL = 'custom-resource-response';
const LIFE = [
  'PROVISION_PRODUCT SUCCEEDED',
  'UPDATE_PROVISIONED_PRODUCT SUCCEEDED',
  'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED',
];

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function liveOnce(): Promise<void> {
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.history).toEqual(LIFE);
  await expectInvariants(world);
}

/** Bodies of the answers that CloudFormation took, in bytes. */
const answerSizes = (): readonly number[] =>
  world.cloud.callLog.find({ service: ANSWER_URL }).map(({ input }) => Buffer.byteLength(JSON.stringify(input)));

describe('a response', () => {
  test.each<Fault>([
    'failedBefore',
    'failedAfter',
    'resetBefore',
    'resetAfter',
    'throttled',
    'killedBefore',
    'killedAfter',
  ])('arrives though the URL is %s five times', async (fault) => {
    world.cloud.faults.inject({ service: ANSWER_URL, fault, nth: upTo(5) });
    await liveOnce();
  });

  test.each<Fault>(['unansweredBefore', 'unansweredAfter'])(
    'arrives though the URL is %s three times',
    async (fault) => {
      world.cloud.faults.inject({ service: ANSWER_URL, fault, nth: upTo(3) });
      await liveOnce();
    },
  );

  test.each([
    ['of one byte each', 'x'],
    ['of several bytes each', '…'],
    ['that JSON has to escape', '\n"\u0001'],
  ])('is cut to 4096 bytes when Service Catalog gives a reason of 9,000 characters %s', async (_, character) => {
    const reason = `The first words ${character.repeat(9_000 / character.length)} the last words.`;
    world.behaveOnce(world.networkId, { failOnCreate: reason });

    expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    for (const words of ['The launch of', 'The first words', 'the last words', 'rec-', 'deploy again']) {
      expect(world.reasonOf('Network')).toContain(words);
    }
    await expectInvariants(world);
  });

  test('never exceeds 4096 bytes', async () => {
    await liveOnce();
    expect(Math.max(...answerSizes())).toBeLessThanOrEqual(4096);
  });
});

describe('a function', () => {
  test('that Lambda throttles at first is run later', async () => {
    world.cloud.faults.inject({ service: 'lambda', operation: 'Invoke', fault: 'throttled', nth: upTo(6) });
    await liveOnce();
  });

  test.each<Fault>(['throttled', 'failedBefore', 'killedBefore', 'killedAfter', 'unansweredBefore', 'unansweredAfter'])(
    'that is %s every third time does its work all the same',
    async (fault) => {
      world.cloud.faults.inject({ service: 'lambda', operation: 'Invoke', fault, nth: upTo(60).map((n) => n * 3) });
      await liveOnce();
    },
  );

  test('that dies in each step fails the request, and what it launched is terminated', async () => {
    world.cloud.faults.inject({
      service: 'servicecatalog',
      operation: 'DescribeRecord',
      fault: 'killedBefore',
      nth: upTo(9),
    });
    expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toMatch(/could no longer be run.*Deploy again/);
    expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
    await expectInvariants(world);
  });

  test('that Lambda throttles for minutes goes on where it was', async () => {
    world.cloud.faults.inject({ service: 'lambda', operation: 'Invoke', fault: 'throttled', nth: upTo(14).slice(1) });
    expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'CREATE_COMPLETE' });
    expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
    await expectInvariants(world);
  });

  test('that fails for minutes responds as soon as it can', async () => {
    world.cloud.faults.inject({
      service: 'lambda',
      operation: 'Invoke',
      fault: 'killedBefore',
      nth: upTo(14).slice(1),
    });
    expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toMatch(/could no longer be run/);
    await expectInvariants(world);
  });
});

describe('Step Functions', () => {
  const starts = (fault: Fault, nth?: number[]) =>
    world.cloud.faults.inject({ service: 'states', operation: 'StartExecution', fault, nth });

  test.each<Fault>(['throttled', 'failedBefore', 'failedAfter', 'resetBefore', 'resetAfter'])(
    'being %s a few times does no harm',
    async (fault) => {
      starts(fault, upTo(4));
      await liveOnce();
    },
  );

  test.each<Fault>(['unansweredBefore', 'unansweredAfter', 'killedBefore', 'killedAfter'])(
    'being %s twice does no harm',
    async (fault) => {
      starts(fault, upTo(2));
      await liveOnce();
    },
  );

  test.each<Fault>(['throttled', 'failedBefore', 'resetBefore', 'unansweredBefore'])(
    'being %s for good fails the request within minutes, and nothing was launched',
    async (fault) => {
      starts(fault);
      const before = world.cloud.clock.now();
      await world.deployNetwork();
      expect(world.cloud.clock.now() - before).toBeLessThan(minutes(15));
      expect(world.reasonOf('Network')).toMatch(/could not be started/);
      world.cloud.faults.clear();
      expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.history).toEqual([]);
      await expectInvariants(world);
    },
  );

  test.each<Fault>([
    'throttled',
    'failedBefore',
    'failedAfter',
    'resetBefore',
    'resetAfter',
    'killedBefore',
    'killedAfter',
  ])('being %s when older executions are listed and stopped does no harm', async (fault) => {
    world.cloud.faults.inject({ service: 'states', operation: 'ListExecutions', fault, nth: upTo(3) });
    world.cloud.faults.inject({ service: 'states', operation: 'StopExecution', fault, nth: upTo(3) });
    await world.deployNetwork();
    world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(5) });
    const deploying = world.deployNetwork({ parameters: { Size: 'large' } });
    await world.until(() => world.records.length === 2);
    world.cloud.cloudFormation.cancelUpdateStack('web');

    expect(await deploying).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'small' });
    await expectInvariants(world);
  });
});

describe('a malformed request', () => {
  type Event = Parameters<NonNullable<CustomResourceOptions['deliver']>>[0];

  /** Instead of the events that CloudFormation means, these come. */
  async function deployWith(malform: (event: Event) => unknown): Promise<void> {
    await world.stop();
    world = await World.start({
      customResources: {
        deliver: async (event) => {
          await world.cloud.functions.invokeAsync(event.ServiceToken, JSON.stringify(malform(event)));
        },
      },
    });
    await world.deployNetwork();
  }

  test.each<[string, string, (event: Event) => unknown]>([
    ['without properties', 'ResourceProperties', ({ ResourceProperties, ...event }) => event],
    ['whose properties are no object', 'ResourceProperties', (event) => ({ ...event, ResourceProperties: 'none' })],
    ['of an unknown type', 'Import', (event) => ({ ...event, RequestType: 'Import' })],
    ['without a type', 'RequestType', ({ RequestType, ...event }) => event],
    [
      'with properties of the wrong kind',
      'ProvisioningParameters',
      (event) => ({ ...event, ResourceProperties: { ...event.ResourceProperties, ProvisioningParameters: 'Cidr' } }),
    ],
    [
      'with both id and name of the product',
      'ProductName',
      (event) => ({ ...event, ResourceProperties: { ...event.ResourceProperties, ProductName: 'Network' } }),
    ],
    [
      'without a product',
      'ProductId',
      (event) => ({ ...event, ResourceProperties: { ...event.ResourceProperties, ProductId: undefined } }),
    ],
  ])('%s fails with what is wrong', async (_, words, malform) => {
    await deployWith(malform);
    expect(world.reasonOf('Network')).toContain(words);
    expect(world.history).toEqual([]);
    await expectInvariants(world);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'hello'],
    ['an empty object', {}],
    [
      'a request without an answer URL',
      { RequestType: 'Create', RequestId: '1', StackId: 's', LogicalResourceId: 'l' },
    ],
  ])('that cannot get a response, %s, does no harm', async (_, payload) => {
    await world.deployNetwork();
    const [functionName = ''] = world.cloud.functions.names();
    const before = world.cloud.functions.invocations.length;
    await world.cloud.functions.invokeAsync(functionName, JSON.stringify(payload));
    expect(world.cloud.functions.invocations.slice(before)).toMatchObject([{ outcome: 'succeeded' }]);
  });
});
