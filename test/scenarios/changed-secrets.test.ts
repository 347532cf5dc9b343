import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { expectInvariants } from './invariants';
import { brokenTemplate } from './product-template';
import { Declare, minutes, World } from './world';
import {
  CatalogProduct,
  ProductVersion,
  ProvisionedProductProps,
  SecretParameter,
  SecretsManagerOptions,
} from '../../src';

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

test('fails without the secret when it was rotated before Service Catalog quoted it', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnCreate: `The password ${SECRET} is too weak` });
  world.atNextCall('DescribeRecord', () => world.cloud.secrets.putValue('database', 'another-value'));

  expect(await deployWith(fromSecret())).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('The password *** is too weak');
  expect(everythingTold()).not.toContain(SECRET);
});

test('fails without the secret when it was rotated and its former version may not be read', async () => {
  world.cloud.secrets.create('database', SECRET);
  await deployWith(fromSecret());
  world.cloud.secrets.putValue('database', 'another-value');
  world.behaveOnce(world.networkId, { failOnTerminate: `${SECRET} is in use` });
  world.cloud.faults.inject({ service: 'secretsmanager', fault: 'denied', nth: 2 });

  expect(await world.destroy()).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('the reason is withheld');
  expect(everythingTold()).not.toContain(SECRET);
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
});

test('fails without the secret when it was rotated after a launch whose reply was lost', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnCreate: `The password ${SECRET} is too weak` });
  world.cloud.faults.inject({ operation: 'ProvisionProduct', fault: 'killedAfter', nth: 1 });
  world.atNextCall('DescribeRecord', () => world.cloud.secrets.putValue('database', 'another-value'));

  expect(await deployWith(fromSecret())).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain('The password *** is too weak');
  expect(everythingTold()).not.toContain(SECRET);
});

test.each([
  [
    'secret',
    fromSecret(),
    () => world.cloud.secrets.create('database', SECRET),
    () => world.cloud.secrets.putValue('database', 'another-value'),
  ],
  [
    'secret of the usual stage',
    fromSecret({ versionStage: 'AWSCURRENT' }),
    () => world.cloud.secrets.create('database', SECRET),
    () => world.cloud.secrets.putValue('database', 'another-value'),
  ],
  [
    'SecureString',
    fromSecureString(),
    () => world.cloud.ssm.put('/database', SECRET, 'SecureString'),
    () => world.cloud.ssm.put('/database', 'another-value', 'SecureString'),
  ],
])(
  'fails without the %s when it was rotated before the termination that quotes it',
  async (_, secret, create, rotate) => {
    create();
    await deployWith(secret);
    rotate();
    world.behaveOnce(world.networkId, { failOnTerminate: `${SECRET} is in use` });

    expect(await world.destroy()).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toContain('*** is in use');
    expect(everythingTold()).not.toContain(SECRET);
    expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  },
);

test('fails without the secret when it was deleted before Service Catalog quoted it', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { failOnCreate: `The password ${SECRET} is too weak` });
  world.atNextCall('DescribeRecord', () => world.cloud.secrets.delete('database'));

  expect(await deployWith(fromSecret())).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toContain(
    'the reason is withheld, because it may quote a secret that cannot be read now',
  );
  expect(everythingTold()).not.toContain(SECRET);
});

test('fails with what to do when the message of a rejected termination cannot be redacted', async () => {
  await world.stop();
  world = await World.start({ serviceCatalog: { terminationNeedsAccess: true } });
  world.cloud.secrets.create('database', SECRET);
  await deployWith(fromSecret());
  const { ownerArn } = world.launched;
  world.outOfBand.loseAccess(world.networkId, ownerArn);
  world.cloud.secrets.delete('database');

  expect(await world.destroy()).toMatchObject({ status: 'FAILED' });
  expect(world.reasonOf('Network')).toMatch(
    /refused to terminate .*: the reason is withheld, because it may quote a secret that cannot be read now \(The value of secret parameter Password cannot be read from secret .*\); .*CloudTrail.*access/,
  );
  world.catalog.associatePrincipal(world.portfolioId, ownerArn);
  await world.settle(minutes(1));
  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
});

test.each(['launch', 'update'])(
  'fails without the secret when an engine rejects the %s and quotes it',
  async (refused) => {
    world.cloud.secrets.create('database', SECRET);
    const template = JSON.stringify({
      Parameters: { Size: { Type: 'String', Default: 'small' }, Password: { Type: 'String', NoEcho: true } },
    });
    const external = world.addProduct('Database', { kind: 'EXTERNAL', template });
    const roleArn = 'arn:aws:iam::111111111111:role/terraform-launch';
    world.catalog.addConstraint(world.portfolioId, external, { type: 'LAUNCH', roleArn });
    const deploy = (Size: string) =>
      world.deploy((stack, portfolio) => {
        const secretParameters = { Password: fromSecret()(stack) };
        const product = CatalogProduct.fromId(external);
        world.declareNetwork(stack, portfolio, { product, parameters: { Size }, secretParameters });
      });
    if (refused === 'update') await deploy('small');
    world.cloud.serviceCatalog.setBehaviour(external, {
      parameterParsing: { fails: 'cannot parse', ofLaunchesOnly: true },
      quotesParameters: true,
    });

    expect(await deploy('large')).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/Error occurred during parameter parsing: cannot parse .*\*\*\*/);
    expect(everythingTold()).not.toContain(SECRET);
  },
);

test('a failed launch with a secret is cleaned up though the secret is gone by then', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.addVersion(world.networkId, 'v2', brokenTemplate());
  world.atNextCall('DescribeRecord', () => world.cloud.secrets.delete('database'));

  expect(await deployWith(fromSecret(), { version: ProductVersion.fromName('v2') })).toMatchObject({
    stackStatus: 'ROLLBACK_COMPLETE',
  });
  expect(world.present).toEqual([]);
});
