import { expectInvariants } from './invariants';
import { minutes, World } from './world';
import { AwsError } from '../../local-cloud/gateway/service';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

type Reply = Readonly<Record<string, unknown>>;

/** What Service Catalog replies is changed on its way, as a Service Catalog of another day might reply. */
function change(operation: string, changed: (reply: Reply) => Reply): void {
  const { serviceCatalog } = world.cloud;
  const call = serviceCatalog.call.bind(serviceCatalog);
  serviceCatalog.call = async (name, ...rest) => {
    const reply = await call(name, ...rest);
    return name === operation ? changed(reply as Reply) : reply;
  };
}

/** The part of that name, changed. */
const part =
  (name: string, changed: (value: Reply) => Reply) =>
  (reply: Reply): Reply => ({ ...reply, [name]: changed(reply[name] as Reply) });

const without =
  (...names: string[]) =>
  (reply: Reply): Reply =>
    Object.fromEntries(Object.entries(reply).filter(([name]) => !names.includes(name)));

async function liveOnce(): Promise<void> {
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
  await expectInvariants(world);
}

test.each([
  ['UNDER_CHANGE', 20],
  ['PLAN_IN_PROGRESS', 2],
])('waits out %s', async (status, takes) => {
  await world.deployNetwork();
  const { id } = world.launched;
  world.outOfBand.enter(id, { status });
  const deploying = world.deployNetwork({ parameters: { Size: 'large' } });
  await world.settle(minutes(takes));
  expect(world.calls('UpdateProvisionedProduct')).toEqual([]);
  world.outOfBand.enter(id, { status: 'AVAILABLE' });

  expect(await deploying).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
  await expectInvariants(world);
});

test('UNDER_CHANGE that lasts is named at the deadline', async () => {
  await world.deployNetwork();
  world.outOfBand.enter(world.launched.id, { status: 'UNDER_CHANGE' });

  expect(await world.destroy()).toMatchObject({ stackStatus: 'DELETE_FAILED' });
  expect(world.reasonOf('Network')).toMatch(/did not finish within .*which is UNDER_CHANGE/);
  await expectInvariants(world);
});

test('a product of an unknown type is launched, updated and terminated', async () => {
  change(
    'DescribeProvisionedProduct',
    part('ProvisionedProductDetail', (detail) => ({ ...detail, Type: 'QUANTUM' })),
  );
  await liveOnce();
});

test('unknown fields do no harm', async () => {
  const more = { Mood: 'good', Nested: { Deep: [1, null, { x: true }] } };
  for (const [operation, name] of [
    ['DescribeProvisionedProduct', 'ProvisionedProductDetail'],
    ['DescribeRecord', 'RecordDetail'],
    ['ProvisionProduct', 'RecordDetail'],
    ['DescribeProduct', 'ProductViewSummary'],
  ] as const) {
    change(operation, (reply) => ({ ...more, ...part(name, (value) => ({ ...value, ...more }))(reply) }));
  }
  await liveOnce();
});

test('an unknown status of a record is waited out', async () => {
  let looks = 0;
  change(
    'DescribeRecord',
    part('RecordDetail', (detail) => (looks++ % 5 < 3 ? { ...detail, Status: 'QUEUED' } : detail)),
  );
  await liveOnce();
});

test.each<[string, string, (reply: Reply) => Reply]>([
  ['the record of a launch', 'ProvisionProduct', without('RecordDetail')],
  ['the record of a termination', 'TerminateProvisionedProduct', without('RecordDetail')],
  ['the id of the record', 'ProvisionProduct', part('RecordDetail', without('RecordId'))],
  ['the outputs', 'DescribeRecord', without('RecordOutputs')],
  [
    'the last records',
    'DescribeProvisionedProduct',
    part(
      'ProvisionedProductDetail',
      without('LastRecordId', 'LastProvisioningRecordId', 'LastSuccessfulProvisioningRecordId'),
    ),
  ],
  ['the token', 'DescribeProvisionedProduct', part('ProvisionedProductDetail', without('IdempotencyToken'))],
  [
    'constraints, tag options and hints',
    'DescribeProvisioningParameters',
    without(
      'ConstraintSummaries',
      'UsageInstructions',
      'TagOptions',
      'ProvisioningArtifactOutputs',
      'ProvisioningArtifactOutputKeys',
      'ProvisioningArtifactPreferences',
    ),
  ],
  [
    'the summary of the product',
    'DescribeProduct',
    without('ProductViewSummary', 'ProvisioningArtifacts', 'LaunchPaths'),
  ],
])('a reply without %s does no harm', async (_, operation, changed) => {
  change(operation, changed);
  await liveOnce();
});

test('a failure without a reason is reported', async () => {
  change('DescribeRecord', part('RecordDetail', without('RecordErrors')));
  change('DescribeProvisionedProduct', part('ProvisionedProductDetail', without('StatusMessage')));
  world.behaveOnce(world.networkId, { failOnCreate: 'No room' });

  expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
  expect(world.reasonOf('Network')).toContain('Service Catalog gives no reason');
  await expectInvariants(world);
});

test.each([
  ['an error that nobody knows yet', 'QuotaOfTheMoonException', 'The moon is full.'],
  ['a refusal of the call itself', 'AccessDeniedException', 'is not authorized to perform: servicecatalog'],
])('%s at the launch is reported with its message', async (_, code, words) => {
  const { serviceCatalog } = world.cloud;
  const call = serviceCatalog.call.bind(serviceCatalog);
  serviceCatalog.call = async (name, ...rest) => {
    if (name === 'ProvisionProduct') throw new AwsError(code, words);
    return call(name, ...rest);
  };

  expect(await world.deployNetwork()).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE' });
  expect(world.reasonOf('Network')).toContain(`${code}: ${words}`);
  expect(world.history).toEqual([]);
  await expectInvariants(world);
});
