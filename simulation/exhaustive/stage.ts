import { Declared, STACK, SynthesizedApps } from './app';
import { ScriptedResourceHandler } from '../../local-cloud/cloudformation/resources/scripted-resource-handler';
import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { ProductBehaviour } from '../../local-cloud/service-catalog/behaviours';
import { ProvisionedProduct } from '../../local-cloud/service-catalog/provisioned-product';
import { hasEnded } from '../../local-cloud/service-catalog/record';
import { LastingClock } from '../random/lasting-clock';

const TEMPLATE = JSON.stringify({
  Parameters: {
    Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] },
    Label: { Type: 'String' },
    Password: { Type: 'String', NoEcho: true },
    Key: { Type: 'String', NoEcho: true },
  },
  Resources: {
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Label' } } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Size' } } },
  },
  Outputs: { Size: { Value: { Ref: 'Size' } } },
});

/** What nobody may be told, whoever quotes it. */
export const SECRET = 'the password that nobody is told';

/** The bucket of the CDK's bootstrap. */
const ASSETS = 'cdk-hnb659fds-assets-111111111111-us-east-1';

/** Longer than any request, its waits and its retries may take. */
const SETTLED_IN = 3 * 3_600_000;

/** The code of the function warms up on it, once for all stories. */
const clock = new LastingClock();

/** A local cloud with one product, and the app that is deployed into it. */
export class Stage {
  static async open(): Promise<Stage> {
    clock.restart();
    const cloud = await LocalCloud.start({ clock, port: 'none' });
    cloud.cloudFormation.registerHandler('Local::Scripted', new ScriptedResourceHandler(cloud.clock));
    return new Stage(cloud);
  }

  static dispose(): void {
    Stage.apps?.dispose();
    Stage.apps = undefined;
  }

  private static apps: SynthesizedApps | undefined;
  /** Packaged once: the same bytes are the same code, which is loaded once. */
  private static readonly assets = new Map<string, Buffer>();

  private readonly productId: string;

  private constructor(readonly cloud: LocalCloud) {
    const { catalog } = cloud.serviceCatalog;
    const portfolio = catalog.createPortfolio({ displayName: 'Platform', providerName: 'Platform team' });
    const product = catalog.createProduct({ name: 'Network', owner: 'Platform team' });
    this.productId = product.id;
    for (const name of ['v1', 'v2']) catalog.addVersion(product.id, { name, template: TEMPLATE });
    catalog.associateProduct(portfolio.id, product.id);
    const secret = cloud.secrets.create('password', SECRET);
    const { name: parameterName } = cloud.ssm.put('/network/key', 'the key that nobody is told', 'SecureString');
    Stage.apps ??= new SynthesizedApps({
      portfolioArn: portfolio.arn,
      productId: product.id,
      secretArn: secret.arn,
      parameterName,
    });
  }

  async deploy(declared: Declared = {}, settings: { readonly disableRollback?: boolean } = {}): Promise<StackOutcome> {
    const { cloudFormation, objects } = this.cloud;
    for (const [key, content] of Stage.assets) objects.put(ASSETS, key, content);
    const [outcome] = (await Stage.apps?.assembly(declared).deploy(cloudFormation, objects, settings)) ?? [];
    for (const { key, content } of objects.list(ASSETS)) Stage.assets.set(key, content);
    if (outcome === undefined) throw new Error('the app has no stack');
    return outcome;
  }

  destroy(): Promise<StackOutcome> {
    return this.cloud.cloudFormation.deleteStack(STACK);
  }

  /** From now on the product does so, until it is told otherwise. */
  behave(behaviour: ProductBehaviour): void {
    this.cloud.serviceCatalog.behave(this.productId, behaviour);
  }

  /** The next operation goes so; those after it as usual. */
  behaveOnce(behaviour: ProductBehaviour): void {
    this.behave(behaviour);
    const forget = this.cloud.serviceCatalog.ledger.onRecord((record) => {
      if (!hasEnded(record)) return;
      this.behave({});
      forget();
    });
  }

  /** The only product that there is. */
  get launched(): ProvisionedProduct {
    const [product, another] = this.cloud.serviceCatalog.ledger.present;
    if (product === undefined || another) throw new Error('expected exactly one provisioned product');
    return product;
  }

  /** Waits until nobody of the cloud has anything left to do. */
  settle(): Promise<void> {
    return this.cloud.clock.sleep(SETTLED_IN);
  }

  close(): Promise<void> {
    return this.cloud.stop();
  }
}
