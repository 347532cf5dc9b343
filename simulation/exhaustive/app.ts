import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CloudAssembly } from '../../local-cloud/cloudformation/assembly';
import { ProductReference, ProductVersion, ProvisionedProduct, SecretParameter } from '../../src';

/** What the app declares: one provisioned product, with all that makes the function call somebody. */
export interface Declared {
  readonly provisionedProductName?: string;
  /** @default 'v1' */
  readonly version?: string;
  /** @default 'small' */
  readonly size?: string;
  /** A resource beside it that fails after so many milliseconds, on create and update. */
  readonly siblingFailsAfter?: number;
}

export const STACK = 'app';

/** What the app finds in the cloud. */
export interface Surroundings {
  readonly portfolioArn: string;
  readonly productId: string;
  readonly secretArn: string;
  /** A SecureString. */
  readonly parameterName: string;
}

/** Synthesized once for each declaration, however many clouds it is deployed into: their ids are the same. */
export class SynthesizedApps {
  private readonly assemblies = new Map<string, CloudAssembly>();
  private readonly directories: string[] = [];

  constructor(private readonly surroundings: Surroundings) {}

  assembly(declared: Declared): CloudAssembly {
    const key = JSON.stringify(declared);
    const known = this.assemblies.get(key);
    if (known) return known;
    const outdir = mkdtempSync(join(tmpdir(), 'simulation-'));
    this.directories.push(outdir);
    const app = new App({ outdir, analyticsReporting: false });
    this.declare(new Stack(app, STACK, { env: { account: '111111111111', region: 'us-east-1' } }), declared);
    app.synth();
    const assembly = new CloudAssembly(outdir);
    this.assemblies.set(key, assembly);
    return assembly;
  }

  dispose(): void {
    for (const directory of this.directories) rmSync(directory, { recursive: true, force: true });
  }

  private declare(stack: Stack, declared: Declared): void {
    const { version = 'v1', size = 'small', provisionedProductName, siblingFailsAfter } = declared;
    const { portfolioArn, productId, secretArn, parameterName } = this.surroundings;
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', secretArn);
    const key = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Key', { parameterName });
    const network = new ProvisionedProduct(stack, 'Network', {
      product: ProductReference.fromProductId(productId),
      portfolio: servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', portfolioArn),
      version: ProductVersion.fromName(version),
      provisionedProductName,
      parameters: { Size: size, Label: 'a label that no log line tells' },
      secretParameters: {
        Password: SecretParameter.fromSecretsManager(secret),
        Key: SecretParameter.fromSsmSecureString(key),
      },
    });
    new CfnOutput(stack, 'Size', { value: network.getOutput('Size') });
    if (siblingFailsAfter === undefined) return;
    const failure = { CreateTakes: siblingFailsAfter, UpdateTakes: siblingFailsAfter };
    const words = { CreateFails: 'the sibling failed', UpdateFails: 'the sibling failed' };
    new CfnResource(stack, 'Sibling', { type: 'Local::Scripted', properties: { ...failure, ...words } });
  }
}
