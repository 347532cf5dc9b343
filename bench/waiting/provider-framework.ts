import { dirname, join, resolve } from 'node:path';
import { CfnResource, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { build } from 'esbuild';

const FRAMEWORK_RUNTIME = join(
  dirname(require.resolve('aws-cdk-lib/package.json')),
  'custom-resources/lib/provider-framework/runtime/framework.js',
);

/**
 * Bundles the framework's own functions and the handlers: the local cloud runs single files. The framework's answers and
 * invocations go to the local cloud; nothing else in it is changed.
 */
export async function bundleProviderFramework(directory: string): Promise<void> {
  await bundle(FRAMEWORK_RUNTIME, join(directory, 'framework/framework.js'), {
    '@aws-sdk/client-lambda': resolve(__dirname, 'local-lambda-client.ts'),
    https: resolve(__dirname, 'local-https.ts'),
  });
  await bundle(resolve(__dirname, 'handlers.ts'), join(directory, 'handlers/handlers.js'), {});
}

async function bundle(entryPoint: string, outfile: string, alias: Record<string, string>): Promise<void> {
  await build({
    entryPoints: [entryPoint],
    outfile,
    alias,
    bundle: true,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'error',
  });
}

export interface ProviderFrameworkProps {
  /** The directory with the bundles. */
  readonly bundles: string;
  readonly portfolio: servicecatalog.IPortfolio;
  readonly queryInterval?: Duration;
}

/** A provider of the CDK's provider framework, and a role of its handlers that may launch from the portfolio. */
export class ProviderFramework {
  private readonly provider: Provider;
  private readonly access: CfnResource;

  constructor(
    private readonly stack: Stack,
    { bundles, portfolio, queryInterval }: ProviderFrameworkProps,
  ) {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    // Service Catalog reads the template of a product without a launch constraint as its caller.
    const actions = ['servicecatalog:*', 'cloudformation:GetTemplateSummary', 's3:GetObject'];
    role.addToPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
    this.access = new servicecatalog.CfnPortfolioPrincipalAssociation(stack, 'Access', {
      portfolioId: portfolio.portfolioId,
      principalArn: role.roleArn,
      principalType: 'IAM',
    });
    const handler = (name: string) =>
      new lambda.Function(stack, name, {
        code: lambda.Code.fromAsset(join(bundles, 'handlers')),
        handler: `handlers.${name}`,
        runtime: lambda.Runtime.NODEJS_20_X,
        timeout: Duration.minutes(1),
        role,
      });
    this.provider = new Provider(stack, 'Provider', {
      onEventHandler: handler('onEvent'),
      isCompleteHandler: handler('isComplete'),
      queryInterval,
      // The default of 30 minutes would give up on the longest products.
      totalTimeout: Duration.minutes(59),
    });
    const code = new assets.Asset(stack, 'Framework', { path: join(bundles, 'framework') });
    for (const child of this.provider.node.children) {
      if (child instanceof lambda.Function) replaceCode(child, code);
    }
  }

  declare(id: string, productId: string, provisioningArtifactId: string): void {
    const resource = new CustomResource(this.stack, id, {
      serviceToken: this.provider.serviceToken,
      resourceType: 'Custom::ProvisionedProduct',
      properties: { ProductId: productId, ProvisioningArtifactId: provisioningArtifactId },
    });
    resource.node.addDependency(this.access);
  }
}

function replaceCode(framework: lambda.Function, code: assets.Asset): void {
  const resource = framework.node.defaultChild as lambda.CfnFunction;
  resource.code = { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey };
}
