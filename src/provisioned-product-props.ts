import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import { CatalogProduct } from './catalog-product';
import { LaunchPath } from './launch-path';
import { ProductVersion } from './product-version';
import { ProvisionedProductProvider } from './provisioned-product-provider';
import { SecretParameter } from './secret-parameter';
import { StackSetPreferences } from './stack-set-preferences';

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
   * be tokens, such as outputs of other provisioned products. Dynamic references to secrets are refused, because custom
   * resources do not support them, and NoEcho parameters of the stack are warned of, because the executions of the
   * provider's state machine hold these values for 90 days: use `secretParameters`.
   *
   * @default - the defaults that the product declares
   */
  readonly parameters?: { [key: string]: string };

  /**
   * Keys of parameters that keep, in an update, the value of the last launch.
   *
   * At the first launch they have the defaults that the product declares. Where the product is launched again, because it
   * was terminated from outside, there is no value to keep: the deployment fails and asks for one.
   *
   * @default - none
   */
  readonly usePreviousValues?: string[];

  /**
   * Parameters whose values are secrets, by key.
   *
   * @default - none
   */
  readonly secretParameters?: { [key: string]: SecretParameter };

  /**
   * Tags of the provisioned product, by key; Service Catalog hands them on to its resources.
   *
   * At most 50, those of `Tags.of(...)` included. A key has 1 to 128 characters, a value 1 to 256.
   *
   * @default - the tags that `Tags.of(...)` adds
   */
  readonly tags?: { [key: string]: string };

  /**
   * Topics that get the stack events of the provisioned product; at most 5, each once. Their order does not matter.
   *
   * Service Catalog cannot change them later: other topics launch a replacement.
   *
   * @default - none
   */
  readonly notificationTopics?: sns.ITopic[];

  /**
   * Where and how fast a product with a stack set constraint is rolled out.
   *
   * @default - all accounts and Regions of the constraint, one after the other
   */
  readonly stackSetPreferences?: StackSetPreferences;

  /**
   * The language (`AcceptLanguage`) of the requests that look up, launch, update and terminate the product.
   *
   * It reaches what Service Catalog answers to these requests, not the reasons of an operation that fails later, nor the
   * words of this library. Some answers are known by their English words only, such as that access has not spread yet or
   * that AWS Control Tower is busy: where Service Catalog translates these, the deployment fails instead of waiting.
   *
   * @default - English
   */
  readonly messageLanguage?: servicecatalog.MessageLanguage;

  /**
   * The name of the provisioned product, unique in the account and Region.
   *
   * 1 to 128 letters, digits, `.`, `_` and `-`; the first is a letter or a digit. A name can never be changed: another
   * one launches a replacement, for as long as which both exist.
   *
   * @default - generated from the names of the stack and the resource
   */
  readonly provisionedProductName?: string;

  /**
   * How long a launch or update may take before the deployment fails; 1 to 57 minutes.
   *
   * CloudFormation itself waits for an hour at most. What is under way in Service Catalog then is not stopped; the
   * rollback waits for its end. Terminations and rollbacks always have 57 minutes.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

  /**
   * What happens to the provisioned product when the app no longer declares it, or declares a replacement.
   *
   * `DESTROY` terminates it. `RETAIN` keeps it, and so does `RETAIN_ON_UPDATE_OR_DELETE`, unless its launch failed.
   * `SNAPSHOT` is refused.
   *
   * What was retained is taken up again when the same stack declares it again under the same logical id. Any other
   * resource (of a stack that was made anew, too) launches a product of its own, or fails where the declared name is taken.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether to forget the provisioned product even if its resources cannot be deleted.
   *
   * Resources that could not be deleted stay in the account, and nothing manages them any more.
   *
   * @default false - the deployment fails
   * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_TerminateProvisionedProduct.html
   */
  readonly ignoreTerminationErrors?: boolean;

  /**
   * Whether to keep the CloudFormation stack of the provisioned product, and everything in it, when it is terminated.
   *
   * @default false
   * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_TerminateProvisionedProduct.html
   */
  readonly retainPhysicalResources?: boolean;

  /**
   * Whether CloudFormation masks the outputs and attributes of the provisioned product wherever it shows them.
   *
   * Masked are what stack events and descriptions of the stack show of this resource; not what uses an output, such as another
   * resource or an output of the stack, nor what Service Catalog shows.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
   */
  readonly noEcho?: boolean;

  /**
   * What launches, updates and terminates the provisioned product.
   *
   * It can never be changed: CloudFormation refuses another one for a provisioned product that is deployed.
   *
   * @default - the provider of the stack, see `ProvisionedProductProvider.getOrCreate`
   */
  readonly provider?: ProvisionedProductProvider;
}
