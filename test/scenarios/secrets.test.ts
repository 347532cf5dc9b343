import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { expectInvariants } from './invariants';
import { Declare, World } from './world';
import { ProvisionedProductProps, SecretParameter, SecretsManagerOptions } from '../../src';

const SECRET = 'marker-of-a-secret';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => expectInvariants(world));
afterEach(() => world.stop());

type MakeSecret = (scope: Construct) => SecretParameter;

function deployWith(password: MakeSecret, props: Partial<ProvisionedProductProps> = {}, beside: Declare = () => {}) {
  return world.deploy((stack, portfolio) => {
    beside(stack, portfolio);
    const secretParameters = { Password: password(stack) };
    const network = world.declareNetwork(stack, portfolio, { ...props, secretParameters });
    stack.exportValue(network.getOutput('Cidr'));
  });
}

const fromSecret =
  (options?: SecretsManagerOptions): MakeSecret =>
  (scope) =>
    SecretParameter.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(scope, 'Secret', 'database'), options);

const fromSecureString =
  (version?: number): MakeSecret =>
  (scope) =>
    SecretParameter.fromSsmSecureString(
      ssm.StringParameter.fromSecureStringParameterAttributes(scope, 'Parameter', { parameterName: '/database' }),
      { version },
    );

/** All that people and services get to read, but for Service Catalog and the stores themselves. */
function everythingTold(): string {
  const { cloudFormation, stateMachines, logs, callLog } = world.cloud;
  const stack = cloudFormation.stacks().find(({ stackName }) => stackName === 'web');
  const keepers = ['secretsmanager', 'servicecatalog', 'ssm'];
  const calls = callLog.entries.filter(({ service }) => !keepers.includes(service));
  return JSON.stringify([
    logs.lines,
    stateMachines.executions.map((execution) => [execution, execution.history.events]),
    [stack?.events, stack?.outputs, stack?.template?.template, [...(stack?.resources ?? [])]],
    calls.map(({ input, outcome }) => [input, outcome]),
  ]);
}

describe('the value of a secret parameter is read', () => {
  test.each([
    ['as the whole secret', () => world.cloud.secrets.create('database', SECRET), fromSecret()],
    [
      'from a field of the secret',
      () => world.cloud.secrets.create('database', JSON.stringify({ password: SECRET })),
      fromSecret({ jsonField: 'password' }),
    ],
    [
      'from the version of the secret that the app names',
      () => {
        world.cloud.secrets.create('database', SECRET);
        world.cloud.secrets.putValue('database', 'newer');
      },
      fromSecret({ versionStage: 'AWSPREVIOUS' }),
    ],
    ['from a SecureString', () => world.cloud.ssm.put('/database', SECRET, 'SecureString'), fromSecureString()],
    [
      'from the version of a SecureString that the app names',
      () => {
        world.cloud.ssm.put('/database', SECRET, 'SecureString');
        world.cloud.ssm.put('/database', 'newer', 'SecureString');
      },
      fromSecureString(1),
    ],
  ])('%s, and is passed only to Service Catalog', async (_, store, password) => {
    store();

    expect(await deployWith(password)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters.Password).toBe(SECRET);
    expect(await deployWith(password, { parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.launched.launch.parameters).toMatchObject({ Password: SECRET, Size: 'large' });
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
    expect(everythingTold()).not.toContain(SECRET);
  });
});

test('a new value of the secret reaches the product with the next update', async () => {
  world.cloud.secrets.create('database', SECRET);
  await deployWith(fromSecret());
  world.cloud.secrets.putValue('database', 'rotated');

  await deployWith(fromSecret(), { parameters: { Size: 'large' } });
  expect(world.launched.launch.parameters.Password).toBe('rotated');
});

describe('fails before the launch, naming parameter and store, when', () => {
  test('the secret does not exist', async () => {
    expect(await deployWith(fromSecret())).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/Password.*database.*Check that it exists/);
    expect(world.records).toEqual([]);
  });

  test('the SecureString does not exist', async () => {
    expect(await deployWith(fromSecureString())).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/Password.*SSM parameter \/database.*ParameterNotFound/);
  });

  test('the secret is no JSON object', async () => {
    world.cloud.secrets.create('database', SECRET);

    expect(await deployWith(fromSecret({ jsonField: 'password' }))).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/Password.*database.*not a JSON object with a field password/);
    expect(everythingTold()).not.toContain(SECRET);
  });

  test('the secret has no such field', async () => {
    world.cloud.secrets.create('database', JSON.stringify({ passwort: SECRET }));

    expect(await deployWith(fromSecret({ jsonField: 'password' }))).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/Password.*field password/);
    expect(everythingTold()).not.toContain(SECRET);
  });
});

test('a secret that cannot be read does not prevent the removal', async () => {
  world.cloud.secrets.create('database', SECRET);
  await deployWith(fromSecret());
  world.cloud.secrets.delete('database');

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});
