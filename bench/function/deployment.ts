import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, SecretValue, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { LambdaRuntime } from './lambda-runtime';
import { JumpingClock } from '../../local-cloud/clock/jumping-clock';
import { CloudAssembly } from '../../local-cloud/cloud-assembly/cloud-assembly';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { CatalogProduct, ProvisionedProduct, SecretParameter } from '../../src';

const PRODUCTS = 3;
const OUTPUTS = 25;
const PRODUCT = 'Network';

/** Stands for the function in the local cloud, and hands every event to the process that runs its bundle. */
const FORWARD = `
  exports.handler = async (event, context) => {
    const invocation = JSON.stringify({ event, context, environment: process.env, now: Date.now() });
    const response = await fetch(process.env.RUNTIME_ENDPOINT, { method: 'POST', body: invocation });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
`;

const TEMPLATE = JSON.stringify({
  Parameters: {
    Upstream: { Type: 'String' },
    Size: { Type: 'String' },
    Password: { Type: 'String', NoEcho: true },
  },
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Size' } } } },
  Outputs: Object.fromEntries(
    Array.from({ length: OUTPUTS }, (_, index) => [`Output${index + 1}`, { Value: { Ref: 'Topic' } }]),
  ),
});

/** Creates, updates and deletes a stack with products that take one another's outputs, one after the other. */
export async function deployUpdateDelete(runtime: LambdaRuntime): Promise<void> {
  const cloud = await LocalCloud.start({ clock: new JumpingClock() });
  try {
    const portfolioArn = createCatalog(cloud);
    await deploy(cloud, runtime, portfolioArn, 'small');
    await deploy(cloud, runtime, portfolioArn, 'large');
    const deleted = await cloud.cloudFormation.deleteStack('Bench');
    if (deleted.status !== 'SUCCEEDED') throw new Error(`the stack was not deleted: ${deleted.reason}`);
  } finally {
    await cloud.stop();
  }
}

function createCatalog({ serviceCatalog: { catalog } }: LocalCloud): string {
  const portfolio = catalog.createPortfolio({ displayName: 'Bench', providerName: 'Bench' });
  const { id } = catalog.createProduct({ name: PRODUCT, owner: 'Bench' });
  catalog.addVersion(id, { name: 'v1', template: TEMPLATE });
  catalog.associateProduct(portfolio.id, id);
  return portfolio.arn;
}

async function deploy(cloud: LocalCloud, runtime: LambdaRuntime, portfolioArn: string, size: string): Promise<void> {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-function-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const { account, region } = cloud.location;
    const stack = new Stack(app, 'Bench', { env: { account, region } });
    declareProducts(stack, portfolioArn, size, runtime.endpoint);
    app.synth();
    const [outcome] = await new CloudAssembly(outdir).deploy(cloud.cloudFormation, cloud.objects);
    if (outcome?.status !== 'SUCCEEDED') throw new Error(`the stack was not deployed: ${outcome?.reason}`);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function declareProducts(stack: Stack, portfolioArn: string, size: string, runtimeEndpoint: string): void {
  const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', portfolioArn);
  const secret = new secretsmanager.Secret(stack, 'Secret', {
    secretStringValue: SecretValue.unsafePlainText('not a secret'),
  });
  let upstream = 'none';
  for (let index = 1; index <= PRODUCTS; index++) {
    const product = new ProvisionedProduct(stack, `Product${index}`, {
      product: CatalogProduct.fromName(PRODUCT),
      portfolio,
      parameters: { Upstream: upstream, Size: size },
      secretParameters: { Password: SecretParameter.fromSecretsManager(secret) },
    });
    upstream = product.getOutput('Output1');
    if (index === 1) runElsewhere(product.provider.handler, runtimeEndpoint);
  }
}

function runElsewhere(handler: lambda.IFunction, runtimeEndpoint: string): void {
  const resource = handler.node.defaultChild as lambda.CfnFunction;
  resource.code = { zipFile: FORWARD };
  resource.environment = { variables: { RUNTIME_ENDPOINT: runtimeEndpoint } };
}
