import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import { zipSync } from 'fflate';
import { STACK, World } from './world';
import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';
import { FunctionCode } from '../../local-cloud/lambda/function-code';
import {
  CatalogProduct,
  ProductVersion,
  ProvisionedProduct,
  ProvisionedProductProps,
  SecretParameter,
} from '../../src';

const FIXTURE = join(__dirname, 'fixtures', 'first-version');

/** The ids of the products in the stack of the first version, each of which was declared in another way. */
export const FIRST_PRODUCTS = ['Network', 'Recommended', 'Unversioned', 'Named', 'Notified', 'Secretive'] as const;

type ProductId = (typeof FIRST_PRODUCTS)[number];

/** What the app changes since: properties of some products, or `undefined` for those that it no longer declares. */
export type Changes = { readonly [Id in ProductId]?: Partial<ProvisionedProductProps> | undefined };

/** The app of the first version, declared with the library as it is now. */
export function declareFirstProducts(
  world: World,
  stack: Stack,
  portfolio: servicecatalog.IPortfolio,
  changes: Changes = {},
): void {
  const product = CatalogProduct.fromId(world.networkId);
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111111111111:operations');
  const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'database');
  const declared: Readonly<Record<ProductId, Partial<ProvisionedProductProps>>> = {
    Network: {
      version: ProductVersion.fromName('v1'),
      parameters: { Cidr: '10.1.0.0/16', Size: 'small' },
      tags: { team: 'web' },
    },
    Recommended: { product: CatalogProduct.fromName('Network') },
    Unversioned: {},
    Named: { version: ProductVersion.keepCurrent(), provisionedProductName: 'declared-name' },
    Notified: { notificationTopics: [topic] },
    Secretive: { secretParameters: { Password: SecretParameter.fromSecretsManager(secret) } },
  };
  for (const id of FIRST_PRODUCTS) {
    if (id in changes && changes[id] === undefined) continue;
    const made = new ProvisionedProduct(stack, id, { product, portfolio, ...declared[id], ...changes[id] });
    if (id === 'Network') stack.exportValue(made.getOutput('Cidr'), { name: 'Cidr' });
  }
}

/** Deploys the stack with the template and the function of the first version. */
export function deployedByFirstVersion(
  world: World,
  change: (template: string) => string = (template) => template,
): Promise<StackOutcome> {
  const templateBody = change(templateFor(world));
  const { S3Bucket, S3Key } = codeOf(templateBody);
  const code = brotliDecompressSync(readFileSync(join(FIXTURE, 'function.js.br')));
  world.cloud.objects.put(S3Bucket, S3Key, Buffer.from(zipSync({ 'index.js': code }, { level: 0 })));
  const request = { stackName: STACK, templateBody, parameters: {}, tags: {} };
  const { cloudFormation } = world.cloud;
  return cloudFormation.stack(STACK) ? cloudFormation.updateStack(request) : cloudFormation.createStack(request);
}

/** The function gets the code of today, as in an upgrade, while requests that the first version has begun still run. */
export function replaceFunction({ cloud: { functions } }: World): void {
  const index = readFileSync(join(__dirname, '../../assets/lambda/index/index.js'));
  const code = FunctionCode.fromZip(Buffer.from(zipSync({ 'index.js': index }, { level: 0 })));
  for (const name of functions.names()) {
    const configuration = functions.find(name);
    if (configuration) functions.put({ ...configuration, code });
  }
}

function templateFor(world: World): string {
  return readFileSync(join(FIXTURE, 'template.json'), 'utf8')
    .replaceAll('{{portfolioId}}', world.portfolioId)
    .replaceAll('{{productId}}', world.networkId)
    .replaceAll('{{association}}', associationId(world));
}

/** The logical id of the association, which follows from the id of the portfolio alone. */
function associationId(world: World): string {
  const env = { account: '111111111111', region: 'us-east-1' };
  const stack = new Stack(new App({ analyticsReporting: false }), STACK, { env });
  declareFirstProducts(world, stack, world.importPortfolio(stack, 'Portfolio', world.portfolioId));
  const type = 'AWS::ServiceCatalog::PortfolioPrincipalAssociation';
  const [id] = Object.keys(Template.fromStack(stack).findResources(type));
  if (id === undefined) throw new Error('the app has no association');
  return id;
}

function codeOf(templateBody: string): Code {
  const { Resources } = JSON.parse(templateBody) as DeployedTemplate;
  const code = Object.values(Resources).find(({ Type }) => Type === 'AWS::Lambda::Function')?.Properties.Code;
  if (code === undefined) throw new Error('the template has no function');
  return code;
}

interface DeployedTemplate {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: { readonly Code?: Code } }>
  >;
}

interface Code {
  readonly S3Bucket: string;
  readonly S3Key: string;
}
