import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App as CdkApp, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CatalogProduct, ProvisionedProduct, ProvisionedProductProvider, SecretParameter } from '../../../src';
import { outputAttribute } from '../../../src/private/attributes';
import { ResourceProperties, SecretParameterProperties } from '../../../src/private/resource-properties';
import {
  ACCOUNT,
  App,
  DeclaredProduct,
  LOGICAL_IDS,
  LogicalId,
  NOTED,
  ProductName,
  PRODUCTS,
  STACK_SET,
  VersionName,
} from '../scenario/app';

export const STACK = 'web';
export const PORTFOLIO = 'Platform';
export const SECRET = 'database-password';
/** A SecureString. */
export const PARAMETER = '/database/password';
/** Where a stack set may go. */
export const ACCOUNTS = ['222222222222', '333333333333', '444444444444'] as const;
export const REGION = 'eu-west-1';
/** Where the function finds its code, whatever was bundled. */
export const CODE = { S3Bucket: 'code', S3Key: 'index.zip' };
/** Where the secret has each password. */
const JSON_FIELDS = {
  secret: 'password',
  'awkward secret': 'awkward',
  'private key': 'key',
  'missing secret': 'nothing',
} as const;
/** Parameters that take long values. */
export const NOTE_KEYS = Array.from({ length: 70 }, (_, index) => `Note${index}`);
const NOTE = 'what there is to note. '.repeat(200).slice(0, 4_096);

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** What the ids of the catalog and of the secret are in the cloud where a template is to be deployed. */
export interface Ids {
  readonly portfolio: string;
  readonly products: Readonly<Record<ProductName, string>>;
  readonly versions: Readonly<Record<ProductName, Readonly<Record<VersionName, string>>>>;
}

interface TemplateIds extends Ids {
  readonly takesNotes: boolean;
}

export interface Sibling {
  readonly takesSeconds: number;
  readonly fails: boolean;
}

/**
 * Templates of drawn apps. One app that declares every product and uses everything is synthesized once, by the CDK;
 * every other one is it with other products: a synthesis takes longer than all the rest of a simulated deployment.
 */
export class AppTemplate {
  private readonly template: Template;
  private readonly provider: Template['Resources'];
  private readonly specimen: Resource;
  private readonly dependencies: readonly string[];

  constructor() {
    this.template = synthesize();
    const { Resources } = this.template;
    const products = Object.values(Resources).filter(isProduct);
    this.provider = Object.fromEntries(
      Object.entries(Resources)
        .filter(([, resource]) => !isProduct(resource))
        .map(([id, resource]) => [id, isFunction(resource) ? withCode(resource) : resource]),
    );
    this.dependencies = [...new Set(products.flatMap(({ DependsOn = [] }) => DependsOn))];
    const [specimen] = products;
    if (specimen === undefined) throw new Error('the synthesized template has no provisioned product');
    this.specimen = specimen;
  }

  /** The template of an app in the cloud of these ids. */
  render(drawn: App, ids: TemplateIds, sibling: Sibling | undefined, deployment: number): string {
    const app = ids.takesNotes ? drawn : withoutNotes(drawn);
    const products = [...app].map(([id, declared]) => [id, this.product(id, declared, app, ids)] as const);
    const template = {
      ...this.template,
      Resources: {
        ...this.provider,
        ...Object.fromEntries(products),
        ...(sibling && { Sibling: siblingResource(sibling, deployment) }),
      },
    };
    return PRODUCTS.reduce(
      (text, product) => text.replaceAll(placeholder(product), ids.products[product]),
      JSON.stringify(template).replaceAll(PORTFOLIO_PLACEHOLDER, ids.portfolio),
    );
  }

  private product(id: LogicalId, declared: DeclaredProduct, app: App, ids: Ids): object {
    const { ServiceToken, StateMachineArn, PortfolioId } = this.specimen.Properties;
    const path = declared.pathBy === 'portfolio' ? { PortfolioId } : { PathName: PORTFOLIO };
    return {
      Type: this.specimen.Type,
      Properties: { ServiceToken, StateMachineArn, ...path, ...properties(id, declared, app, ids) },
      DependsOn: this.dependencies,
      ...(declared.retained && { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }),
    };
  }
}

/** What nobody asks for, nobody may declare. */
function withoutNotes(app: App): App {
  return new Map([...app].map(([id, declared]) => [id, { ...declared, notes: 0 }]));
}

/** As the construct renders them. */
function properties(id: LogicalId, declared: DeclaredProduct, app: App, ids: Ids): object {
  const used = [...app].some(([user, { upstream: of }]) => of === id && isUsable(id, user, app));
  const { terminationOptions, tags, topics, timeoutSeconds } = declared;
  const rendered: Omit<ResourceProperties, 'ServiceToken' | 'StateMachineArn' | 'ProvisioningParameters'> = {
    ...(declared.productBy === 'id'
      ? { ProductId: ids.products[declared.product] }
      : { ProductName: declared.product }),
    ...versionProperties(declared, ids),
    ProvisionedProductName: declared.name,
    Tags: tags === 0 ? undefined : [{ Key: 'stage', Value: `stage-${tags}` }],
    NotificationArns: topics === 0 ? undefined : [`arn:aws:sns:us-east-1:111111111111:changes-${topics}`],
    IgnoreErrors: terminationOptions === 'ignoreErrors' ? 'true' : undefined,
    RetainPhysicalResources: terminationOptions === 'retainPhysicalResources' ? 'true' : undefined,
    OutputKeys: used ? ['Size'] : undefined,
    TimeoutSeconds: timeoutSeconds?.toString(),
  };
  return {
    ...rendered,
    ...(declared.product === ACCOUNT ? accountParameters(id, declared) : parameters(id, declared, app)),
  };
}

