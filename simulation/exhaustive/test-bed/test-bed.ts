import { type DeclaredApp, PRODUCT, STACK, SynthesizedApps } from './declared-apps';
import { ScriptedResourceHandler } from '../../../local-cloud/cloudformation/resource-handlers/scripted-resource-handler';
import { type StackOutcome } from '../../../local-cloud/cloudformation/stack-engine';
import { LocalCloud } from '../../../local-cloud/local-cloud';
import { type ProductBehaviour } from '../../../local-cloud/service-catalog/behaviours';
import { hasEnded, type ProvisionedProduct } from '../../../local-cloud/service-catalog/model/provisioned-product';
import { ReusableClock } from '../../reusable-clock';

const LABEL = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Label' } } };
const TOPIC = {
  Type: 'AWS::SNS::Topic',
  Properties: { DisplayName: { 'Fn::Join': [' ', [{ Ref: 'Size' }, { Ref: 'Zone' }]] } },
};
const OUTPUTS = { Size: { Value: { Ref: 'Size' } }, Place: { Value: { Ref: 'AWS::Region' } } };

/** More outputs than one page has; the one in use is the last. */
const MANY_OUTPUTS = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [`Output${index + 1}`, { Value: String(index) }] as const),
);

const templateWith = (outputs: object, zone = 'one'): string =>
  JSON.stringify({
    Parameters: {
      Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] },
      Label: { Type: 'String' },
      Zone: { Type: 'String', Default: zone },
      Password: { Type: 'String', NoEcho: true },
      Key: { Type: 'String', NoEcho: true },
    },
    Resources: { Setting: LABEL, Topic: TOPIC },
    Outputs: outputs,
  });

/** The outputs of each version. */
const VERSIONS = {
  v1: OUTPUTS,
  v2: { ...OUTPUTS, Version: { Value: 'v2' } },
  'many outputs': { ...MANY_OUTPUTS, ...OUTPUTS },
};

/** Secrets that nothing may quote; one looks different in JSON. */
export const SECRETS = {
  password: 'the "password" that nobody\\is told: Größe 秘密',
  key: 'the key that nobody is told',
} as const;

/** The accounts that the stack set constraint allows. */
export const ACCOUNTS = ['222222222222', '333333333333'] as const;

/** The bucket of the CDK's bootstrap stack. */
const ASSETS = 'cdk-hnb659fds-assets-111111111111-us-east-1';

/** Longer than any request takes with its waits and retries. */
const SETTLING_MILLISECONDS = 3 * 3_600_000;

/** The function's code, with the clients of the SDK, is loaded once for each clock. */
let clock = new ReusableClock();

/** A local cloud with a product, another one with a stack set, and the app that is deployed to it. */
export class TestBed {
  static async open(): Promise<TestBed> {
    clock.restart();
    const cloud = await LocalCloud.start({ clock, port: 'none' });
    cloud.cloudFormation.registerHandler('Local::Scripted', new ScriptedResourceHandler(cloud.clock));
    return new TestBed(cloud);
  }

  /** Makes what follows independent of what ran before: a warm client of the SDK counts its retries. */
  static coolDown(): void {
    clock = new ReusableClock();
  }

  static dispose(): void {
    TestBed.apps?.dispose();
    TestBed.apps = undefined;
  }

  private static apps: SynthesizedApps | undefined;
  /** They are packaged once, as the same bytes are code that is loaded once. */
  private static readonly assets = new Map<string, Buffer>();

  private readonly portfolioId: string;
  private readonly productIds: readonly string[];

  private constructor(readonly cloud: LocalCloud) {
    const { catalog } = cloud.serviceCatalog;
    const portfolio = catalog.createPortfolio({ displayName: 'Platform', providerName: 'Platform team' });
    this.portfolioId = portfolio.id;
    const [productId, stackSetProductId] = [this.addProduct(PRODUCT), this.addProduct('Baseline')];
    this.productIds = [productId, stackSetProductId];
    catalog.addConstraint(portfolio.id, stackSetProductId, {
      type: 'STACKSET',
      accounts: [...ACCOUNTS],
      regions: ['eu-west-1'],
    });
    const secret = cloud.secrets.create('password', SECRETS.password);
    const { name: parameterName } = cloud.ssm.put('/network/key', SECRETS.key, 'SecureString');
    TestBed.apps ??= new SynthesizedApps({
      portfolioArn: portfolio.arn,
      productId,
      stackSetProductId,
      secretArn: secret.arn,
      parameterName,
    });
  }

