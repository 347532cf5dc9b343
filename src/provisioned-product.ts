import {
  Annotations,
  CfnResource,
  Fn,
  ITaggableV2,
  IResolvable,
  Lazy,
  Stack,
  TagManager,
  TagType,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LaunchPath } from './launch-path';
import { Attributes, outputAttribute } from './private/attributes';
import { ResourceProperties, SecretParameterProperties } from './private/resource-properties';
import { validateDeclarationSize } from './private/validation/declaration-size';
import { noEchoParametersIn } from './private/validation/no-echo-parameters';
import { validateProvisionedProductProps } from './private/validation/props';
import { validateNoSecretReference } from './private/validation/secret-references';
import { renderStackSetPreferences } from './private/validation/stack-set-preferences';
import { validateTags } from './private/validation/tags';
import { ProvisionedProductProps } from './provisioned-product-props';
import { ProvisionedProductProvider } from './provisioned-product-provider';
import { SecretParameter } from './secret-parameter';

const RESOURCE_TYPE = 'Custom::ServiceCatalogProvisionedProduct';

/** Properties as the template holds them: every value may be a token. */
type Rendered<T> = { readonly [Key in keyof T]: T[Key] | IResolvable };

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
export class ProvisionedProduct extends Construct implements ITaggableV2 {
  /** The tags of the provisioned product: `tags`, and what `Tags.of(...)` adds and removes. */
  public readonly cdkTagManager: TagManager;

  /** What launches, updates and terminates this provisioned product. */
  public readonly provider: ProvisionedProductProvider;

  private readonly resource: CfnResource;
  private readonly usedOutputs = new Set<string>();

  constructor(scope: Construct, id: string, props: ProvisionedProductProps) {
    super(scope, id);
    validateProvisionedProductProps(props);

    this.cdkTagManager = new TagManager(TagType.KEY_VALUE, RESOURCE_TYPE, props.tags);
    this.node.addValidation({ validate: () => this.problemsAtSynthesis(props) });

    this.provider = props.provider ?? ProvisionedProductProvider.getOrCreate(this);
    this.resource = new CfnResource(this, 'Resource', {
      type: RESOURCE_TYPE,
      properties: this.renderProperties(props),
    });
    if (props.removalPolicy) this.resource.applyRemovalPolicy(props.removalPolicy);
    this.waitForProvider(props);
  }

  /** The id of the provisioned product, for example `pp-abcdefghijklm`. */
  public get provisionedProductId(): string {
    return this.attribute('ProvisionedProductId');
  }

  /** The name of the provisioned product. */
  public get provisionedProductName(): string {
    return this.attribute('ProvisionedProductName');
  }

  /** The ARN of the provisioned product. */
  public get provisionedProductArn(): string {
    return this.attribute('ProvisionedProductArn');
  }

  /** The id of the record of the last launch or update, for example `rec-abcdefghijklm`. */
  public get recordId(): string {
    return this.attribute('RecordId');
  }

  /** The id of the product, for example `prod-abcdefghijklm`. */
  public get productId(): string {
    return this.attribute('ProductId');
  }

  /** The id of the version that is launched, for example `pa-abcdefghijklm`. */
  public get provisioningArtifactId(): string {
    return this.attribute('ProvisioningArtifactId');
  }

  /** The id of the launch path that was taken. */
  public get pathId(): string {
    return this.attribute('PathId');
  }

  /** The ARN of the CloudFormation stack of the provisioned product; empty for products that have none. */
  public get cloudFormationStackArn(): string {
    return this.attribute('CloudFormationStackArn');
  }

  /**
   * Read an output of the product.
   *
   * Only outputs that are read here travel to CloudFormation, which takes 4096 bytes of them for each provisioned
   * product. The deployment fails, and names the outputs that there are, when the product has no such output.
   *
   * @param key the name of the output as the product declares it
   */
  public getOutput(key: string): string {
    if (typeof key !== 'string' || key === '' || Token.isUnresolved(key)) {
      throw new Error(`the key "${key}" of an output must be known when the app is built: pass the name of an output`);
    }
    this.usedOutputs.add(key);
    return this.resource.getAtt(outputAttribute(key)).toString();
  }

  /**
   * Read an output of the product that is a list with commas between its elements.
   *
   * The length of the list is not known before the deployment: take elements with `Fn.select(0, list)`, not `list[0]`.
   *
   * @param key the name of the output as the product declares it
   */
  public getOutputAsList(key: string): string[] {
    return Fn.split(',', this.getOutput(key));
  }

