import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { minutes, seconds, World } from './world';
import { LaunchPath, CatalogProduct, ProvisionedProduct, ProvisionedProductProvider, SecretParameter } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

describe.each(['NO_LAUNCH_PATHS', 'PROFILE_DOES_NOT_EXIST'] as const)('without access (%s)', (withoutAccess) => {
  test('waits for access that takes 90 seconds to propagate', async () => {
    world = await World.start({ serviceCatalog: { accessSpreadsIn: seconds(90), withoutAccess } });

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
  });

  test('fails after a few minutes, naming role, product and portfolio, when access never comes', async () => {
    world = await World.start({ serviceCatalog: { accessSpreadsIn: Infinity, withoutAccess } });
    const begun = world.cloud.clock.now();

    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
    expect(world.cloud.clock.now() - begun).toBeLessThan(minutes(8));
    const reason = world.reasonOf('Network');
    for (const words of ['role', world.networkId, world.portfolioId, 'access']) expect(reason).toContain(words);
    expect(world.calls('ProvisionProduct')).toEqual([]);
  });
});

test.each(['EACH_ITS_OWN', 'DENIED', 'NOT_FOUND', 'BARE', 'NEW'] as const)(
  'waits for access, whatever the message of the denial (%s)',
  async (notFoundMessage) => {
    world = await World.start({ serviceCatalog: { accessSpreadsIn: seconds(90), notFoundMessage } });

    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    const byName = { product: CatalogProduct.fromName('Network'), provisionedProductName: 'by-name' };
    expect(await world.deployNetwork(byName)).toMatchObject({ status: 'SUCCEEDED' });
  },
);

test.each(['DescribeProduct', 'DescribeProvisioningParameters', 'ProvisionProduct'])(
  'waits for access that %s does not know yet, whatever its message',
  async (operation) => {
    world = await World.start();
    world.refuse(operation, 'ResourceNotFoundException', 'Nothing here', 2);
    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.calls(operation).length).toBeGreaterThan(2);
  },
);

test('fails after a few minutes with what Service Catalog says when there is no product of that id', async () => {
  world = await World.start({ serviceCatalog: { notFoundMessage: 'BARE' } });
  const begun = world.cloud.clock.now();

  const product = CatalogProduct.fromId('prod-mistyped');
  expect(await world.deployNetwork({ product })).toMatchObject({ status: 'FAILED' });
  expect(world.cloud.clock.now() - begun).toBeLessThan(minutes(8));
  expect(world.reasonOf('Network')).toMatch(/no access to product prod-mistyped.*Resource not found.*Check/);
});

test('lists the products that there are, the nearest first, when none has the declared name', async () => {
  world = await World.start();
  for (const name of ['Database', 'Networks of the shop']) world.addProduct(name, { template: productTemplate() });

  const product = CatalogProduct.fromName('Netwrok');
  expect(await world.deployNetwork({ product })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(
    /no access to product Netwrok through portfolio port-\S+, only to Network, Database, Networks of the shop \(did you mean Network\?\): /,
  );
});

test('fails with the reason all the same when the products that there are cannot be listed', async () => {
  world = await World.start();
  world.refuse('SearchProducts', 'AccessDeniedException', 'Not authorized', 1_000);

  const product = CatalogProduct.fromName('Netwrok');
  expect(await world.deployNetwork({ product })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/no access to product Netwrok through portfolio port-\w+: /);
});

test('waits until the role sees a product that is declared by name', async () => {
  world = await World.start({ serviceCatalog: { accessSpreadsIn: seconds(90) } });
  const product = CatalogProduct.fromName('Network');

  expect(await world.deployNetwork({ product })).toMatchObject({ status: 'SUCCEEDED' });
});

test('fails with what to do when the app gives no portfolio and nobody has associated the role', async () => {
  world = await World.start();

  expect(await world.deployNetwork({ portfolio: undefined })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/no access to product .*`portfolio`.*associate the role/);
});

test('a role that the organisation has associated by a pattern needs no portfolio', async () => {
  world = await World.start();
  world.associateEverybody(world.portfolioId);

  expect(await world.deployNetwork({ portfolio: undefined })).toMatchObject({ status: 'SUCCEEDED' });
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
});

test('a role of a fixed name, which the organisation made and associated, launches the product', async () => {
  world = await World.start();
  world.catalog.associatePrincipal(world.portfolioId, 'arn:aws:iam::111111111111:role/launcher');

  const deployed = await world.deploy((stack, portfolio) => {
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'launcher');
    world.declareNetwork(stack, portfolio, {
      portfolio: undefined,
      launchPath: LaunchPath.fromPortfolio(portfolio),
      provider: new ProvisionedProductProvider(stack, 'Provider', { role }),
    });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.ownerArn).toBe('arn:aws:iam::111111111111:role/launcher');
});

test('an imported role launches and terminates the product', async () => {
  world = await World.start();
  world.catalog.associatePrincipal(world.portfolioId, 'arn:aws:iam::111111111111:role/launcher');

  const deployed = await world.deploy((stack, portfolio) => {
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'launcher', { mutable: false });
    world.declareNetwork(stack, portfolio, {
      portfolio: undefined,
      provider: new ProvisionedProductProvider(stack, 'Provider', { role }),
    });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED' });

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
});

test('stacks that share a provider with a role of a fixed name grant it what they need', async () => {
  world = await World.start();
  const { roleArn } = world.cloud.iam.putRole('launcher');
  world.catalog.associatePrincipal(world.portfolioId, roleArn);
  world.cloud.secrets.create('database', 'from-secrets-manager');

  await world.deploy((stack) => {
    const shared = new Stack(stack.node.root as App, 'shared', {
      env: { account: stack.account, region: stack.region },
    });
    const role = iam.Role.fromRoleName(shared, 'Launcher', 'launcher');
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'database');
    new ProvisionedProduct(stack, 'Network', {
      product: CatalogProduct.fromId(world.networkId),
      provider: new ProvisionedProductProvider(shared, 'Provider', { role }),
      secretParameters: { Password: SecretParameter.fromSecretsManager(secret) },
    });
  });
  expect(world.reasonOf('Network')).toBe('');
  expect(world.launched).toMatchObject({ ownerArn: roleArn, state: { status: 'AVAILABLE' } });

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
  expect(await world.destroy('shared')).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.cloud.iam.statements(roleArn)).toEqual([]);
});

