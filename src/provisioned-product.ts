import { CfnResource, Duration, Fn, ITaggableV2, RemovalPolicy, TagManager, TagType } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { CatalogProduct } from './catalog-product';
import { LaunchPath } from './launch-path';
import { Attributes, outputAttribute } from './private/attributes';
import { ImportedProvisionedProduct } from './private/imported-provisioned-product';
import { ProvisionedProductBase } from './private/provisioned-product-base';
import { renderProperties } from './private/render-properties';
import { problemsAtSynthesis } from './private/validation/at-synthesis';
import { warnOfIdsForNames } from './private/validation/names';
import { validateOutput } from './private/validation/outputs';
import { validateProvisionedProductProps } from './private/validation/props';
import { atPath } from './private/validation/type';
import { ProductVersion } from './product-version';
import { IProvisionedProduct, ProvisionedProductAttributes } from './provisioned-product-attributes';
import { ProvisionedProductProvider } from './provisioned-product-provider';
import { SecretParameter } from './secret-parameter';
import { StackSetPreferences } from './stack-set-preferences';

const RESOURCE_TYPE = 'Custom::ServiceCatalogProvisionedProduct';

/** Properties of a `ProvisionedProduct`. */
export interface ProvisionedProductProps {
  /** The product to launch. */
  readonly product: CatalogProduct;

  /**
   * The version of the product to launch.
   *
   * @default ProductVersion.latest()
   */
  readonly version?: ProductVersion;

  /**
   * The portfolio through which the product is launched.
   *
   * The provider's role gets access to the portfolio before the launch and keeps it until the product is terminated. The
   * portfolio may belong to this stack, to another stack of the app, or be imported. It chooses the launch path, too,
   * unless `launchPath` does.
   *
   * The access of a provider of another stack ends when that stack, or the portfolio's, is deployed without any product
   * that needs it. So when you remove the last one, deploy the product's stack first (`cdk deploy --exclusively`).
   *
   * @default - the provider's role has access already
   */
  readonly portfolio?: servicecatalog.IPortfolio;

  /**
   * The launch path to take.
   *
   * @default - the path through `portfolio`; without a portfolio, the only path there is
   */
  readonly launchPath?: LaunchPath;

  /**
   * Values of the product's parameters, by key.
   *
   * A key has 1 to 1000 characters, a value up to 4096; the empty string is a value. Join lists with commas. Values may
   * be tokens, such as outputs of other provisioned products. The executions of the provider's state machine hold them for
   * 90 days: dynamic references to secrets are an error, and NoEcho parameters of the stack a warning. Use
   * `secretParameters` for both.
   *
   * @default - the defaults that the product declares
   */
  readonly parameters?: { [key: string]: string };

  /**
   * Keys of parameters that keep, in an update, the value of the last launch.
   *
   * At the first launch they have the defaults that the product declares. Where the product was terminated outside of
   * CloudFormation and is launched again, there is no value to keep: the deployment fails and asks for one.
   *
   * @default - none
   */
  readonly usePreviousValues?: string[];

  /**
   * Parameters whose values are secrets, by key. The function reads the values at the moment of the call.
   *
   * @default - none
   */
  readonly secretParameters?: { [key: string]: SecretParameter };

  /**
   * Tags of the provisioned product, by key. Service Catalog passes them on to its resources.
   *
   * At most 50, those of `Tags.of(...)` included. A key has 1 to 128 characters, a value 1 to 256.
   *
   * @default - the tags that `Tags.of(...)` adds
   */
  readonly tags?: { [key: string]: string };

  /**
   * Topics of the same Region that get the stack events of the provisioned product. At most 5, in any order.
   *
   * Service Catalog cannot change them later: other topics launch a replacement.
   *
   * @default - none
   */
  readonly notificationTopics?: sns.ITopic[];

  /**
   * The accounts, Regions and pace of a product with a stack set constraint.
   *
   * @default - all accounts and Regions of the constraint, one after the other
   */
  readonly stackSetPreferences?: StackSetPreferences;

  /**
   * The language (`AcceptLanguage`) of the requests that look up, launch, update and terminate the product.
   *
   * It applies to the responses to these requests, not to the reasons of an operation that fails later, nor to the messages
   * of this library. Some errors are recognised by their English text only, such as that access has not spread yet or that
   * AWS Control Tower is busy: where Service Catalog translates these, the deployment fails instead of waiting.
   *
   * @default - English
   */
  readonly messageLanguage?: servicecatalog.MessageLanguage;

  /**
   * The name of the provisioned product, unique in the account and Region.
   *
   * 1 to 128 letters, digits, `.`, `_` and `-`. The first is a letter or a digit. A name cannot be changed: another one
   * launches a replacement, after which the old product is terminated.
   *
   * @default - generated from the names of the stack and the resource
   */
  readonly provisionedProductName?: string;

  /**
   * The time that a launch or update may take before the deployment fails: 1 to 57 minutes.
   *
   * CloudFormation itself waits for an hour at most. The operation in Service Catalog is not stopped; the rollback waits for
   * its end. Terminations and rollbacks always have 57 minutes.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

  /**
   * The fate of the provisioned product when the app no longer declares it, or declares a replacement.
   *
   * `DESTROY` terminates it. `RETAIN` keeps it, and so does `RETAIN_ON_UPDATE_OR_DELETE`, unless its launch failed.
   * `SNAPSHOT` is an error.
   *
   * A retained product is adopted when the same stack declares it again under the same logical id. Any other resource (of a
   * stack that was deleted and created again, too) launches a product of its own, or fails where the declared name is taken.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether a termination succeeds even if resources of the provisioned product cannot be deleted.
   *
   * These resources stay in the account, and nothing manages them any more.
   *
   * @default false - the deployment fails
   */
  readonly ignoreTerminationErrors?: boolean;

