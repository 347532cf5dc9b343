import { CfnOutput, Fn } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { brokenTemplate, productTemplate } from './product-template';
import { minutes, seconds, World } from './world';
import { CatalogProduct, ProvisionedProduct } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

/** So many products side by side. */
function deployMany(count: number) {
  return world.deploy((stack, portfolio) => {
    for (let index = 0; index < count; index++) {
      new ProvisionedProduct(stack, `Network${index}`, {
        product: CatalogProduct.fromId(world.networkId),
        portfolio,
        parameters: { Cidr: `10.${index}.0.0/16` },
      });
    }
  });
}

test('products chained by outputs are launched in that order and terminated in reverse', async () => {
  world = await World.start();
  const consumer = world.addProduct('Database');
  const declareChain = (cidr: string) =>
    world.deploy((stack, portfolio) => {
      const network = world.declareNetwork(stack, portfolio, { parameters: { Cidr: cidr } });
      const database = new ProvisionedProduct(stack, 'Database', {
        product: CatalogProduct.fromId(consumer),
        portfolio,
        parameters: { Cidr: network.getOutput('Cidr') },
      });
      new CfnOutput(stack, 'Cidr', { value: Fn.join('', ['via ', database.getOutput('Cidr')]) });
    });

  expect(await declareChain('10.1.0.0/16')).toMatchObject({ outputs: [{ value: 'via 10.1.0.0/16' }] });
  expect(await declareChain('10.2.0.0/16')).toMatchObject({ outputs: [{ value: 'via 10.2.0.0/16' }] });
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
  expect(world.records.map(({ type, launch }) => `${type.split('_')[0]} ${launch.product.name}`)).toEqual([
    'PROVISION Network',
    'PROVISION Database',
    'UPDATE Network',
    'UPDATE Database',
    'TERMINATE Database',
    'TERMINATE Network',
  ]);
});

test('independent products are launched at the same time', async () => {
  world = await World.start();
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(20) });
  const begun = world.cloud.clock.now();

  expect(await deployMany(6)).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.cloud.clock.now() - begun).toBeLessThan(minutes(25));
  expect(world.present).toHaveLength(6);
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test('one broken product fails the deployment, and none of its siblings is left', async () => {
  world = await World.start();
  const broken = world.addProduct('Broken', { template: brokenTemplate() });
  const deployed = await world.deploy((stack, portfolio) => {
    for (const [id, productId] of [['Good', world.networkId] as const, ['Bad', broken] as const]) {
      new ProvisionedProduct(stack, id, { product: CatalogProduct.fromId(productId), portfolio });
    }
  });

  expect(deployed).toMatchObject({ status: 'FAILED', stackStatus: 'ROLLBACK_COMPLETE' });
  expect(world.present).toEqual([]);
});

test('products of two stacks do not affect each other, though all names are the same', async () => {
  world = await World.start();
  const deploy = (stackName: string) =>
    world.deploy((stack, portfolio) => void world.declareNetwork(stack, portfolio), stackName);

  const both = await Promise.all([deploy('one'), deploy('two')]);
  expect(both.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  expect(await world.destroy('one')).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.state.status).toBe('AVAILABLE');
});

test.each([1, 2])(
  'eight products are launched and terminated though only %i call(s) a second are accepted',
  async (rate) => {
    world = await World.start({ serviceCatalog: { callsPerSecond: rate } });

    expect(await deployMany(8)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toHaveLength(8);
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
    expect(new Set(world.history)).toEqual(
      new Set(['PROVISION_PRODUCT SUCCEEDED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']),
    );
  },
);

test('forty products settle with most calls accepted, though only two calls a second are', async () => {
  world = await World.start({ serviceCatalog: { callsPerSecond: 2 } });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(20) });

  expect(await deployMany(40)).toMatchObject({ status: 'SUCCEEDED' });
  const calls = world.cloud.callLog.find({ service: 'servicecatalog' });
  const throttled = calls.filter(
    ({ outcome }) => outcome && 'error' in outcome && /Throttling/.test(outcome.error.code),
  );
  expect(throttled.length / calls.length).toBeLessThan(0.3);
});

test('throttling for minutes in the middle of a launch, an update and a termination does no harm', async () => {
  world = await World.start();
  const whileThrottled = async <T>(operation: string, work: () => Promise<T>): Promise<T> => {
    world.cloud.faults.inject({ fault: 'throttled', service: 'servicecatalog', operation });
    const working = work();
    await world.settle(minutes(10));
    world.cloud.faults.clear();
    return working;
  };

  expect(await whileThrottled('ProvisionProduct', () => world.deployNetwork())).toMatchObject({ status: 'SUCCEEDED' });
  expect(
    await whileThrottled('DescribeRecord', () => world.deployNetwork({ parameters: { Size: 'large' } })),
  ).toMatchObject({ status: 'SUCCEEDED' });
  expect(await whileThrottled('TerminateProvisionedProduct', () => world.destroy())).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.history).toEqual([
    'PROVISION_PRODUCT SUCCEEDED',
    'UPDATE_PROVISIONED_PRODUCT SUCCEEDED',
    'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED',
  ]);
});

test('a launch takes five calls, and one more for each poll', async () => {
  world = await World.start();
  await world.settle(minutes(5));
  await world.deployNetwork();

  const calls = world.cloud.callLog.find({ service: 'servicecatalog' }).map(({ operation }) => operation);
  const launch = calls.slice(0, calls.indexOf('ProvisionProduct') + 1);
  expect([...new Set(launch)]).toEqual([
    'DescribeProvisionedProduct',
    'DescribeProduct',
    'ListPortfoliosForProduct',
    'DescribeProvisioningParameters',
    'ProvisionProduct',
  ]);
  expect(new Set(calls.slice(launch.length, -1))).toEqual(new Set(['DescribeRecord']));
});

test('the response to a short launch comes soon, and a long one is not polled too often', async () => {
  world = await World.start();
  const quick = world.addProduct('Quick', {
    template: JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }),
  });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(30) });
  await world.deploy((stack, portfolio) => {
    new ProvisionedProduct(stack, 'Quick', { product: CatalogProduct.fromId(quick), portfolio });
  }, 'quick');
  const [record] = world.records;
  const created = world.cloud.cloudFormation
    .stack('quick')
    ?.events.find((event) => event.resourceStatus === 'CREATE_COMPLETE' && event.logicalResourceId.startsWith('Quick'));
  expect((created?.timestamp ?? Infinity) - (record?.updatedTime ?? 0)).toBeLessThanOrEqual(seconds(5));

  await world.deployNetwork();
  // A look every ten seconds would be 180.
  expect(world.calls('DescribeRecord').length).toBeLessThan(100);
});

test('two portfolios of the app give access to their own products, each by its own path', async () => {
  world = await World.start();
  const data = world.addPortfolio('Data team');
  world.catalog.associateProduct(data, world.networkId);
  world.addVersion(world.networkId, 'v2', productTemplate());

  const deployed = await world.deploy((stack, portfolio) => {
    world.declareNetwork(stack, portfolio);
    new ProvisionedProduct(stack, 'Other', {
      product: CatalogProduct.fromId(world.networkId),
      portfolio: world.importPortfolio(stack, 'Data', data),
    });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present.map(({ launch }) => launch.path.portfolio.id).sort()).toEqual([world.portfolioId, data].sort());
});
