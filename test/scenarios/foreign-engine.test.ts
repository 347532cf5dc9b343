import { ForeignEngine } from './foreign-engine';
import { Declare, World } from './world';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

const network: Declare = (stack, portfolio) => void world.declareNetwork(stack, portfolio);

test('the stand-in for an engine without CloudFormation sends events of a stack that does not exist', async () => {
  const engines = ['shop', 'blog'].map((app) => new ForeignEngine(world.cloud, app));
  for (const engine of engines) await world.deployBy(engine, network);

  const events = world.cloud.cloudFormation.exchanges().map(({ event }) => event);
  const [first] = events;
  expect(first?.StackId).toMatch(/^arn:aws:cloudformation:us-east-1:111111111111:stack\/cdkd-Network\w*\/cdkd$/);
  expect(new Set(events.map(({ StackId }) => StackId)).size).toBe(1);
  expect(new Set(events.map(({ ServiceToken }) => ServiceToken)).size).toBe(2);
  expect(world.cloud.cloudFormation.exchanges().every(({ response }) => response !== undefined)).toBe(true);
  expect(world.cloud.cloudFormation.stacks().map(({ stackName }) => stackName)).toEqual(['CDKToolkit']);
});

describe('where there is no CloudFormation to ask', () => {
  const named =
    (provisionedProductName: string, parameters: Record<string, string> = {}): Declare =>
    (stack, portfolio) =>
      void world.declareNetwork(stack, portfolio, { provisionedProductName, parameters });

  test('a product is launched, updated and removed', async () => {
    const engine = new ForeignEngine(world.cloud, 'shop');
    expect(await world.deployBy(engine, named('shop-network'))).toMatchObject({ status: 'SUCCEEDED' });
    const large = named('shop-network', { Size: 'large' });
    expect(await world.deployBy(engine, large)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'large' });
    expect(await engine.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  });

  test('fails without a declared name, as generated ones would be the same for all apps', async () => {
    const outcome = await world.deployBy(new ForeignEngine(world.cloud, 'shop'), network);
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reasons.join()).toContain('needs a provisionedProductName');
    expect(world.present).toEqual([]);
  });

  test('two apps with the same logical id do not touch each other’s product', async () => {
    const [shop, blog] = [new ForeignEngine(world.cloud, 'shop'), new ForeignEngine(world.cloud, 'blog')];
    await world.deployBy(shop, named('shop-network'));
    expect(await world.deployBy(blog, named('shop-network', { Size: 'large' }))).toMatchObject({ status: 'FAILED' });
    expect(world.launched.launch.parameters).toMatchObject({ Size: 'small' });
    await world.deployBy(blog, named('blog-network'));
    expect(world.present).toHaveLength(2);
    await blog.destroy();
    expect(world.launched.name).toBe('shop-network');
  });
});
