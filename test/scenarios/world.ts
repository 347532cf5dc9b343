import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { ForeignEngine, ForeignOutcome } from './foreign-engine';
import { productTemplate } from './product-template';
import { JumpingClock } from '../../local-cloud/clock/jumping-clock';
import { CloudAssembly } from '../../local-cloud/cloud-assembly/cloud-assembly';
import { ScriptedResourceHandler } from '../../local-cloud/cloudformation/resource-handlers/scripted-resource-handler';
import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';
import { AwsError } from '../../local-cloud/gateway/service';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { LocalCloudOptions } from '../../local-cloud/local-cloud-options';
import { ProductBehaviour } from '../../local-cloud/service-catalog/behaviours';
import { ProductKind } from '../../local-cloud/service-catalog/catalog/product';
import {
  ProvisionedProduct as Launched,
  hasEnded,
  ProvisioningRecord,
} from '../../local-cloud/service-catalog/model/provisioned-product';
import { ProvisionedProduct, ProvisionedProductProps, CatalogProduct } from '../../src';

export const STACK = 'web';

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => seconds(60 * count);

/** What the app of a scenario declares: a stack that is given a portfolio. */
export type Declare = (stack: Stack, portfolio: servicecatalog.IPortfolio) => void;

/** As `cdk deploy --no-rollback` and express mode have it. */
export interface DeploySettings {
  readonly disableRollback?: boolean;
}

/** The local cloud with a portfolio and a product, and a CDK app to deploy into it: what a scenario plays in. */
export class World {
  static async start(options: Partial<LocalCloudOptions> = {}): Promise<World> {
    const cloud = await LocalCloud.start({ clock: new JumpingClock(), ...options });
    cloud.cloudFormation.registerHandler('Test::Sibling', new ScriptedResourceHandler(cloud.clock));
    return new World(cloud);
  }

  /** The portfolio that the app knows. */
  readonly portfolioId: string;
  /** A product named Network with one version, v1. */
  readonly networkId: string;

  private constructor(readonly cloud: LocalCloud) {
    this.portfolioId = this.addPortfolio('Platform');
    this.networkId = this.addProduct('Network');
  }

  addPortfolio(displayName: string): string {
    return this.catalog.createPortfolio({ displayName, providerName: 'Platform team' }).id;
  }

  /** A product with a version v1, in the portfolio. */
  addProduct(name: string, options: { readonly kind?: ProductKind; readonly template?: string } = {}): string {
    const { id } = this.catalog.createProduct({ name, owner: 'Platform team', kind: options.kind });
    this.addVersion(id, 'v1', options.template ?? productTemplate());
    this.catalog.associateProduct(this.portfolioId, id);
    return id;
  }

  addVersion(productId: string, name: string, template: string): string {
    return this.catalog.addVersion(productId, { name, template }).id;
  }

  /** Tells the product how its next operation goes; those after it go as usual. */
  behaveOnce(productId: string, behaviour: ProductBehaviour): void {
    const { serviceCatalog } = this.cloud;
    serviceCatalog.setBehaviour(productId, behaviour);
    const forget = serviceCatalog.store.onRecord((record) => {
      if (!hasEnded(record)) return;
      serviceCatalog.setBehaviour(productId, {});
      forget();
    });
  }

  /** Lets every role of the account launch what is in the portfolio, as a landing zone may do. */
  associateEverybody(portfolioId: string): void {
    this.catalog.associatePrincipal(portfolioId, 'arn:aws:iam::111111111111:role/*', 'IAM_PATTERN');
  }

  /** Something happens at the moment when the next call to this operation of Service Catalog arrives. */
  atNextCall(operation: string, happening: () => void): void {
    const forget = this.cloud.callLog.onRecord((call) => {
      if (call.service !== 'servicecatalog' || call.operation !== operation) return;
      forget();
      happening();
    });
  }

  /** Service Catalog refuses so many calls to the operation, as ours does not by itself. */
  refuse(operation: string, errorClass: string, words: string, times = Infinity): void {
    const { serviceCatalog } = this.cloud;
    const call = serviceCatalog.call.bind(serviceCatalog);
    let refused = 0;
    serviceCatalog.call = async (name, ...rest) => {
      if (name !== operation || refused++ >= times) return call(name, ...rest);
      throw new AwsError(errorClass, words);
    };
  }

  get catalog(): LocalCloud['serviceCatalog']['catalog'] {
    return this.cloud.serviceCatalog.catalog;
  }

  get outOfBand(): LocalCloud['serviceCatalog']['outOfBand'] {
    return this.cloud.serviceCatalog.outOfBand;
  }

  /** Synthesizes the app afresh and deploys its stack, as `cdk deploy` does. */
  async deploy(declare: Declare, stackName = STACK, settings: DeploySettings = {}): Promise<StackOutcome> {
    const [outcome] = await this.synthesize(declare, stackName, (assembly) =>
      assembly.deploy(this.cloud.cloudFormation, this.cloud.objects, settings),
    );
    if (outcome === undefined) throw new Error('the app has no stack');
    return outcome;
  }

