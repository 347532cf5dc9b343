import { RemovalPolicy } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { Declare, minutes, seconds, sibling, World } from './world';
import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';
import { CatalogProduct, ProductVersion, ProvisionedProduct, ProvisionedProductProps } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

const KEPT = { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE };

/** Whose token a product shows, nobody has said. */
describe.each(['FIRST', 'LATEST'] as const)(
  'a retained product that is declared again, showing its %s token,',
  (shownToken) => {
    /** The product of the app from before, which no resource stands for any more. */
    let id: string;

    beforeEach(async () => {
      world = await World.start({ serviceCatalog: { shownToken } });
      const other = (stack: Parameters<typeof sibling>[0]) => void sibling(stack);
      await world.deployNetwork(KEPT, other);
      await world.deploy(other);
      id = world.launched.id;
      await world.settle();
    });

    test('is adopted and updated', async () => {
      const props = { ...KEPT, parameters: { Size: 'large' } };
      expect(await world.deployNetwork(props)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.launched).toMatchObject({ id, launch: { parameters: { Size: 'large' } } });
    });

    test('is kept when that fails before anything was changed', async () => {
      const props = { ...KEPT, parameters: { Sice: 'large' } };
      expect(await world.deployNetwork(props, (stack) => void sibling(stack))).toMatchObject({
        status: 'FAILED',
        stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      });
      expect(world.reasonOf('Network')).toContain('The product existed before this deployment, and is kept.');
      expect(world.launched).toMatchObject({ id, state: { status: 'AVAILABLE' } });
    });

    test('is kept when its update fails', async () => {
      world.behaveOnce(world.networkId, { failOnUpdate: 'no room' });
      const props = { ...KEPT, parameters: { Size: 'large' } };
      expect(await world.deployNetwork(props, (stack) => void sibling(stack))).toMatchObject({ status: 'FAILED' });
      expect(world.launched).toMatchObject({ id, state: { status: 'TAINTED' } });
    });

    test('is kept when its update fails, whose reply was lost', async () => {
      world.cloud.faults.inject({ operation: 'UpdateProvisionedProduct', fault: 'killedAfter', nth: 1 });
      world.behaveOnce(world.networkId, { failOnUpdate: 'no room' });
      const props = { parameters: { Size: 'large' } };
      expect(await world.deployNetwork(props, (stack) => void sibling(stack))).toMatchObject({ status: 'FAILED' });
      expect(world.reasonOf('Network')).toContain('The update of provisioned product');
      expect(world.launched).toMatchObject({ id, state: { status: 'TAINTED' } });
    });

    test.each([
      ['while it is updated', seconds(30)],
      ['after it was taken up', minutes(5)],
    ])('is kept when another resource fails %s', async (_moment, takes) => {
      world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(1) });
      const props = { ...KEPT, parameters: { Size: 'large' } };
      const failing = (stack: Parameters<typeof sibling>[0]) =>
        void sibling(stack, { takes, fails: 'no luck', version: '2' });
      expect(await world.deployNetwork(props, failing)).toMatchObject({ status: 'FAILED' });
      await world.settle();
      expect(world.launched).toMatchObject({ id, state: { status: 'AVAILABLE' } });
    });

    test('is kept when the clean-up that retained it is repeated during the next deployment', async () => {
      const other: Declare = (stack, portfolio) =>
        void new ProvisionedProduct(stack, 'Other', {
          product: CatalogProduct.fromId(world.networkId),
          portfolio,
        });
      const next = (version: string, fails?: string): Declare => {
        return (stack, portfolio) => {
          other(stack, portfolio);
          sibling(stack, { takes: minutes(5), fails, version });
        };
      };
      await world.deploy(other);
      world.cloud.faults.inject({ service: 'custom-resource-response', fault: 'killedAfter', nth: 2 });
      expect(await world.deployNetwork({}, next('2', 'no luck'))).toMatchObject({ status: 'FAILED' });
      expect(await world.deploy(next('3'))).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.present.map((product) => product.id)).toContain(id);
    });

    test('is terminated with the stack that adopted it, unless that retains it', async () => {
      expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
      expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.present).toEqual([]);
    });
  },
);

