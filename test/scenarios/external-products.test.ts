import { CfnOutput } from 'aws-cdk-lib';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { seconds, World } from './world';
import { Behaviours } from '../../local-cloud/service-catalog/behaviours';
import { CatalogProduct } from '../../src';

const CONFIGURATION = JSON.stringify({
  Parameters: { Name: { Type: 'String', Default: 'bucket' } },
  Outputs: {
    'bucket-name': { Value: '${Name}' },
    'module.storage/arn': { Value: 'arn:${Name}' },
    'größe.ü': { Value: '42' },
  },
});

let world: World;
let external: string;
afterEach(() => world.stop());

interface Options extends Partial<Pick<Behaviours, 'accessSpreadsIn' | 'defaultOfNoDefault'>> {
  readonly launchRole?: boolean;
  readonly configuration?: string;
}

async function start(options: Options = {}): Promise<void> {
  const { launchRole = true, configuration = CONFIGURATION, ...serviceCatalog } = options;
  world = await World.start({ serviceCatalog });
  external = world.addProduct('Bucket', { kind: 'EXTERNAL', template: configuration });
  if (!launchRole) return;
  const roleArn = 'arn:aws:iam::111111111111:role/terraform-launch';
  world.catalog.addConstraint(world.portfolioId, external, { type: 'LAUNCH', roleArn });
}

function deployBucket(outputs: readonly string[] = [], parameters?: Record<string, string>) {
  return world.deploy((stack, portfolio) => {
    const product = CatalogProduct.fromId(external);
    const bucket = world.declareNetwork(stack, portfolio, { product, parameters });
    new CfnOutput(stack, 'StackArn', { value: `<${bucket.cloudFormationStackArn}>` });
    outputs.forEach((key, index) => new CfnOutput(stack, `Output${index}`, { value: bucket.getOutput(key) }));
  });
}

// That step runs for as long as the engine takes: it is the call itself, and no waiting of ours.
test('waits for an engine that is slow to read the parameters', async () => {
  await start();
  world.cloud.serviceCatalog.setBehaviour(external, { parameterParsing: { takes: seconds(20) } });

  expect(await deployBucket()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
});

describe('an EXTERNAL product', () => {
  afterEach(() => expectInvariants(world));

  test('a product without a stack is launched, updated and terminated; its stack ARN is empty', async () => {
    await start();

    expect(await deployBucket()).toMatchObject({ status: 'SUCCEEDED', outputs: [{ value: '<>' }] });
    expect(await deployBucket([], { Name: 'other' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toMatchObject({ Name: 'other' });
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.present).toEqual([]);
  });

  test('outputs may have any name', async () => {
    await start();

    const deployed = await deployBucket(['bucket-name', 'module.storage/arn', 'größe.ü']);
    expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
    expect(deployed.outputs.slice(1).map(({ value }) => value)).toEqual(['bucket', 'arn:bucket', '42']);
  });

  test('fails with what to do when the product has no launch role', async () => {
    await start({ launchRole: false });

    expect(await deployBucket()).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/LaunchRoleArn is required/);
    expect(world.records).toEqual([]);
  });

  test('an engine that cannot read the parameters for a while is retried', async () => {
    await start();
    world.cloud.serviceCatalog.setBehaviour(external, { parameterParsing: { fails: 'the engine did not answer' } });
    const deploying = deployBucket();
    await world.until(() => world.calls('DescribeProvisioningParameters').length > 2);
    world.cloud.serviceCatalog.setBehaviour(external, {});

    expect(await deploying).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.history).toEqual(['PROVISION_PRODUCT SUCCEEDED']);
  });

  test('slow access does not use up the grace period of the engine', async () => {
    await start({ accessSpreadsIn: seconds(100) });
    world.cloud.serviceCatalog.setBehaviour(external, { parameterParsing: { fails: 'the engine did not answer' } });
    const deploying = deployBucket();
    await world.until(() => world.calls('DescribeProvisioningParameters').length > 0);
    await world.settle(seconds(120));
    world.cloud.serviceCatalog.setBehaviour(external, {});

    expect(await deploying).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('fails with the message of the engine when it can never read the parameters', async () => {
    await start();
    world.cloud.serviceCatalog.setBehaviour(external, { parameterParsing: { fails: 'syntax error in main.tf' } });

    expect(await deployBucket()).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toContain('syntax error in main.tf');
    expect(world.records).toEqual([]);
  });

  test('fails with the message of the engine when the launch fails; nothing is left', async () => {
    await start();
    world.behaveOnce(external, { failOnCreate: 'terraform apply: bucket already exists' });

    expect(await deployBucket()).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toContain('terraform apply: bucket already exists');
    expect(world.present).toEqual([]);
  });

  test('fails with advice when the engine dies and the product never becomes stable', async () => {
    await start();
    world.cloud.serviceCatalog.setBehaviour(external, { hang: true });

    expect(await deployBucket()).toMatchObject({ status: 'FAILED' });
    const reason = world.reasonOf('Network');
    for (const words of [world.launched.id, 'UNDER_CHANGE', 'did not finish within 55 minutes', 'Check']) {
      expect(reason).toContain(words);
    }
  });
});

describe.each(['EMPTY', 'ABSENT'] as const)('where the default of a variable without one is shown %s', (told) => {
  const configuration = JSON.stringify({
    Parameters: { Name: { Type: 'String' }, Size: { Type: 'Number', Default: null } },
    Outputs: { Name: { Value: '${Name}' } },
  });
  beforeEach(() => start({ configuration, defaultOfNoDefault: told }));
  afterEach(() => expectInvariants(world));

  test('a variable that may be null has no value unless one is declared', async () => {
    expect(await deployBucket([], { Name: 'logs' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toEqual({ Name: 'logs' });
    expect(await deployBucket([], { Name: 'logs', Size: '4' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toEqual({ Name: 'logs', Size: '4' });
  });

  test('fails when a required variable has no value; nothing is left', async () => {
    expect(await deployBucket([], { Size: '3' })).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(told === 'EMPTY' ? /\[Name\] must have values/ : /Name is required/);
    expect(world.present).toEqual([]);
  });
});

test('the empty default of a template is a default, and is restored', async () => {
  world = await World.start();
  const template = productTemplate({ parameters: { Suffix: { Type: 'String', Default: '' } } });
  const product = CatalogProduct.fromId(world.addProduct('Suffixed', { template }));

  expect(await world.deployNetwork({ product, parameters: { Suffix: 'x' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(await world.deployNetwork({ product, parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Suffix: '' });
});
