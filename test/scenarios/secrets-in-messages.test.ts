import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { Declare, minutes, sibling, World } from './world';
import { ProductVersion, ProvisionedProductProps, SecretParameter, SecretsManagerOptions } from '../../src';

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

test('fails without the secret when Service Catalog quotes it', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnCreate: `The password ${SECRET} is too weak` });

  expect(await deployWith(fromSecret())).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('The password *** is too weak');
  expect(everythingTold()).not.toContain(SECRET);
});

test.each([
  ['without the white space around it', ` ${SECRET}\n`, SECRET],
  ['line by line', `-----BEGIN-----\n${SECRET}\n-----END-----\n`, SECRET],
  ['in Base64', SECRET, Buffer.from(SECRET).toString('base64')],
  ['in a URL', `${SECRET}/?`, encodeURIComponent(`${SECRET}/?`)],
])('fails without the secret when Service Catalog quotes it %s', async (_, secret, quoted) => {
  world.cloud.secrets.create('database', secret);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnCreate: `The password ${quoted} is weak` });

  expect(await deployWith(fromSecret())).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(/The password \*\*\*=* is weak/);
  expect(everythingTold()).not.toContain(SECRET);
  expect(everythingTold()).not.toContain(quoted);
});

test('fails without the secret when Service Catalog quotes it in an update', async () => {
  world.cloud.secrets.create('database', SECRET);
  await deployWith(fromSecret());
  world.behaveOnce(world.networkId, { failOnUpdate: `The password ${SECRET} is too weak` });

  expect(await deployWith(fromSecret(), { parameters: { Size: 'large' } })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('The password *** is too weak');
  expect(everythingTold()).not.toContain(SECRET);
});

test('fails without the secret when a rollback cannot terminate what was launched with it', async () => {
  world.cloud.secrets.create('database', SECRET);
  await world.deployNetwork({ provisionedProductName: 'a' }, (stack) => void sibling(stack));
  world.cloud.serviceCatalog.setBehaviour(world.networkId, {
    takes: minutes(2),
    failOnTerminate: `busy with ${SECRET}`,
  });

  const deployed = await world.deploy((stack, portfolio) => {
    const secretParameters = { Password: fromSecret()(stack) };
    world.declareNetwork(stack, portfolio, { provisionedProductName: 'b', secretParameters });
    sibling(stack, { takes: minutes(1), fails: 'no luck', version: '2' });
  });
  expect(deployed).toMatchObject({ status: 'FAILED' });
  expect(world.history).toContain('TERMINATE_PROVISIONED_PRODUCT FAILED');
  expect(everythingTold()).not.toContain(SECRET);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, {});
  expect(await world.cloud.cloudFormation.continueUpdateRollback('web').ended).toMatchObject({ status: 'SUCCEEDED' });
});

test('fails without the secret when an update quotes one that only the product still has', async () => {
  world.cloud.secrets.create('database', SECRET);
  await deployWith(fromSecret());
  world.behaveOnce(world.networkId, { failOnUpdate: `no room beside ${SECRET}` });

  expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'FAILED' });
  expect(world.history).toContain('UPDATE_PROVISIONED_PRODUCT FAILED');
  expect(everythingTold()).not.toContain(SECRET);
});

test('fails without the secret when the product quotes one that is no longer declared', async () => {
  world.cloud.secrets.create('database', SECRET);
  await deployWith(fromSecret());
  expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
  world.behaveOnce(world.networkId, { failOnTerminate: `${SECRET} is in use` });

  expect(await world.destroy()).toMatchObject({ status: 'FAILED' });
  expect(world.history).toContain('TERMINATE_PROVISIONED_PRODUCT FAILED');
  expect(world.reasonOf('Network')).toContain(
    'the reason is withheld, because it may quote a secret that cannot be read now',
  );
  expect(everythingTold()).not.toContain(SECRET);
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
});

test('fails without the secret when a replaced product quotes one that it has kept', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.cloud.ssm.put('/database', 'another-value', 'SecureString');
  await deployWith(fromSecret(), { provisionedProductName: 'first' });
  await world.deployNetwork({ provisionedProductName: 'first' });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnTerminate: `${SECRET} is in use` });

  await deployWith(fromSecureString(), { provisionedProductName: 'second' });
  expect(world.history).toContain('TERMINATE_PROVISIONED_PRODUCT FAILED');
  expect(everythingTold()).toContain('the reason is withheld');
  expect(everythingTold()).not.toContain(SECRET);
});

test('fails without the secret when a failed launch quotes one that is no longer declared', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.cloud.ssm.put('/database', 'another-value', 'SecureString');
  world.cloud.serviceCatalog.setBehaviour(world.networkId, {
    failOnCreate: 'no room',
    failOnTerminate: `${SECRET} is in use`,
  });
  const beside = (stack: Stack) => void sibling(stack);
  await world.deploy(beside);
  await deployWith(fromSecret(), {}, beside);
  world.cloud.secrets.delete('database');

  expect(await deployWith(fromSecureString(), {}, beside)).toMatchObject({ status: 'FAILED' });
  expect(world.history.filter((line) => line === 'TERMINATE_PROVISIONED_PRODUCT FAILED').length).toBeGreaterThan(1);
  expect(everythingTold()).toContain('the reason is withheld');
  expect(everythingTold()).not.toContain(SECRET);
});

test('fails with Service Catalog’s message once the product no longer has a secret that is gone', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.cloud.ssm.put('/database', 'another-value', 'SecureString');
  await deployWith(fromSecret());
  expect(await deployWith(fromSecureString())).toMatchObject({ status: 'SUCCEEDED' });
  world.cloud.secrets.delete('database');
  world.behaveOnce(world.networkId, { failOnUpdate: 'no room beside another-value' });

  expect(await deployWith(fromSecureString(), { parameters: { Size: 'large' } })).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('no room beside ***');
});

test('fails with Service Catalog’s message when the quoted secret cannot be read for a moment', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnCreate: `The password ${SECRET} is too weak` });
  // The launch reads it; then its failure does, twice.
  world.cloud.faults.inject({ service: 'secretsmanager', fault: 'throttled', nth: [2, 3] });

  expect(await deployWith(fromSecret())).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('The password *** is too weak');
});

test('fails without the secret when it does not fit the version', async () => {
  world.cloud.secrets.create('database', SECRET);
  const parameters = { Password: { Type: 'String', NoEcho: false, MaxLength: 4 } };
  world.addVersion(world.networkId, 'v2', productTemplate({ parameters }));

  expect(await deployWith(fromSecret(), { version: ProductVersion.fromName('v2') })).toMatchObject({
    status: 'FAILED',
  });
  expect(world.reasonOf('Network')).toMatch(/the value of parameter Password, not shown here, violates/);
  expect(everythingTold()).not.toContain(SECRET);
  expect(world.records).toEqual([]);
});
