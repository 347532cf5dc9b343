import { Duration } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { seconds, sibling, World } from './world';
import { CatalogProduct, ProductVersion, ProvisionedProductProps, StackSetPreferences } from '../../src';

const [A, B, C] = ['222222222222', '333333333333', '444444444444'] as const;
const [EU, US] = ['eu-west-1', 'us-east-1'] as const;

let world: World;
let baseline: string;
async function startWorld(...options: Parameters<typeof World.start>): Promise<void> {
  world = await World.start(...options);
  baseline = world.addProduct('Baseline', { template: productTemplate() });
  world.catalog.addConstraint(world.portfolioId, baseline, {
    type: 'STACKSET',
    accounts: [A, B, C],
    regions: [EU, US],
  });
}

beforeEach(() => startWorld());
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

function deployBaseline(stackSetPreferences?: StackSetPreferences, props: Partial<ProvisionedProductProps> = {}) {
  return world.deployNetwork({ product: CatalogProduct.fromId(baseline), stackSetPreferences, ...props });
}

/** The calls after the launch, e.g. `DELETE 333333333333 in us-east-1`. */
function updates(): readonly string[] {
  return world.calls('UpdateProvisionedProduct').map((input) => {
    const { StackSetOperationType, StackSetAccounts, StackSetRegions } = (
      input as { ProvisioningPreferences: Record<string, string[]> }
    ).ProvisioningPreferences;
    return `${String(StackSetOperationType)} ${StackSetAccounts?.join()} in ${StackSetRegions?.join()}`;
  });
}

/** E.g. `222222222222 eu-west-1`. */
function instances(): readonly string[] {
  return world.cloud.serviceCatalog
    .stackInstances(world.launched.id)
    .map(({ Account, Region, StackInstanceStatus }) => {
      expect(StackInstanceStatus).toBe('CURRENT');
      return `${Account} ${Region}`;
    });
}

test('an added account gets its instances, and nothing else is changed', async () => {
  await deployBaseline({ accounts: [A], regions: [EU, US] });
  expect(await deployBaseline({ accounts: [A, B], regions: [EU, US] })).toMatchObject({ status: 'SUCCEEDED' });
  expect(updates()).toEqual([`CREATE ${B} in ${EU},${US}`]);
  expect(instances()).toHaveLength(4);
});

test('a Region that is no longer declared loses its instances, and nothing else is changed', async () => {
  await deployBaseline({ accounts: [A, B], regions: [EU, US] });
  expect(await deployBaseline({ accounts: [A, B], regions: [US] })).toMatchObject({ status: 'SUCCEEDED' });
  expect(updates()).toEqual([`DELETE ${A},${B} in ${EU}`]);
  expect(instances()).toEqual([`${A} ${US}`, `${B} ${US}`]);
});

test('a change of accounts, Regions and version takes a DELETE, CREATEs and an UPDATE', async () => {
  world.addVersion(baseline, 'v2', productTemplate({ outputs: { Two: { Value: '2' } } }));
  await deployBaseline({ accounts: [A, B], regions: [EU] }, { version: ProductVersion.fromName('v1') });
  const { id } = world.launched;

  const deployed = await deployBaseline(
    { accounts: [B, C], regions: [EU, US] },
    { version: ProductVersion.fromName('v2'), parameters: { Size: 'large' } },
  );
  expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
  expect(updates()).toEqual([
    `DELETE ${A} in ${EU}`,
    `CREATE ${B} in ${US}`,
    `CREATE ${C} in ${EU},${US}`,
    `UPDATE ${B},${C} in ${EU},${US}`,
  ]);
  const tokens = world.records.map(({ token }) => token);
  expect(new Set(tokens).size).toBe(tokens.length);
  expect(world.launched).toMatchObject({
    id,
    state: { status: 'AVAILABLE' },
    launch: { version: { name: 'v2' }, parameters: { Size: 'large' } },
  });
  expect([...instances()].sort()).toEqual([`${B} ${EU}`, `${B} ${US}`, `${C} ${EU}`, `${C} ${US}`]);
});

test('accounts and a version with a new parameter may change in one deployment', async () => {
  world.addVersion(baseline, 'v2', productTemplate({ parameters: { Extra: { Type: 'String' } } }));
  await deployBaseline({ accounts: [A, B], regions: [EU] }, { version: ProductVersion.fromName('v1') });

  const changed = { accounts: [B, C], regions: [EU] };
  const props = { version: ProductVersion.fromName('v2'), parameters: { Size: 'large', Extra: 'more' } };
  expect(await deployBaseline(changed, props)).toMatchObject({ status: 'SUCCEEDED' });
  expect(updates()).toEqual([`DELETE ${A} in ${EU}`, `CREATE ${C} in ${EU}`, `UPDATE ${B},${C} in ${EU}`]);
  expect(instances()).toEqual([`${B} ${EU}`, `${C} ${EU}`]);
  expect(world.launched.launch).toMatchObject({
    version: { name: 'v2' },
    parameters: { Size: 'large', Extra: 'more' },
  });
});

test('a lost reply to one of several calls does not stop the others', async () => {
  world.addVersion(baseline, 'v2', productTemplate({ outputs: { More: { Value: 'more' } } }));
  await deployBaseline({ accounts: [A], regions: [EU] }, { version: ProductVersion.fromName('v1') });
  world.cloud.faults.inject({ fault: 'killedAfter', operation: 'UpdateProvisionedProduct', nth: 1 });

  const changed = { accounts: [A, B], regions: [EU] };
  const props = { version: ProductVersion.fromName('v2') };
  expect(await deployBaseline(changed, props)).toMatchObject({ status: 'SUCCEEDED' });
  expect(instances()).toEqual([`${A} ${EU}`, `${B} ${EU}`]);
  expect(world.launched.launch.version.name).toBe('v2');
});