  /** Synthesizes the app afresh and has an engine deploy it that CloudFormation knows nothing of. */
  async deployBy(engine: ForeignEngine, declare: Declare): Promise<ForeignOutcome> {
    return this.synthesize(declare, engine.stackName, (assembly) => engine.deploy(assembly));
  }

  /** One product named Network, with these properties and whatever stands beside it. */
  async deployNetwork(
    props: Partial<ProvisionedProductProps> = {},
    beside: Declare = () => {},
    settings: DeploySettings = {},
  ): Promise<StackOutcome> {
    const declare: Declare = (stack, portfolio) => {
      this.declareNetwork(stack, portfolio, props);
      beside(stack, portfolio);
    };
    return this.deploy(declare, STACK, settings);
  }

  declareNetwork(
    stack: Stack,
    portfolio: servicecatalog.IPortfolio,
    props: Partial<ProvisionedProductProps> = {},
  ): ProvisionedProduct {
    return new ProvisionedProduct(stack, 'Network', {
      product: CatalogProduct.fromId(this.networkId),
      portfolio,
      ...props,
    });
  }

  destroy(stackName = STACK): Promise<StackOutcome> {
    return this.cloud.cloudFormation.deleteStack(stackName);
  }

  /** What `cdk rollback` does after a deployment without rollback. */
  rollBack(stackName = STACK): Promise<StackOutcome> {
    return this.cloud.cloudFormation.rollbackStack(stackName).ended;
  }

  /** Continues a rollback that has failed, without the resources that are to be skipped. */
  continueRollback(resourcesToSkip: readonly string[] = [], stackName = STACK): Promise<StackOutcome> {
    return this.cloud.cloudFormation.continueUpdateRollback(stackName, { resourcesToSkip }).ended;
  }

  importPortfolio(stack: Stack, id: string, portfolioId: string): servicecatalog.IPortfolio {
    return servicecatalog.Portfolio.fromPortfolioArn(stack, id, this.catalog.portfolio(portfolioId).arn);
  }

  /** Everything that was launched and not terminated. */
  get present(): readonly Launched[] {
    return this.cloud.serviceCatalog.store.present;
  }

  /** The only product that there is. */
  get launched(): Launched {
    const [product, another] = this.present;
    if (product === undefined || another !== undefined) {
      throw new Error(`expected one provisioned product, found ${this.present.length}`);
    }
    return product;
  }

  /** All operations on provisioned products, in the order of their calls. */
  get records(): readonly ProvisioningRecord[] {
    return this.cloud.serviceCatalog.store.records;
  }

  /** E.g. `['PROVISION_PRODUCT SUCCEEDED']`. */
  get history(): readonly string[] {
    return this.records.map(({ type, status }) => `${type} ${status}`);
  }

  /** Calls to an operation of Service Catalog that the function made. */
  calls(operation: string): readonly unknown[] {
    return this.cloud.callLog.find({ service: 'servicecatalog', operation }).map(({ input }) => input);
  }

  /** Why the stack's resource failed, as the deploy's output shows it. */
  reasonOf(logicalId: string, stackName = STACK): string {
    const stacks = this.cloud.cloudFormation.stacks().filter((one) => one.stackName === stackName);
    const events = [...(stacks.at(-1)?.events ?? [])];
    const failed = events.filter(
      (event) => event.resourceStatus.endsWith('_FAILED') && event.logicalResourceId.startsWith(logicalId),
    );
    return failed.map(({ resourceStatusReason }) => resourceStatusReason ?? '').join('\n');
  }

  /** Waits until nobody of the cloud has anything left to do within so many milliseconds. */
  async settle(milliseconds = minutes(70)): Promise<void> {
    await this.cloud.clock.sleep(milliseconds);
  }

  /** Waits for a moment of the story, to the second. */
  async until(moment: () => boolean): Promise<void> {
    const end = this.cloud.clock.now() + minutes(180);
    while (!moment()) {
      if (this.cloud.clock.now() > end) throw new Error('the moment of the story never came');
      await this.cloud.clock.sleep(seconds(1));
    }
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  private async synthesize<T>(
    declare: Declare,
    stackName: string,
    use: (assembly: CloudAssembly) => Promise<T>,
  ): Promise<T> {
    const outdir = mkdtempSync(join(tmpdir(), 'scenario-'));
    try {
      const app = new App({ outdir, analyticsReporting: false });
      const stack = new Stack(app, stackName, { env: { account: '111111111111', region: 'us-east-1' } });
      declare(stack, this.importPortfolio(stack, 'Portfolio', this.portfolioId));
      app.synth();
      return await use(new CloudAssembly(outdir));
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  }
}

/** A resource beside ours that takes its time, and fails if it is told to. */
export function sibling(
  stack: Stack,
  { takes, fails, version }: { takes?: number; fails?: string; version?: string } = {},
): CfnResource {
  return new CfnResource(stack, 'Sibling', {
    type: 'Test::Sibling',
    properties: { CreateTakes: takes, UpdateTakes: takes, CreateFails: fails, UpdateFails: fails, Version: version },
  });
}
