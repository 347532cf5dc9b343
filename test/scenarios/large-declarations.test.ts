import { CfnResource } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { minutes, sibling, World } from './world';
import { CatalogProduct } from '../../src';

/** What Step Functions takes as an input, and hands from state to state. */
const MOST_BYTES = 262_144;

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(expectSmallSteps);
afterEach(() => world.stop());

/** Inputs, and what each step was given and gave, as the history tells them. */
function expectSmallSteps(): void {
  for (const { input, history } of world.cloud.stateMachines.executions) {
    expect(Buffer.byteLength(input)).toBeLessThanOrEqual(MOST_BYTES);
    for (const event of history.events) expect(bytesOf(event)).toBeLessThanOrEqual(MOST_BYTES);
  }
}

/** The texts in an event of the history hold JSON: as long as they are, not as they are escaped. */
function bytesOf(event: object): number {
  const texts = Object.values(event).flatMap((details: unknown) =>
    typeof details === 'object' && details !== null ? Object.values(details) : [],
  );
  return Math.max(0, ...texts.map((text) => (typeof text === 'string' ? Buffer.byteLength(text) : 0)));
}

const keys = Array.from({ length: 60 }, (_, index) => `P${index}`);

/** So many parameters of 4096 characters, the first of them as given. */
function values(count: number, first = 'a'): Readonly<Record<string, string>> {
  const all = Object.fromEntries(keys.slice(0, count).map((key) => [key, 'a'.repeat(4096)]));
  return { ...all, P0: first };
}

function large(): CatalogProduct {
  const parameters = Object.fromEntries(keys.map((key) => [key, { Type: 'String', Default: '' }]));
  return CatalogProduct.fromId(
    world.addProduct('Large', {
      template: productTemplate({ parameters, outputs: { First: { Value: { Ref: 'P0' } } } }),
    }),
  );
}

describe('a product with forty parameters of 4096 characters', () => {
  test('is launched, changed and removed', async () => {
    const product = large();
    expect(await world.deployNetwork({ product, parameters: values(40) })).toMatchObject({ status: 'SUCCEEDED' });
    const changed = await world.deployNetwork({ product, parameters: values(40, 'b') });
    expect(changed).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters.P0).toBe('b');
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
    await expectInvariants(world);
  });

  test('has its values restored when an update of it is rolled back', async () => {
    const product = large();
    await world.deployNetwork({ product, parameters: values(40) });
    const outcome = await world.deployNetwork({ product, parameters: values(40, 'b') }, (stack) =>
      sibling(stack, { takes: minutes(5), fails: 'no room' }),
    );
    expect(outcome).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched.launch.parameters).toMatchObject(values(40));
    await expectInvariants(world);
  });
});

describe('a declaration that is too large', () => {
  /** Its values come from another resource: what is known is refused at synthesis. */
  const deploy = (product: CatalogProduct, count: number) =>
    world.deploy((stack, portfolio) => {
      const source = new CfnResource(stack, 'Source', {
        type: 'Test::Sibling',
        properties: { Value: 'a'.repeat(4096) },
      });
      const value = source.getAtt('Value').toString();
      const parameters = Object.fromEntries(keys.slice(0, count).map((key) => [key, value]));
      world.declareNetwork(stack, portfolio, { product, parameters });
    });

  test('is rejected in plain words before anything is launched, and the stack can be deleted', async () => {
    expect(await deploy(large(), 60)).toMatchObject({ status: 'FAILED', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(world.reasonOf('Network')).toMatch(
      /declaration of Network\w+ is too large: it has \d+ bytes; at most 200000/,
    );
    expect(world.reasonOf('Network')).toMatch(/P\d+ \(4\d{3} bytes\).*Nothing was launched/);
    expect(world.records).toEqual([]);
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    await expectInvariants(world);
  });

  test('changes nothing if a smaller one was launched before', async () => {
    const product = large();
    await world.deployNetwork({ product, parameters: { P0: 'small' } });
    expect(await deploy(product, 60)).toMatchObject({ status: 'FAILED', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.launched.launch.parameters.P0).toBe('small');
    expect(world.history).not.toContain('UPDATE_PROVISIONED_PRODUCT SUCCEEDED');
    await expectInvariants(world);
  });
});