function parameters(id: LogicalId, declared: DeclaredProduct, app: App): object {
  const { upstream, keepsSize, size, product, accounts, zone, notes } = declared;
  const isUsed = upstream !== undefined && isUsable(upstream, id, app);
  const Password = secretOf(declared);
  return {
    ProvisioningParameters: {
      Size: keepsSize ? undefined : size,
      Zone: zone,
      Upstream: isUsed ? { 'Fn::GetAtt': [upstream, outputAttribute('Size')] } : undefined,
      ...(product === NOTED && Object.fromEntries(NOTE_KEYS.slice(0, notes).map((key) => [key, NOTE]))),
    },
    PreviousParameters: keepsSize ? ['Size'] : undefined,
    SecretParameters: Password && { Password },
    ProvisioningPreferences:
      product === STACK_SET ? { StackSetAccounts: ACCOUNTS.slice(0, accounts), StackSetRegions: [REGION] } : undefined,
  };
}

function secretOf({ password }: DeclaredProduct): SecretParameterProperties | undefined {
  if (password === 'default') return undefined;
  if (password === 'secure string') return { ParameterName: PARAMETER };
  return { SecretId: SECRET, JsonField: JSON_FIELDS[password] };
}

/** Another organizational unit moves the account. */
function accountParameters(id: LogicalId, { size }: DeclaredProduct): object {
  const email = `${id}@example.com`;
  const user = { SSOUserFirstName: 'Ada', SSOUserLastName: 'Lovelace', SSOUserEmail: email };
  return {
    ProvisioningParameters: {
      ...user,
      AccountName: `Account of ${id}`,
      AccountEmail: email,
      ManagedOrganizationalUnit: `unit ${size}`,
    },
  };
}

function versionProperties({ product, version, versionBy }: DeclaredProduct, ids: Ids): Partial<ResourceProperties> {
  if (version === 'RECOMMENDED' || version === 'LATEST' || version === 'KEEP_ACTIVE') {
    return { ProvisioningArtifactChoice: version };
  }
  return versionBy === 'id'
    ? { ProvisioningArtifactId: ids.versions[product][version] }
    : { ProvisioningArtifactName: version };
}

/** Uses go one way, so that there is no cycle. A stack set has no outputs, and an account others. */
function isUsable(upstream: LogicalId, user: LogicalId, app: App): boolean {
  const [from, to] = [app.get(upstream)?.product, app.get(user)?.product];
  const exists = from !== undefined && from !== STACK_SET && from !== ACCOUNT && to !== ACCOUNT;
  return exists && LOGICAL_IDS.indexOf(upstream) < LOGICAL_IDS.indexOf(user);
}

/** It is changed by every deployment. */
function siblingResource({ takesSeconds, fails }: Sibling, deployment: number): object {
  const takes = takesSeconds * 1000;
  const failure = fails ? 'the sibling fails' : undefined;
  return {
    Type: 'Test::Sibling',
    Properties: {
      Deployment: deployment,
      CreateTakes: takes,
      UpdateTakes: takes,
      CreateFails: failure,
      UpdateFails: failure,
    },
  };
}

/** Where products may have theirs. */
const TEMPLATES_OF_AUTHOR = 'arn:aws:s3:::templates-of-the-author/*';
const PORTFOLIO_PLACEHOLDER = 'port-placeholder';

function placeholder(product: ProductName): string {
  return `prod-placeholder-${product}`;
}

function isProduct({ Type }: Resource): boolean {
  return Type === 'Custom::ServiceCatalogProvisionedProduct';
}

function isFunction({ Type }: Resource): boolean {
  return Type === 'AWS::Lambda::Function';
}

function withCode(resource: Resource): Resource {
  return { ...resource, Properties: { ...resource.Properties, Code: CODE } };
}

function synthesize(): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'simulation-'));
  try {
    const app = new CdkApp({ outdir, analyticsReporting: false });
    const stack = new Stack(app, STACK, { env: { account: '111111111111', region: 'us-east-1' } });
    const portfolioArn = `arn:aws:catalog:us-east-1:111111111111:portfolio/${PORTFOLIO_PLACEHOLDER}`;
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', portfolioArn);
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', SECRET);
    const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', {
      parameterName: PARAMETER,
    });
    const provider = ProvisionedProductProvider.getOrCreate(stack);
    provider.grantAccountFactory();
    provider.grantPrincipal.addToPrincipalPolicy(
      new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [TEMPLATES_OF_AUTHOR] }),
    );
    for (const product of PRODUCTS) {
      new ProvisionedProduct(stack, `By id ${product}`, {
        product: CatalogProduct.fromId(placeholder(product)),
        portfolio,
        secretParameters: {
          Password: SecretParameter.fromSecretsManager(secret, { jsonField: 'password' }),
          Key: SecretParameter.fromSsmSecureString(parameter),
        },
      });
      new ProvisionedProduct(stack, `By name ${product}`, {
        product: CatalogProduct.fromName(product),
        portfolio,
      });
    }
    app.synth();
    return JSON.parse(readFileSync(join(outdir, `${STACK}.template.json`), 'utf8')) as Template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
