import { type App, Aspects, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as pipelines from 'aws-cdk-lib/pipelines';
import { CatalogProduct, ProvisionedProduct, SecretParameter } from 'cdk-provisioned-product';
import { type Construct, type IConstruct } from 'constructs';

/** Declares what an app of this kind declares. The templates are then looked at. */
export type Situation = (app: App) => void;

/** What an app may do with a provisioned product, by what the table calls it. */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  'a stack': (app) => declareProducts(new Stack(app, 'Shop', { env: environment('eu-west-1') })),
  'a stack without an account and a Region': (app) => declareProducts(new Stack(app, 'Shop')),
  'a stage': (app) => {
    const stage = new Stage(app, 'Test', { env: environment('eu-west-1') });
    declareProducts(new Stack(stage, 'Shop'));
  },
  'a nested stack': (app) => {
    const parent = new Stack(app, 'Parent', { env: environment('eu-west-1') });
    declareProducts(new NestedStack(parent, 'Shop'));
  },
  'CDK Pipelines': (app) => {
    const stack = new Stack(app, 'Pipeline', { env: environment('eu-west-1') });
    const input = pipelines.CodePipelineSource.connection('team/shop', 'main', {
      connectionArn: 'arn:aws:codestar-connections:eu-west-1:111122223333:connection/shop',
    });
    const pipeline = new pipelines.CodePipeline(stack, 'Pipeline', {
      crossAccountKeys: true,
      synth: new pipelines.ShellStep('Synth', { input, commands: ['npx cdk synth'] }),
    });
    const stage = new Stage(app, 'Production', { env: { account: '444455556666', region: 'eu-west-1' } });
    declareProducts(new Stack(stage, 'Shop'));
    pipeline.addStage(stage);
  },
  'a permissions boundary by an aspect': (app) => {
    const stack = new Stack(app, 'Shop', { env: environment('eu-west-1') });
    declareProducts(stack);
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary');
    iam.PermissionsBoundary.of(stack).apply(boundary);
  },
  'tags by an aspect': (app) => {
    declareProducts(new Stack(app, 'Shop', { env: environment('eu-west-1') }));
    Tags.of(app).add('cost-centre', '42');
  },
  'an aspect that visits everything': (app) => {
    declareProducts(new Stack(app, 'Shop', { env: environment('eu-west-1') }));
    Aspects.of(app).add({ visit: (node: IConstruct) => node.node.addMetadata('visited', true) });
  },
  'China (`cn-north-1`)': (app) => declareProducts(new Stack(app, 'Shop', { env: environment('cn-north-1') })),
  'GovCloud (`us-gov-west-1`)': (app) => declareProducts(new Stack(app, 'Shop', { env: environment('us-gov-west-1') })),
};

function environment(region: string): { readonly account: string; readonly region: string } {
  return { account: '111122223333', region };
}

/** A product with all that gives permissions or other resources, and one that takes its output. */
function declareProducts(scope: Construct): void {
  const { partition, region } = Stack.of(scope);
  const portfolio = servicecatalog.Portfolio.fromPortfolioArn(
    scope,
    'Portfolio',
    `arn:${partition}:catalog:${region}:111122223333:portfolio/port-abcdefghijklm`,
  );
  const secret = secretsmanager.Secret.fromSecretNameV2(scope, 'Secret', 'database');
  const network = new ProvisionedProduct(scope, 'Network', {
    product: CatalogProduct.fromName('Network'),
    portfolio,
    parameters: { Cidr: '10.0.0.0/16' },
  });
  const database = new ProvisionedProduct(scope, 'Database', {
    product: CatalogProduct.fromId('prod-abcdefghijklm'),
    portfolio,
    parameters: { VpcId: network.getOutput('VpcId') },
    secretParameters: { Password: SecretParameter.fromSecretsManager(secret) },
  });
  new sqs.Queue(scope, 'Queue', { queueName: database.getOutput('QueueName') });
  new ssm.StringParameter(scope, 'Endpoint', { stringValue: database.getOutput('Endpoint') });
}
