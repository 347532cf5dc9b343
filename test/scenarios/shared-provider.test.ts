import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { sibling, World } from './world';
import { ProvisionedProductProvider } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

function beside(stack: Stack, id: string): Stack {
  return new Stack(stack.node.root as App, id, { env: { account: stack.account, region: stack.region } });
}

/** Declares the product there, launched through the portfolio that all know. */
function launchIn(stack: Stack, provider: ProvisionedProductProvider): void {
  world.declareNetwork(stack, world.importPortfolio(stack, 'Import', world.portfolioId), { provider });
}

test.each<[string, (web: Stack, shared: Stack) => Stack]>([
  ['the stack of the provider', (_, shared) => shared],
  ['another stack', (web) => web],
  ['a nested stack', (_, shared) => new NestedStack(shared, 'Inner')],
])('the last product of %s is terminated, though the stack of the provider is deployed first', async (_, choose) => {
  world = await World.start();
  const deploy = (withProduct: boolean) =>
    world.deploy((web) => {
      const shared = beside(web, 'shared');
      const provider = new ProvisionedProductProvider(shared, 'Provider');
      web.addDependency(shared);
      [web, shared].forEach((stack) => sibling(stack));
      launchIn(beside(web, 'other'), provider);
      if (withProduct) launchIn(choose(web, shared), provider);
    });
  await deploy(true);
  expect(world.present).toHaveLength(2);

  await deploy(false);

  expect(world.history.filter((operation) => operation.startsWith('TERMINATE'))).toHaveLength(1);
  expect(world.launched.name).toMatch(/^other-/);
});

test('a shared provider keeps its access for a product whose stack is deployed before its own', async () => {
  world = await World.start({ serviceCatalog: { terminationNeedsAccess: true } });
  const deploy = (withProduct: boolean) =>
    world.deploy((web) => {
      const shared = beside(web, 'shared');
      const provider = new ProvisionedProductProvider(shared, 'Provider');
      sibling(web);
      if (withProduct) launchIn(web, provider);
      else shared.addDependency(web);
    });
  await deploy(true);

  await deploy(false);

  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'TERMINATE_PROVISIONED_PRODUCT SUCCEEDED']);
  expect(world.catalog.portfolio(world.portfolioId).principals).toEqual([]);
});
