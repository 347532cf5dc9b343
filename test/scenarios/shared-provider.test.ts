import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { expectPromisesKept } from './promises';
import { sibling, World } from './world';
import { ProvisionedProductProvider } from '../../src';

let world: World;
afterEach(() => expectPromisesKept(world));
afterEach(() => world.stop());

function beside(stack: Stack, id: string): Stack {
  return new Stack(stack.node.root as App, id, { env: { account: stack.account, region: stack.region } });
}

/** Declares the product there, launched through the portfolio that all know. */
function launchIn(stack: Stack, provider: ProvisionedProductProvider): void {
  world.declareNetwork(stack, world.importPortfolio(stack, 'Import', world.portfolioId), { provider });
}

test.each(['the stack of the provider', 'another stack', 'a nested stack'])(
  'the last product of %s is terminated, though the stack of the provider is deployed first',
  async (place) => {
    world = await World.start();
    const deploy = (withProduct: boolean) =>
      world.deploy((web) => {
        const shared = beside(web, 'shared');
        const provider = new ProvisionedProductProvider(shared, 'Provider');
        web.addDependency(shared);
        [web, shared].forEach((stack) => sibling(stack));
        launchIn(beside(web, 'other'), provider);
        if (!withProduct) return;
        const places: Record<string, () => Stack> = {
          'the stack of the provider': () => shared,
          'another stack': () => web,
          'a nested stack': () => new NestedStack(shared, 'Inner'),
        };
        launchIn(places[place]?.() ?? web, provider);
      });
    await deploy(true);
    expect(world.present).toHaveLength(2);

    await deploy(false);

    expect(world.history.filter((operation) => operation.startsWith('TERMINATE'))).toHaveLength(1);
    expect(world.launched.name).toMatch(/^other-/);
  },
);
