import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { World } from './world';
import { CatalogProduct, ProvisionedProductProps, StackSetPreferences } from '../../src';

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

test('without preferences the product goes to all accounts and Regions of the constraint', async () => {
  expect(await deployBaseline()).toMatchObject({ status: 'SUCCEEDED' });
  expect(instances()).toHaveLength(6);
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
});

test('a tolerance of zero is passed as zero, in launch and update', async () => {
  const preferences = { accounts: [A], regions: [EU], failureToleranceCount: 0, maxConcurrencyCount: 1 };
  await deployBaseline(preferences);
  expect(world.calls('ProvisionProduct')[0]).toMatchObject({
    ProvisioningPreferences: { StackSetFailureToleranceCount: 0, StackSetMaxConcurrencyCount: 1 },
  });

  await deployBaseline({ ...preferences, accounts: [A, B] });
  expect(world.calls('UpdateProvisionedProduct')[0]).toMatchObject({
    ProvisioningPreferences: { StackSetFailureToleranceCount: 0, StackSetMaxConcurrencyCount: 1 },
  });
});

test('percentages are passed as numbers', async () => {
  await deployBaseline({ failureTolerancePercentage: 0, maxConcurrencyPercentage: 100 });
  expect(world.calls('ProvisionProduct')[0]).toMatchObject({
    ProvisioningPreferences: { StackSetFailureTolerancePercentage: 0, StackSetMaxConcurrencyPercentage: 100 },
  });
});

test('another tolerance alone changes no instance', async () => {
  await deployBaseline({ accounts: [A], regions: [EU], failureToleranceCount: 0 });
  expect(await deployBaseline({ accounts: [A], regions: [EU], failureToleranceCount: 1 })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(updates()).toEqual([]);
});

test('fails with the constraint’s message when an account is not in it', async () => {
  expect(await deployBaseline({ accounts: ['999999999999'], regions: [EU] })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('999999999999');
  expect(world.records).toEqual([]);
});

describe('where preferences must say how many accounts may fail, and be worked on, at one time', () => {
  beforeEach(async () => {
    await world.stop();
    await startWorld({ serviceCatalog: { paceOfStackSet: 'REQUIRED' } });
  });

  test.each([
    ['nothing', {}, { StackSetFailureToleranceCount: 0, StackSetMaxConcurrencyCount: 1 }],
    ['one count', { failureToleranceCount: 2 }, { StackSetFailureToleranceCount: 2, StackSetMaxConcurrencyCount: 1 }],
    [
      'one percentage',
      { maxConcurrencyPercentage: 50 },
      { StackSetFailureToleranceCount: 0, StackSetMaxConcurrencyPercentage: 50 },
    ],
    [
      'percentages',
      { failureTolerancePercentage: 0, maxConcurrencyPercentage: 100 },
      { StackSetFailureTolerancePercentage: 0, StackSetMaxConcurrencyPercentage: 100 },
    ],
  ])('one of each is passed for an app that declares %s', async (_case, pace, sent) => {
    const places = { accounts: [A], regions: [EU] };
    expect(await deployBaseline({ ...places, ...pace })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await deployBaseline({ ...places, accounts: [A, B], ...pace })).toMatchObject({ status: 'SUCCEEDED' });
    expect(
      await deployBaseline({ ...places, accounts: [B], ...pace }, { parameters: { Size: 'large' } }),
    ).toMatchObject({ status: 'SUCCEEDED' });
    const calls = [...world.calls('ProvisionProduct'), ...world.calls('UpdateProvisionedProduct')];
    expect(calls).toHaveLength(4);
    for (const call of calls) expect(paceOf(call)).toEqual(sent);
  });

  test('the product goes to all accounts and Regions, and changes, without any preferences', async () => {
    expect(await deployBaseline()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await deployBaseline(undefined, { parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
    expect(instances()).toHaveLength(6);
  });
});

function paceOf(call: unknown): unknown {
  const { ProvisioningPreferences: preferences } = call as { ProvisioningPreferences: Record<string, unknown> };
  return Object.fromEntries(Object.entries(preferences).filter(([key]) => /Tolerance|Concurrency/.test(key)));
}