test('the role keeps its access until the product is terminated', async () => {
  world = await World.start({ serviceCatalog: { terminationNeedsAccess: true } });
  await world.deployNetwork();

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test('fails at once, naming role and portfolio, when access is lost before an update', async () => {
  world = await World.start();
  await world.deployNetwork();
  const { id, ownerArn } = world.launched;
  world.outOfBand.loseAccess(world.networkId, ownerArn);
  const begun = world.cloud.clock.now();

  await world.deployNetwork({ parameters: { Size: 'large' } });
  expect(world.cloud.clock.now() - begun).toBeLessThan(minutes(2));
  const reason = world.reasonOf('Network');
  for (const words of ['role', world.networkId, world.portfolioId, 'access']) expect(reason).toContain(words);
  expect(world.launched).toMatchObject({ id, state: { status: 'AVAILABLE' }, launch: { version: { name: 'v1' } } });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

test('waits for access through a portfolio that was just declared', async () => {
  world = await World.start({ serviceCatalog: { accessSpreadsIn: seconds(90) } });
  await world.deployNetwork();
  const shared = world.addPortfolio('Shared');
  world.catalog.associateProduct(shared, world.networkId);
  await world.settle();

  const deployed = await world.deploy((stack) => {
    const portfolio = world.importPortfolio(stack, 'Shared', shared);
    world.declareNetwork(stack, portfolio, { parameters: { Size: 'large' } });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
});

test('fails with what to do when access is lost before the removal, and a later removal works', async () => {
  world = await World.start({ serviceCatalog: { terminationNeedsAccess: true } });
  await world.deployNetwork();
  const { ownerArn } = world.launched;
  world.outOfBand.loseAccess(world.networkId, ownerArn);

  expect(await world.destroy()).toMatchObject({ status: 'FAILED', stackStatus: 'DELETE_FAILED' });
  expect(world.reasonOf('Network')).toMatch(/access to the portfolio/);
  expect(world.present).toHaveLength(1);

  world.catalog.associatePrincipal(world.portfolioId, ownerArn);
  await world.settle(minutes(1));
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test('fails with the portfolio’s products to check when the product is not in the portfolio', async () => {
  world = await World.start();
  world.catalog.disassociateProduct(world.portfolioId, world.networkId);

  expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('Check that the product is in the portfolio');
});

test.each([
  ['servicecatalog', 'ProvisionProduct'],
  ['servicecatalog', 'DescribeProvisionedProduct'],
  ['cloudformation', 'DescribeStackResource'],
  ['states', 'StartExecution'],
])('waits for a permission for %s %s that has not taken effect yet', async (service, operation) => {
  world = await World.start();
  world.cloud.faults.inject({ service, operation, fault: 'denied', nth: [1, 2] });
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

test('fails after minutes, naming the permission, when it is never granted', async () => {
  world = await World.start();
  world.cloud.faults.inject({ service: 'servicecatalog', operation: 'ProvisionProduct', fault: 'denied' });
  expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(
    /ProvisionProduct.*Grant the role of ProvisionedProductProvider this permission/,
  );
  expect(world.records).toEqual([]);
});