describe.each([
  ['a stack that was made anew', 'Network'],
  ['another logical id', 'Renamed'],
])('a retained product that is declared again with %s', (_what, logicalId) => {
  /** Retain the product, then declare it where it was not launched. */
  async function leaveAndDeclare(props: Partial<ProvisionedProductProps>): Promise<StackOutcome> {
    world = await World.start();
    await world.deployNetwork(props);
    await (logicalId === 'Network' ? world.destroy() : world.deploy((stack) => void sibling(stack)));
    await world.settle();
    return world.deploy((stack, portfolio) => {
      const product = CatalogProduct.fromId(world.networkId);
      new ProvisionedProduct(stack, logicalId, { product, portfolio, ...props });
    });
  }

  test('is kept, and another one is launched', async () => {
    expect(await leaveAndDeclare(KEPT)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED', 'PROVISION_PRODUCT SUCCEEDED']);
    expect(world.present).toHaveLength(2);
  });

  test('is kept, and nothing is launched if the name is declared', async () => {
    expect(await leaveAndDeclare({ ...KEPT, provisionedProductName: 'network' })).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf(logicalId)).toContain('was not launched for this resource and is left unchanged');
    expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
    expect(world.present).toHaveLength(1);
  });
});

describe('a product that a replacement has retained', () => {
  const deploy = (
    topics: readonly string[],
    props: Partial<ProvisionedProductProps> = {},
    { fails, outputs = [] }: { readonly fails?: string; readonly outputs?: readonly string[] } = {},
  ) =>
    world.deploy((stack, portfolio) => {
      const notificationTopics = topics.map((name) =>
        sns.Topic.fromTopicArn(stack, name, `arn:aws:sns:us-east-1:111111111111:${name}`),
      );
      const network = world.declareNetwork(stack, portfolio, { ...KEPT, notificationTopics, ...props });
      outputs.forEach((key) => stack.exportValue(network.getOutput(key)));
      sibling(stack, { takes: minutes(5), fails, version: fails });
    });
  let ids: readonly string[];

  beforeEach(async () => {
    world = await World.start({ serviceCatalog: { shownToken: 'LATEST' } });
    await deploy(['a']);
    await deploy([]);
    ids = world.present.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    await world.settle();
  });

  test('is kept when the rollback to it fails', async () => {
    expect(await deploy(['a'], { parameters: { Sice: 'large' } })).toMatchObject({
      status: 'FAILED',
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    });
    expect(world.present.map(({ id }) => id)).toEqual(ids);
  });

  test('is kept when another resource fails after the rollback to it', async () => {
    expect(await deploy(['a'], {}, { fails: 'no luck' })).toMatchObject({
      status: 'FAILED',
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    });
    expect(world.present.map(({ id }) => id)).toEqual(ids);
  });

  test('is kept when the rollback to it, whose reply was lost, makes too large a response', async () => {
    const outputs = ['A', 'B', 'C', 'D', 'E'];
    const values = Object.fromEntries(outputs.map((key) => [key, { Value: 'x'.repeat(900) }]));
    world.addVersion(world.networkId, 'v2', productTemplate({ outputs: values }));
    world.cloud.faults.inject({ operation: 'UpdateProvisionedProduct', fault: 'killedAfter', nth: 1 });

    expect(await deploy(['a'], { version: ProductVersion.fromName('v2') }, { outputs })).toMatchObject({
      status: 'FAILED',
    });
    expect(world.reasonOf('Network')).toContain('CloudFormation accepts 4096');
    expect(world.present.map(({ id }) => id)).toEqual(ids);
  });
});
