import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CloudAssembly } from '../../../local-cloud/cloud-assembly/cloud-assembly';
import { LaunchPath, CatalogProduct, ProductVersion, ProvisionedProduct, SecretParameter } from '../../../src';

/** Declares one provisioned product, with everything that makes the function call a service. */
export interface DeclaredApp {
  readonly provisionedProductName?: string;
  /** The name of a version; KEEP_ACTIVE keeps the current one as long as it is active. @default 'v1' */
  readonly version?: string;
  /** Whether the product is declared by its name. @default - by its id */
  readonly byName?: boolean;
  /** The name of a launch path. @default - the path through the portfolio */
  readonly launchPath?: string;
  /** The name of a notification topic. @default - none */
  readonly topic?: string;
  /** Outputs that the app uses. @default - `Size`; none of a stack set, which has none */
  readonly outputs?: readonly string[];
  /** The accounts of the stack set. @default - the product without a stack set */
  readonly accounts?: readonly string[];
  /** @default 'small' */
  readonly size?: string;
  /** A resource beside the product fails after so many milliseconds. @default - no such resource */
  readonly siblingFailsAfter?: number;
}

export const STACK = 'app';
export const PRODUCT = 'Network';

/** What the app refers to. */
export interface Environment {
  readonly portfolioArn: string;
  readonly productId: string;
  readonly stackSetProductId: string;
  readonly secretArn: string;
  /** A SecureString. */
  readonly parameterName: string;
}

/** Synthesizes each declaration once, however many clouds it is deployed to: their ids are the same. */
export class SynthesizedApps {
  private readonly assemblies = new Map<string, CloudAssembly>();
  private readonly directories: string[] = [];

  constructor(private readonly environment: Environment) {}

  assembly(declared: DeclaredApp): CloudAssembly {
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

  private declare(stack: Stack, declared: DeclaredApp): void {
    const { size = 'small', provisionedProductName, launchPath, topic, accounts, siblingFailsAfter } = declared;
    const { portfolioArn, secretArn, parameterName } = this.environment;
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', secretArn);
    const key = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Key', { parameterName });
    const network = new ProvisionedProduct(stack, 'Network', {
      product: this.product(declared),
      portfolio: servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', portfolioArn),
      version: versionOf(declared),
      launchPath: launchPath === undefined ? undefined : LaunchPath.fromName(launchPath),
      provisionedProductName,
      parameters: { Size: size, Label: 'a label that no log line tells' },
      secretParameters: {
        Password: SecretParameter.fromSecretsManager(secret),
        Key: SecretParameter.fromSsmSecureString(key),
      },
      notificationTopics:
        topic === undefined
          ? []
          : [sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:us-east-1:111111111111:${topic}`)],
      stackSetPreferences: accounts && { accounts: [...accounts], regions: ['eu-west-1'] },
    });
    for (const output of declared.outputs ?? (accounts ? [] : ['Size'])) {
      new CfnOutput(stack, output, { value: network.getOutput(output) });
    }
    if (siblingFailsAfter === undefined) return;
    const durations = { CreateTakes: siblingFailsAfter, UpdateTakes: siblingFailsAfter };
    const reasons = { CreateFails: 'the sibling failed', UpdateFails: 'the sibling failed' };
    new CfnResource(stack, 'Sibling', { type: 'Local::Scripted', properties: { ...durations, ...reasons } });
  }

  private product({ byName = false, accounts }: DeclaredApp): CatalogProduct {
    if (byName) return CatalogProduct.fromName(PRODUCT);
    const { productId, stackSetProductId } = this.environment;
    return CatalogProduct.fromId(accounts ? stackSetProductId : productId);
  }
}

function versionOf({ version = 'v1' }: DeclaredApp): ProductVersion {
  return version === 'KEEP_ACTIVE' ? ProductVersion.keepCurrent() : ProductVersion.fromName(version);
}