  /**
   * Whether a termination keeps the CloudFormation stack of the provisioned product, and everything in it.
   *
   * @default false
   */
  readonly retainPhysicalResources?: boolean;

  /**
   * Whether CloudFormation masks the outputs and attributes of the provisioned product.
   *
   * They are masked in stack events and in descriptions of this resource, but not where another resource or an output of the
   * stack uses them, nor in Service Catalog.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
   */
  readonly noEcho?: boolean;

  /**
   * The provider that launches, updates and terminates the provisioned product.
   *
   * It cannot be changed: CloudFormation refuses another one for a provisioned product that is deployed.
   *
   * @default - the provider of the stack, see `ProvisionedProductProvider.getOrCreate`
   */
  readonly provider?: ProvisionedProductProvider;
}

/**
 * A provisioned product of AWS Service Catalog: a product that is launched when the stack is deployed, updated when the
 * declaration changes, and terminated when it is removed.
 *
 * A change of `provisionedProductName` or `notificationTopics` launches a replacement and then terminates the old one;
 * everything else is updated in place.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionProduct.html
 *
 * @example
 * const network = new ProvisionedProduct(this, 'Network', {
 *   product: CatalogProduct.fromName('Network'),
 *   version: ProductVersion.fromName('v2'),
 *   portfolio,
 *   parameters: { Cidr: '10.0.0.0/16' },
 * });
 * new ProvisionedProduct(this, 'Database', {
 *   product: CatalogProduct.fromName('Database'),
 *   portfolio,
 *   parameters: { VpcId: network.getOutput('VpcId') },
 * });
 */
export class ProvisionedProduct extends ProvisionedProductBase implements ITaggableV2 {
  /**
   * Import a provisioned product that this app does not declare. Each attribute that is read must be given.
   *
   * @param scope the construct to import it into
   * @param id the id of the import within its scope
   * @param attributes what is known of the provisioned product
   */
  public static fromProvisionedProductAttributes(
    scope: Construct,
    id: string,
    attributes: ProvisionedProductAttributes,
  ): IProvisionedProduct {
    return new ImportedProvisionedProduct(scope, id, attributes);
  }

  /** The tags of the provisioned product: `tags`, and what `Tags.of(...)` adds and removes. */
  public readonly cdkTagManager: TagManager;

  /** The provider that launches, updates and terminates this provisioned product. */
  public readonly provider: ProvisionedProductProvider;

  /** @internal */
  public readonly _declaredName?: string;

  private readonly resource: CfnResource;
  private readonly usedOutputs = new Set<string>();

  /**
   * Declare a provisioned product.
   *
   * @param scope the construct that the provisioned product is part of
   * @param id the id within its scope. Another one launches another provisioned product and terminates this one
   * @param props what to launch, and how
   */
  constructor(scope: Construct, id: string, props: ProvisionedProductProps) {
    super(scope, id, { physicalName: props?.provisionedProductName });
    atPath(this, () => validateProvisionedProductProps(this, props));
    this._declaredName = props.provisionedProductName && this.physicalName;

    this.provider = props.provider ?? ProvisionedProductProvider.getOrCreate(this);
    this.cdkTagManager = new TagManager(TagType.KEY_VALUE, RESOURCE_TYPE, props.tags);
    const properties = renderProperties(this, props, this.usedOutputs);
    this.resource = new CfnResource(this, 'Resource', {
      type: RESOURCE_TYPE,
      properties: { ServiceToken: this.provider.handler.functionArn, ...properties },
    });
    if (props.removalPolicy) this.resource.applyRemovalPolicy(props.removalPolicy);
    // Access and permissions come before the launch and go after the termination.
    this.resource.node.addDependency(...atPath(this, () => this.provider._bind(this, props)));
    warnOfIdsForNames(this.resource, properties);
    this.node.addValidation({ validate: () => problemsAtSynthesis(this, this.resource, props) });
  }

  /**
   * Read an output of the product.
   *
   * Only outputs that are read travel to CloudFormation, which takes 4096 bytes of them. The deployment fails, and lists the
   * outputs that there are, when the product has no such output.
   *
   * @param key the name of the output as the product declares it
   */
  public override getOutput(key: string): string {
    validateOutput(this, key);
    this.usedOutputs.add(key);
    return this.resource.getAtt(outputAttribute(key)).toString();
  }

  /**
   * Read an output of the product that is a list with commas between its elements.
   *
   * Without a length, the list is one token: take its elements with `Fn.select`. With one, each is a token of its own.
   *
   * @param key the name of the output as the product declares it
   * @param length the number of elements, where it is known
   */
  public override getOutputAsList(key: string, length?: number): string[] {
    validateOutput(this, key, length);
    return Fn.split(',', this.getOutput(key), length);
  }

  /** @internal */
  protected override _attribute(name: keyof Attributes): string {
    const attribute = this.resource.getAtt(name).toString();
    return name === 'ProvisionedProductName' ? this.getResourceNameAttribute(attribute) : attribute;
  }
}
