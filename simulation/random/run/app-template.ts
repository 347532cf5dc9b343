import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { type CatalogIds, CODE, PARAMETER, PORTFOLIO, SECRET, STACK } from './environment';
import { renderProduct } from './render-product';
import { CatalogProduct, ProvisionedProduct, ProvisionedProductProvider, SecretParameter } from '../../../src';
import { type DeclaredProduct, type DrawnApp, type LogicalId, type ProductName, PRODUCTS } from '../scenario/drawn-app';
import type { Sibling } from '../scenario/scenario';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

interface TemplateEnvironment extends CatalogIds {
  readonly takesNotes: boolean;
}

/**
 * The template of drawn apps. The CDK synthesizes one app that declares every product and uses everything; each drawn app
 * is this one with other products, as a synthesis takes longer than the rest of a simulated deployment.
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

  /** Renders the template of an app. The sibling changes with every deployment. */
  render(drawn: DrawnApp, environment: TemplateEnvironment, sibling: Sibling | undefined, deployment: number): string {
    const app = environment.takesNotes ? drawn : withoutNotes(drawn);
    const products = [...app].map(([id, declared]) => [id, this.product(id, declared, app, environment)] as const);
    const template = {
      ...this.template,
      Resources: {
        ...this.provider,
        ...Object.fromEntries(products),
        ...(sibling && { Sibling: siblingResource(sibling, deployment) }),
      },
    };
    return PRODUCTS.reduce(
      (text, product) => text.replaceAll(placeholder(product), environment.products[product]),
      JSON.stringify(template).replaceAll(PORTFOLIO_PLACEHOLDER, environment.portfolio),
    );
  }

  private product(id: LogicalId, declared: DeclaredProduct, app: DrawnApp, ids: CatalogIds): object {
    const { ServiceToken, PortfolioId } = this.specimen.Properties;
    const path = declared.pathBy === 'portfolio' ? { PortfolioId } : { PathName: PORTFOLIO };
    return {
      Type: this.specimen.Type,
      Properties: { ServiceToken, ...path, ...renderProduct(id, declared, app, ids) },
      DependsOn: this.dependencies,
      ...(declared.retained && { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }),
    };
  }
}

/** The product must not be passed parameters that its template does not have. */
function withoutNotes(app: DrawnApp): DrawnApp {
  return new Map([...app].map(([id, declared]) => [id, { ...declared, notes: 0 }]));
}

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

/** The author of a product may keep its template in a bucket of their own. */
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
    const app = new App({ outdir, analyticsReporting: false });
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
