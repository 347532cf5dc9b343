import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { expectInvariants } from './invariants';
import { productTemplate } from './product-template';
import { minutes, sibling, World } from './world';
import { Behaviours } from '../../local-cloud/service-catalog/behaviours';
import {
  LaunchPath,
  CatalogProduct,
  ProductVersion,
  ProvisionedProduct,
  ProvisionedProductProps,
  SecretParameter,
} from '../../src';

let world: World;
beforeEach(async () => (world = await World.start()));
afterEach(() => world.stop());

test.each(['ProvisionProduct', 'DescribeRecord', 'DescribeProvisioningParameters'])(
  'fails with AWS’s message, and says what to do, when the role may not call %s',
  async (operation) => {
    const deployed = await world.deploy((stack, portfolio) => {
      const network = world.declareNetwork(stack, portfolio);
      network.provider.grantPrincipal.addToPrincipalPolicy(
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          actions: [`servicecatalog:${operation}`],
          resources: ['*'],
        }),
      );
    });

    expect(deployed).toMatchObject({ status: 'FAILED' });
    const reason = world.reasonOf('Network');
    expect(reason).toMatch(
      new RegExp(`User: arn:aws:sts::.* is not authorized to perform: servicecatalog:${operation}`),
    );
    expect(reason).toContain('Grant the role of ProvisionedProductProvider this permission');
  },
);

describe.each(['WITHOUT_LAUNCH_CONSTRAINT', 'ALWAYS'] as const)('a template that is read by its caller %s', (whose) => {
  const constrained = whose === 'ALWAYS';
  const start = async (templatesAreKept: Behaviours['templatesAreKept'] = 'AS_TAGGED_COPIES'): Promise<void> => {
    await world.stop();
    world = await World.start({ serviceCatalog: { callerReadsTemplate: whose, templatesAreKept } });
    if (!constrained) return;
    const roleArn = 'arn:aws:iam::111111111111:role/constraint';
    world.catalog.addConstraint(world.portfolioId, world.networkId, { type: 'LAUNCH', roleArn });
  };

  test('may be read by the function', async () => {
    await start();
    expect(await world.deployNetwork()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await world.deployNetwork({ parameters: { Size: 'large' } })).toMatchObject({ status: 'SUCCEEDED' });
  });

  test.each([
    [
      'cloudformation:GetTemplateSummary',
      /not authorized to perform: cloudformation:GetTemplateSummary.*this permission/,
    ],
    ['s3:GetObject', /S3 error: Access Denied.*s3:GetObject on the template/s],
  ])('fails without %s, and says what to do', async (action, words) => {
    await start();
    const forbidden = new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: [action], resources: ['*'] });
    const deployed = await world.deploy((stack, portfolio) => {
      world.declareNetwork(stack, portfolio).provider.grantPrincipal.addToPrincipalPolicy(forbidden);
    });

    expect(deployed).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(words);
    expect(world.records).toEqual([]);
  });

  test('needs a permission from the app if it is in a bucket of its author', async () => {
    await start('WHERE_AUTHOR_PUT_THEM');
    expect(await world.deployNetwork()).toMatchObject({ status: 'FAILED' });
    expect(world.reasonOf('Network')).toMatch(/s3:GetObject on the template/);

    const reading = new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::templates-of-the-author/*'],
    });
    const deployed = await world.deploy((stack, portfolio) => {
      world.declareNetwork(stack, portfolio).provider.grantPrincipal.addToPrincipalPolicy(reading);
    });
    expect(deployed).toMatchObject({ status: 'SUCCEEDED' });
  });
});

test('the function needs every permission that its role has', async () => {
  const baseline = world.addProduct('Baseline', { template: productTemplate() });
  const constraint = { type: 'STACKSET', accounts: ['222222222222'], regions: ['eu-west-1'] } as const;
  world.catalog.addConstraint(world.portfolioId, baseline, constraint);
  world.cloud.secrets.create('database', 'from-secrets-manager');
  world.cloud.ssm.put('/database', 'from-parameter-store', 'SecureString');
  interface Settings extends Pick<ProvisionedProductProps, 'launchPath' | 'version'> {
    name?: string;
    throughPortfolio?: string;
    topic: string;
    output?: string;
    size?: string;
    fails?: string;
  }
  const deploy = (settings: Settings) =>
    world.deploy((stack, portfolio) => {
      const { name = 'network', topic, output = 'Cidr', size = 'small', fails, version } = settings;
      const through = settings.throughPortfolio && world.importPortfolio(stack, 'Through', settings.throughPortfolio);
      const launchPath = through ? LaunchPath.fromPortfolio(through) : settings.launchPath;
      const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'database');
      const network = world.declareNetwork(stack, portfolio, {
        provisionedProductName: name,
        launchPath,
        version,
        parameters: { Size: size },
        notificationTopics: [sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:us-east-1:111111111111:${topic}`)],
        secretParameters: { Password: SecretParameter.fromSecretsManager(secret) },
      });
      stack.exportValue(network.getOutput(output));
      const attributes = { parameterName: '/database' };
      const key = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Key', attributes);
      new ProvisionedProduct(stack, 'Baseline', {
        product: CatalogProduct.fromName('Baseline'),
        portfolio,
        parameters: { Size: size },
        secretParameters: { Password: SecretParameter.fromSsmSecureString(key) },
      });
      sibling(stack, { takes: minutes(fails ? 1 : 0), fails, version: fails });
    });

  expect(await deploy({ topic: 'one' })).toMatchObject({ status: 'SUCCEEDED' });
  expect(await deploy({ topic: 'one', size: 'large' })).toMatchObject({ status: 'SUCCEEDED' });
  // The topics of a product with a declared name cannot be changed.
  expect(await deploy({ topic: 'two' })).toMatchObject({ status: 'FAILED' });
  // What the product offers does not tell: all versions and paths are listed.
  expect(await deploy({ topic: 'one', version: ProductVersion.fromName('v9') })).toMatchObject({ status: 'FAILED' });
  expect(await deploy({ topic: 'one', launchPath: LaunchPath.fromName('none') })).toMatchObject({ status: 'FAILED' });
  // The portfolio is none of those that hold the product: it is described by itself.
  expect(await deploy({ topic: 'one', throughPortfolio: world.addPortfolio('Empty') })).toMatchObject({
    status: 'FAILED',
  });
  // A sibling fails while an update runs.
  world.cloud.serviceCatalog.setBehaviour(world.networkId, { takes: minutes(2) });
  expect(await deploy({ topic: 'one', fails: 'no room' })).toMatchObject({ status: 'FAILED' });
  world.cloud.serviceCatalog.setBehaviour(world.networkId, {});
  // It fails after a replacement was launched, which goes with the rollback.
  expect(await deploy({ name: 'network-3', topic: 'three', fails: 'no luck' })).toMatchObject({ status: 'FAILED' });
  expect(await deploy({ name: 'network-2', topic: 'two', size: 'large' })).toMatchObject({ status: 'SUCCEEDED' });
  // Service Catalog forgets records of long ago.
  await expectInvariants(world);
  world.cloud.serviceCatalog.store.records.length = 0;
  expect(await deploy({ name: 'network-2', topic: 'two', size: 'large', output: 'Size' })).toMatchObject({
    status: 'SUCCEEDED',
  });
  const [call] = world.cloud.callLog.find({ service: 'states', operation: 'StartExecution' });
  expect(world.cloud.iam.unusedActions(call?.caller.principalArn ?? '').sort()).toEqual([
    'servicecatalog:ListProvisionedProductPlans',
  ]);
});
