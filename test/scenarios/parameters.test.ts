import { CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { World } from './world';
import { CatalogProduct, ProductVersion, ProvisionedProductProps, SecretParameter } from '../../src';

let world: World;
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

/** A product that is strict about its parameters. */
function addStrictProduct(): CatalogProduct {
  const parameters = {
    Note: { Type: 'String', Default: 'a note' },
    Owner: { Type: 'String', MinLength: 3 },
    Count: { Type: 'Number', Default: 2, MinValue: 1, MaxValue: 5 },
    Code: { Type: 'String', NoEcho: true, Default: '0000', AllowedPattern: '[0-9]{4}' },
  };
  const resources = {
    Note: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::Sub': '${Note}${Owner}${Count}${Code}' } } },
  };
  return CatalogProduct.fromId(world.addProduct('Strict', { template: productTemplate({ parameters, resources }) }));
}

test('the empty string is a value of its own', async () => {
  world = await World.start();
  const product = addStrictProduct();

  expect(await world.deployNetwork({ product, parameters: { Owner: 'Ada', Note: '' } })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(world.launched.launch.parameters).toMatchObject({ Note: '' });
  expect(await world.deployNetwork({ product, parameters: { Owner: 'Ada' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters).toMatchObject({ Note: 'a note' });
});

test('a value may refer to another resource of the stack', async () => {
  world = await World.start();
  const product = addStrictProduct();

  const deployed = await world.deploy((stack, portfolio) => {
    const topic = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
    world.declareNetwork(stack, portfolio, { product, parameters: { Owner: topic.ref } });
  });
  expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters.Owner).toMatch(/^arn:aws:sns:/);
});

describe.each(['KEPT', 'RESET'] as const)('where parameters that an update omits are %s', (parametersLeftOut) => {
  test('a parameter that is no longer declared is reset to its default', async () => {
    world = await World.start({ serviceCatalog: { parametersLeftOut } });
    await world.deployNetwork({ parameters: { Cidr: '10.9.0.0/16', Size: 'large' } });

    expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.0.0.0/16', Size: 'large' });
  });

  test('the default of a new version reaches a parameter that is not declared', async () => {
    world = await World.start({ serviceCatalog: { parametersLeftOut } });
    const parameters = { Cidr: { Type: 'String', Default: '172.16.0.0/16' } };
    world.addVersion(world.networkId, 'v2', productTemplate({ parameters }));
    await world.deployNetwork({ version: ProductVersion.fromName('v1') });

    await world.deployNetwork({ version: ProductVersion.fromName('v2') });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '172.16.0.0/16' });
  });

  test('a previous value is kept, whoever set it, while others change', async () => {
    world = await World.start({ serviceCatalog: { parametersLeftOut } });
    await world.deployNetwork({ usePreviousValues: ['Cidr'] });
    expect(world.launched.launch.parameters.Cidr ?? '10.0.0.0/16').toBe('10.0.0.0/16');
    world.outOfBand.update(world.launched.id, { Cidr: '10.7.0.0/16' });
    await world.settle();

    const changed = { usePreviousValues: ['Cidr'], parameters: { Size: 'large' } };
    expect(await world.deployNetwork(changed)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toMatchObject({ Cidr: '10.7.0.0/16', Size: 'large' });
  });

  test('an update to a version without a parameter works once the app no longer declares it', async () => {
    world = await World.start({ serviceCatalog: { parametersLeftOut } });
    const { Parameters, ...others } = JSON.parse(productTemplate()) as { Parameters: Record<string, unknown> };
    const { Cidr } = Parameters;
    const resources = { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Cidr' } } } };
    const template = JSON.stringify({ ...others, Parameters: { Cidr }, Resources: resources, Outputs: {} });
    world.addVersion(world.networkId, 'v2', template);
    await world.deployNetwork({ version: ProductVersion.fromName('v1'), parameters: { Size: 'large' } });

    const kept = { version: ProductVersion.fromName('v2'), parameters: { Size: 'large' } };
    expect(await world.deployNetwork(kept)).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/version v2.*parameter Size does not exist in this version.*Cidr/);
    expect(world.launched).toMatchObject({ state: { status: 'AVAILABLE' }, launch: { version: { name: 'v1' } } });

    expect(await world.deployNetwork({ version: ProductVersion.fromName('v2') })).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(world.launched.launch.version.name).toBe('v2');
  });
});

test.each(['AT_CALL', 'IN_RECORD'] as const)(
  'fails before the launch, all problems in one error (Service Catalog would find them %s)',
  async (parametersAreChecked) => {
    world = await World.start({ serviceCatalog: { parametersAreChecked } });
    const product = addStrictProduct();

    const parameters = { Siez: 'large', Size: 'huge', Cidr: 'ten', Count: '9', Owner: 'A' };
    expect(await world.deployNetwork({ product, parameters })).toMatchObject({ status: 'FAILED' });
    const reason = world.reasonOf('Network');
    expect(reason).toMatch(/Siez does not exist.*did you mean Size\?/);
    expect(reason).toMatch(/Size is "huge".*small, large/);
    expect(reason).toMatch(/Cidr is "ten".*pattern/);
    expect(reason).toMatch(/Count is "9".*maximum of 5/);
    expect(reason).toMatch(/Owner is "A".*shorter than 3/);
    expect(world.records).toEqual([]);
  },
);

test('fails before the launch when a required parameter is missing', async () => {
  world = await World.start();

  expect(await world.deployNetwork({ product: addStrictProduct() })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('parameter Owner is required');
  expect(world.records).toEqual([]);
});

test('fails before the launch when a parameter uses a previous value that it never had', async () => {
  world = await World.start();

  const props = { product: addStrictProduct(), usePreviousValues: ['Owner'] };
  expect(await world.deployNetwork(props)).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/Owner has no previous value on a first launch/);
});

test('fails without showing the value of a NoEcho parameter', async () => {
  world = await World.start();

  const props = { product: addStrictProduct(), parameters: { Owner: 'Ada', Code: 'hush-1234' } };
  expect(await world.deployNetwork(props)).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/the value of parameter Code, not shown here, violates/);
  expect(world.reasonOf('Network')).not.toContain('hush');
  expect(world.cloud.logs.text()).not.toContain('hush');
});

test('fails and leaves the product alone when an update declares what the version does not have', async () => {
  world = await World.start();
  await world.deployNetwork();

  expect(await world.deployNetwork({ parameters: { Colour: 'blue' } })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('Colour');
  expect(world.launched.state.status).toBe('AVAILABLE');
  expect(world.calls('UpdateProvisionedProduct').length).toBeLessThanOrEqual(1);
});

test('a value of 4096 characters and another alphabet arrives as it was declared', async () => {
  world = await World.start();
  const note = 'ぷ'.repeat(4096);

  const props = { product: addStrictProduct(), parameters: { Owner: 'Ada', Note: note } };
  expect(await world.deployNetwork(props)).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.launched.launch.parameters.Note).toBe(note);
});

test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])('a parameter may be called %s', async (key) => {
  world = await World.start();
  const parameters = { [key]: { Type: 'String', Default: 'usual', AllowedPattern: '[a-z]+' } };
  const resources = { Seen: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::Sub': `\${${key}}` } } } };
  const template = productTemplate({ parameters, resources, outputs: { [key]: { Value: 'told' } } });
  const product = CatalogProduct.fromId(world.addProduct('Odd', { template }));
  world.cloud.secrets.create('odd', JSON.stringify({ [key]: 'secretive' }));
  const values: unknown[] = [];
  const deploy = async (props: Partial<ProvisionedProductProps>) => {
    const secret = (stack: Stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'odd');
    const deployed = await world.deploy((stack, portfolio) => {
      const secretParameters = props.secretParameters && {
        [key]: SecretParameter.fromSecretsManager(secret(stack), { jsonField: key }).evenIfShown(),
      };
      const odd = world.declareNetwork(stack, portfolio, { product, ...props, secretParameters });
      new CfnOutput(stack, 'Odd', { value: odd.getOutput(key) });
    });
    expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
    values.push(new Map(Object.entries(world.launched.launch.parameters)).get(key));
  };

  await deploy({});
  await deploy({ parameters: { [key]: 'declared' } });
  await deploy({ usePreviousValues: [key], parameters: { Size: 'large' } });
  await deploy({ secretParameters: {} });
  expect(await world.deployNetwork({ product, parameters: { [key]: 'NOT ALLOWED' } })).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(new RegExp(`${key} is "NOT ALLOWED", which does not match`));
  await deploy({ parameters: { Size: 'small' } });
  expect(values).toEqual(['usual', 'declared', 'declared', 'secretive', 'usual']);
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
});