  async deploy(
    declared: DeclaredApp = {},
    settings: { readonly disableRollback?: boolean } = {},
  ): Promise<StackOutcome> {
    const { cloudFormation, objects } = this.cloud;
    for (const [key, content] of TestBed.assets) objects.put(ASSETS, key, content);
    const [outcome] = (await TestBed.apps?.assembly(declared).deploy(cloudFormation, objects, settings)) ?? [];
    for (const { key, content } of objects.list(ASSETS)) TestBed.assets.set(key, content);
    if (outcome === undefined) throw new Error('the app has no stack');
    return outcome;
  }

  delete(): Promise<StackOutcome> {
    return this.cloud.cloudFormation.deleteStack(STACK);
  }

  /** Lets everybody launch through another portfolio, before the app is deployed. */
  async offerInOtherPortfolio(): Promise<void> {
    const { catalog } = this.cloud.serviceCatalog;
    const { id } = catalog.createPortfolio({ displayName: 'Elsewhere', providerName: 'Another team' });
    for (const productId of this.productIds) catalog.associateProduct(id, productId);
    catalog.associatePrincipal(id, 'arn:aws:iam::111111111111:role/*', 'IAM_PATTERN');
    await this.settle();
  }

  /** Applies to all operations of the products from now on. */
  setBehaviour(behaviour: ProductBehaviour): void {
    for (const productId of this.productIds) this.cloud.serviceCatalog.setBehaviour(productId, behaviour);
  }

  /** Applies to the next operation alone. */
  setBehaviourOnce(behaviour: ProductBehaviour): void {
    this.setBehaviour(behaviour);
    const forget = this.cloud.serviceCatalog.store.onRecord((record) => {
      if (!hasEnded(record)) return;
      this.setBehaviour({});
      forget();
    });
  }

  /** The only provisioned product. */
  private get launched(): ProvisionedProduct {
    const [product, another] = this.cloud.serviceCatalog.store.present;
    if (product === undefined || another) throw new Error('expected exactly one provisioned product');
    return product;
  }

  /** Deactivates the version of the provisioned product. */
  deactivateVersion(): void {
    const { product, version } = this.launched.launch;
    this.cloud.serviceCatalog.catalog.deactivateVersion(product.id, version.id);
  }

  /** Publishes another version under the name of the first one, which the name means from now on, with another default. */
  publishSameName(): void {
    for (const productId of this.productIds) {
      this.cloud.serviceCatalog.catalog.addVersion(productId, { name: 'v1', template: templateWith(OUTPUTS, 'two') });
    }
  }

  /** As `cdk rollback` does. */
  rollBack(): Promise<StackOutcome> {
    return this.cloud.cloudFormation.rollbackStack(STACK).ended;
  }

  /** Service Catalog forgets old records. */
  forgetLastRecord(): void {
    this.cloud.serviceCatalog.store.records.pop();
  }

  async terminateByHand(): Promise<void> {
    this.cloud.serviceCatalog.outOfBand.terminate(this.launched.id);
    await this.settle();
  }

  /** Breaks a product that has worked. */
  breakProduct(): void {
    this.cloud.serviceCatalog.outOfBand.enter(this.launched.id, { status: 'ERROR', message: 'drifted' });
  }

  /** Waits until nothing is left to do in the cloud. */
  settle(): Promise<void> {
    return this.cloud.clock.sleep(SETTLING_MILLISECONDS);
  }

  close(): Promise<void> {
    return this.cloud.stop();
  }

  private addProduct(name: string): string {
    const { catalog } = this.cloud.serviceCatalog;
    const { id } = catalog.createProduct({ name, owner: 'Platform team' });
    for (const [version, outputs] of Object.entries(VERSIONS)) {
      catalog.addVersion(id, { name: version, template: templateWith(outputs) });
    }
    catalog.associateProduct(this.portfolioId, id);
    return id;
  }
}
