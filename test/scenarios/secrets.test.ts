import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { expectInvariants } from './invariants';
import { brokenTemplate, productTemplate } from './product-template';
import { Declare, minutes, sibling, World } from './world';
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

test('a failed launch with a secret is cleaned up though the secret is gone by then', async () => {
  world.cloud.secrets.create('database', SECRET);
  world.addVersion(world.networkId, 'v2', brokenTemplate());
  world.atNextCall('DescribeRecord', () => world.cloud.secrets.delete('database'));

  expect(await deployWith(fromSecret(), { version: ProductVersion.fromName('v2') })).toMatchObject({
    stackStatus: 'ROLLBACK_COMPLETE',
  });
  expect(world.present).toEqual([]);
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
