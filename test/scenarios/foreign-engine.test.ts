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
  expect(world.cloud.cloudFormation.exchanges().every(({ answer }) => answer !== undefined)).toBe(true);
  expect(world.cloud.cloudFormation.stacks()).toEqual([]);
});