test.each([2, 3, 4])('a running operation does not count as done when run %d of the function has died', async (nth) => {
  await world.stop();
  await startWorld({ serviceCatalog: { stateLagsBy: seconds(5), recordStartsIn: 0 } });
  await deployBaseline({ accounts: [A], regions: [EU] });
  world.cloud.serviceCatalog.setBehaviour(baseline, { takes: seconds(8) });
  world.cloud.faults.inject({ service: 'lambda', fault: 'killedAfter', nth });

  expect(await deployBaseline({ accounts: [A, B], regions: [EU] })).toMatchObject({ status: 'SUCCEEDED' });
  expect(instances()).toEqual([`${A} ${EU}`, `${B} ${EU}`]);
});

test('fails without a change when accounts and Regions are no longer known', async () => {
  await deployBaseline();
  for (const { id } of world.catalog.constraintsOf(world.portfolioId, baseline)) world.catalog.removeConstraint(id);

  expect(await deployBaseline(undefined, { parameters: { Size: 'large' } })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/Neither stackSetPreferences nor a stack set constraint/);
  expect(instances()).toHaveLength(6);
  expect(updates()).toEqual([]);
});

test('a changed parameter reaches all instances by one UPDATE', async () => {
  await deployBaseline();
  await deployBaseline(undefined, { parameters: { Size: 'large' } });
  expect(updates()).toEqual([`UPDATE ${A},${B},${C} in ${EU},${US}`]);
});

test('preferences that are no longer declared mean all of the constraint again', async () => {
  await deployBaseline({ accounts: [A], regions: [EU] });
  expect(await deployBaseline()).toMatchObject({ status: 'SUCCEEDED' });
  expect([...instances()].sort()).toHaveLength(6);
});

test('instances that a constraint no longer allows, or that were added by hand, are kept', async () => {
  await deployBaseline();
  for (const { id } of world.catalog.constraintsOf(world.portfolioId, baseline)) world.catalog.removeConstraint(id);
  world.catalog.addConstraint(world.portfolioId, baseline, { type: 'STACKSET', accounts: [A], regions: [EU] });
  world.outOfBand.putStackInstance(world.launched.id, { account: '555555555555', region: EU });

  expect(await deployBaseline(undefined, { tags: { team: 'data' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(updates().filter((call) => call.startsWith('DELETE'))).toEqual([]);
  expect(instances()).toHaveLength(7);
});

test('a cancelled change of several calls, whose execution is listed late, ends before the rollback', async () => {
  await world.stop();
  await startWorld({ cloudFormation: { rollbackBeginsIn: 0 }, stepFunctions: { executionsLagBy: seconds(60) } });
  const product = CatalogProduct.fromId(baseline);
  const places = (accounts: string[]) => ({ product, stackSetPreferences: { accounts, regions: [EU] } });
  await world.deployNetwork(places([A]), (stack) => void sibling(stack));
  const changed = { ...places([A, B]), parameters: { Size: 'large' } };
  const failing = { version: '2', takes: seconds(10), fails: 'no room' };
  const deployed = await world.deployNetwork(changed, (stack) => void sibling(stack, failing));
  expect(deployed).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  await world.settle();
  expect(instances()).toEqual([`${A} ${EU}`]);
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'small' });
});

test('fails with the accounts in which it failed, and restores the former ones', async () => {
  await deployBaseline({ accounts: [A], regions: [EU] });
  world.behaveOnce(baseline, { failInAccounts: [B] });

  expect(await deployBaseline({ accounts: [A, B], regions: [EU], failureToleranceCount: 0 })).toMatchObject({
    stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
  });
  expect(world.reasonOf('Network')).toContain(`failed in accounts: ${B}`);
  expect(instances()).toEqual([`${A} ${EU}`]);
  expect(world.launched.state.status).toBe('AVAILABLE');
});

test('the deployment after failed instances creates the missing ones', async () => {
  await deployBaseline({ accounts: [A], regions: [EU] });
  world.behaveOnce(baseline, { failInAccounts: [B] });
  await deployBaseline({ accounts: [A, B], regions: [EU], failureToleranceCount: 0 });

  expect(await deployBaseline({ accounts: [A, B], regions: [EU], failureToleranceCount: 0 })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect([...instances()].sort()).toEqual([`${A} ${EU}`, `${B} ${EU}`]);
});

test('a product in ERROR with all its instances does not count as declared', async () => {
  const preferences = { accounts: [A], regions: [EU] };
  await deployBaseline(preferences);
  world.outOfBand.enter(world.launched.id, { status: 'ERROR', message: 'a resource is gone' });

  expect(await deployBaseline(preferences, { timeout: Duration.minutes(10) })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('Service Catalog refused to update');
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
});

test('more than twenty instances are all known before the next change', async () => {
  const accounts = Array.from({ length: 25 }, (_, index) => String(500000000000 + index));
  const many = world.addProduct('Many');
  world.catalog.addConstraint(world.portfolioId, many, { type: 'STACKSET', accounts, regions: [EU] });
  const product = CatalogProduct.fromId(many);
  await deployBaseline(undefined, { product });

  expect(await deployBaseline({ accounts: accounts.slice(1) }, { product })).toMatchObject({ status: 'SUCCEEDED' });
  expect(updates()).toEqual([`DELETE ${accounts[0]} in ${EU}`]);
  expect(instances()).toHaveLength(24);
});