  private attribute(name: keyof Attributes): string {
    return this.resource.getAtt(name).toString();
  }

  private renderProperties(props: ProvisionedProductProps): Rendered<ResourceProperties> {
    const { portfolio, notificationTopics, timeout } = props;
    const launchPath = props.launchPath ?? (portfolio && LaunchPath.fromPortfolio(portfolio));
    const stackSetPreferences = unlessEmpty(props.stackSetPreferences);
    return {
      ServiceToken: this.provider.handler.functionArn,
      ...props.product._properties,
      ...props.version?._properties,
      ...launchPath?._properties,
      ProvisionedProductName: props.provisionedProductName,
      ProvisioningParameters: unlessEmpty(props.parameters),
      PreviousParameters: unlessEmpty(props.usePreviousValues),
      SecretParameters: unlessEmpty(renderSecretParameters(props.secretParameters ?? {})),
      Tags: this.cdkTagManager.renderedTags,
      NotificationArns: unlessEmpty(notificationTopics?.map((topic) => topic.topicArn)),
      ProvisioningPreferences: stackSetPreferences && renderStackSetPreferences(stackSetPreferences),
      AcceptLanguage: props.messageLanguage,
      IgnoreErrors: props.ignoreTerminationErrors?.toString(),
      RetainPhysicalResources: props.retainPhysicalResources?.toString(),
      // Uncached: what is resolved at synthesis may read an output only then.
      OutputKeys: Lazy.uncachedList({ produce: () => [...this.usedOutputs].sort() }, { omitEmpty: true }),
      NoEcho: props.noEcho ? 'true' : undefined,
      TimeoutSeconds: timeout && Tokenization.stringifyNumber(timeout.toSeconds()),
    };
  }

  /** Access and permissions come before the launch and go after the termination. */
  private waitForProvider(props: ProvisionedProductProps): void {
    const served = this.provider._serve(this, props.product._properties.ProductId);
    const { portfolio } = props;
    this.resource.node.addDependency(portfolio ? this.provider._accessPortfolio(this, portfolio) : served);
    const grantee = this.provider._granteeFor(this);
    for (const secret of Object.values(props.secretParameters ?? {})) {
      for (const grant of secret._grantRead(grantee)) grant.applyBefore(this.resource);
    }
  }

  /** `Tags.of(...)` adds tags after the constructor has run, and tokens tell only then what they stand for. */
  private problemsAtSynthesis({ parameters = {}, stackSetPreferences }: ProvisionedProductProps): string[] {
    const tags = this.cdkTagManager.tagValues();
    this.warnOfNoEcho(parameters, tags);
    return [
      ...problemsOf(() => validateTags(tags)),
      ...problemsOf(() => validateNoSecretReference(Stack.of(this).resolve({ parameters, tags }))),
      ...problemsOf(() => validateDeclarationSize(Stack.of(this).resolve({ parameters, tags, stackSetPreferences }))),
    ];
  }

  /** CloudFormation hides these values, and the executions of the state machine do not. */
  private warnOfNoEcho(parameters: { [key: string]: string }, tags: { [key: string]: string }): void {
    const warn = (property: string, value: string, advice: string): void => {
      for (const parameter of noEchoParametersIn(this, value)) {
        Annotations.of(this.resource).addWarningV2(
          'cdk-provisioned-product:noEchoInPlainText',
          `${property} has the value of the NoEcho parameter "${parameter}", which everybody could read who may look at ` +
            `the executions of the provider's state machine: ${advice}`,
        );
      }
    };
    for (const [key, value] of Object.entries(parameters)) {
      warn(`parameters.${key}`, value, 'keep the value in a secret, and move the parameter to secretParameters');
    }
    for (const [key, value] of Object.entries(tags)) {
      warn(`the value of the tag "${key}"`, value, 'remove the tag; what is secret goes into secretParameters');
    }
  }
}

function problemsOf(validate: () => void): string[] {
  try {
    validate();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function renderSecretParameters(secrets: {
  [key: string]: SecretParameter;
}): Record<string, SecretParameterProperties> {
  return Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [key, secret._properties]));
}

/** CloudFormation would take a property that becomes empty for a change. */
function unlessEmpty<T extends object>(value: T | undefined): T | undefined {
  return value && Object.values(value).some((part) => part !== undefined) ? value : undefined;
}
