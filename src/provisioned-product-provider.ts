import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IDependable } from 'constructs';
import { ManagedProducts } from './managed-products';
import { ACCOUNT_FACTORY_ACTIONS } from './private/permissions';
import { createProviderResources, ProviderResources } from './private/provider-resources';
import { validateConsumer } from './private/validation/environment';
import { validateProviderProps } from './private/validation/provider-props';
import { atPath } from './private/validation/type';
import type { ProvisionedProductProps } from './provisioned-product';

/** The logical ids of deployed stacks depend on it, and each product repeats them: short, and no id that an app would use. */
const DEFAULT_PROVIDER_ID = '@ServiceCatalog';

/** Properties of a `ProvisionedProductProvider`. */
export interface ProvisionedProductProviderProps {
  /**
   * The role of the function, which launches the products and owns them.
   *
   * Pass an existing role if your organisation manages portfolio access itself; then choose the path with
   * `LaunchPath.fromPortfolio` and leave out `portfolio`. With `portfolio`, providers of several stacks that have this role
   * make the same association, and the stack that is destroyed first takes the access away from all.
   *
   * AWS Lambda must be allowed to assume the role. Each stack adds a policy to it with the permissions that its function
   * needs, unless the role is imported with `mutable: false`. Import it so where many stacks share it: the inline policies
   * of a role hold 10,240 characters together.
   *
   * @default - a new role
   */
  readonly role?: iam.IRole;

  /**
   * The instruction set of the function, for Regions that do not have the default.
   *
   * @default lambda.Architecture.ARM_64
   */
  readonly architecture?: lambda.Architecture;

  /**
   * The runtime of the function, for Regions that do not have the default: Node.js 22 or newer.
   *
   * @default lambda.Runtime.NODEJS_24_X
   */
  readonly runtime?: lambda.Runtime;

  /**
   * The VPC in which the function runs.
   *
   * The function must reach Service Catalog, Step Functions, CloudFormation and Amazon S3 (where CloudFormation takes
   * the response), and Secrets Manager and Systems Manager for secret parameters.
   *
   * @default - the function does not run in a VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC in which the function runs.
   *
   * @default - the private subnets that can reach the internet
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the function.
   *
   * @default - a new security group that allows all outbound traffic, when there is a VPC
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The log group of the function.
   *
   * Its retention, its key and its removal policy are then up to you.
   *
   * @default - a new one with a retention of one month, encrypted with `encryptionKey`, and deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The log group to which Step Functions writes executions that fail.
   *
   * The level is `ERROR`. Execution data is never included: it holds the URL to which the response goes.
   *
   * @default - Step Functions writes no log
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
   */
  readonly stateMachineLogGroup?: logs.ILogGroup;

  /**
   * The role of the state machine, for organisations that create all roles themselves.
   *
   * AWS Step Functions must be allowed to assume it. The permission to invoke the function is added, unless the role is
   * imported with `mutable: false`.
   *
   * @default - a new role that may invoke the one function
   */
  readonly stateMachineRole?: iam.IRole;

  /**
   * The number of concurrent executions that are reserved for the function, which is their maximum, too: 1 or more.
   *
   * An execution takes a few seconds, every 5 to 30 seconds for each product that is being launched. Ten are enough for a
   * hundred products at a time; an invocation beyond them is retried.
   *
   * @default - the unreserved concurrency of the account
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * The destination of events of CloudFormation that AWS Lambda could not deliver to the function in three tries.
   *
   * The event holds the declared parameters and the URL to which the response goes: the destination should be encrypted.
   *
   * @default - such an event is dropped, and CloudFormation waits for an hour
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
   */
  readonly onFailure?: lambda.IDestination;

  /**
   * Whether AWS X-Ray traces the function and the state machine.
   *
   * @default false
   */
  readonly tracing?: boolean;

  /**
   * The provisioned products that IAM lets the provider update and terminate.
   *
   * @default ManagedProducts.OF_ACCOUNT
   */
  readonly manages?: ManagedProducts;

  /**
   * The key that encrypts the function's log and the executions of the state machine.
   *
   * For 90 days, the executions hold the declared parameters, other than secret ones, and the URL to which the response goes.
   * Whoever may call `states:DescribeExecution` and `states:GetExecutionHistory` can read them; with this key, only if
   * they may decrypt with it, too. The executions hold no outputs. The policy of a key of the app is extended as needed; an
   * imported key must already allow Amazon CloudWatch Logs to use it.
   *
   * @default - keys that AWS owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Names of further stacks whose products the function serves. `*` stands for any text.
   *
   * The stacks of the app are served without being named. Name those of other apps that use this provider, and a stack that
   * leaves the app before it is destroyed. A request of any other stack is rejected before anything is read for it. Secrets
   * that are granted for one stack can be used by all: share a provider only among stacks that trust each other. The provider
   * that a stack creates by itself serves that stack alone.
   *
   * @default - the stacks of the app
   */
  readonly stacks?: string[];

  /**
   * The only bucket to which responses are sent, where CloudFormation takes them.
   *
   * AWS documents it for the policies of VPC endpoints: `cloudformation-custom-resource-response-` and the Region without its
   * dashes, e.g. `cloudformation-custom-resource-response-useast1`.
   *
   * @default - any bucket of Amazon S3 whose URL names the request
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/vpc-interface-endpoints.html
   */
  readonly responseBucket?: string;
}

/**
 * Launches, updates and terminates provisioned products when a stack is deployed.
 *
 * It owns a function, a state machine that waits, and their roles. All provisioned products of a stack share the provider that
 * the stack creates by itself. Create one explicitly to set its properties, or to share it among stacks of one account and
 * Region.
 *
 * The provider is a grantee: products without a launch constraint are launched with its permissions.
 */
export class ProvisionedProductProvider extends Construct implements iam.IGrantable, ec2.IConnectable {
  /**
   * Find or create the provider that the provisioned products of a stack use unless they name another.
   *
   * Other stacks, nested ones included, cannot use it.
   *
   * @param scope any construct of the stack
   */
  public static getOrCreate(scope: Construct): ProvisionedProductProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(DEFAULT_PROVIDER_ID);
    if (existing === undefined) return new ProvisionedProductProvider(stack, DEFAULT_PROVIDER_ID);
    if (existing instanceof ProvisionedProductProvider) return existing;
    // A function of one version need not know the properties of the other.
    throw new Error(
      `the provider "${existing.node.path}" was made by another copy of cdk-provisioned-product: keep one copy in the ` +
        'app (`npm ls cdk-provisioned-product` shows them), or pass a `provider` that is made with the same copy',
    );
  }

  /** The role of the function, which launches the products and owns them. */
  public readonly role: iam.IRole;

  /** The principal to grant permissions to: the role of the function. */
  public readonly grantPrincipal: iam.IPrincipal;

  /** The function that CloudFormation and the state machine invoke. */
  public readonly handler: lambda.IFunction;

  /** The log group of the function. */
  public readonly logGroup: logs.ILogGroup;

  /**
   * The state machine that waits for Service Catalog: one execution for each request of CloudFormation.
   *
   * Use it for alarms and dashboards. Only the function is meant to start its executions.
   */
  public readonly stateMachine: stepfunctions.IStateMachine;

  private readonly resources: ProviderResources;

  /**
   * Create a provider.
   *
   * @param scope the construct that the provider is part of
   * @param id the id within its scope. Another one creates another function, to which deployed products cannot change
   * @param props what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: ProvisionedProductProviderProps = {}) {
    super(scope, id);
    atPath(this, () => validateProviderProps(props));
    this.resources = createProviderResources(this, props, DEFAULT_PROVIDER_ID);
    const { role, handler, stateMachine } = this.resources;
    this.role = role.role;
    this.grantPrincipal = role.granteeIn(Stack.of(this)).grantPrincipal;
    this.handler = handler;
    this.logGroup = handler.logGroup;
    this.stateMachine = stepfunctions.StateMachine.fromStateMachineArn(this, 'Executions', stateMachine.ref);
  }

  /**
   * The network connections of the function, for rules of its security groups.
   *
   * @throws where the provider has no `vpc`
   */
  public get connections(): ec2.Connections {
    if (this.handler.isBoundToVpc) return this.handler.connections;
    throw new Error(`[${this.node.path}] the provider has no security groups, because it has no VPC: pass vpc to it`);
  }

  /**
   * Return the metric of executions of the state machine that failed: requests that got no response.
   *
   * The reason is a bug of this library or a permission that was taken away, and CloudFormation waits for an hour. An operation
   * that fails in Service Catalog gets its response, and is not counted.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the defaults
   */
  public metricExecutionsFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stateMachine.metricFailed(props);
  }

  /**
   * Grant the function what the Account Factory of AWS Control Tower requires of the caller that launches, updates or
   * terminates an account: permissions in Control Tower, IAM Identity Center and AWS Organizations, and to read from Amazon S3.
   *
   * They are on all resources, as AWS documents it. Grant them yourself to a role that is imported as immutable.
   *
   * @see https://docs.aws.amazon.com/controltower/latest/userguide/provision-as-iam.html
   */
  public grantAccountFactory(): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee: this, actions: [...ACCOUNT_FACTORY_ACTIONS], resourceArns: ['*'] });
  }

  /**
   * Take on a consumer: let the function launch its product, through its portfolio, with its secrets.
   *
   * @returns what the consumer must wait for
   * @internal
   */
  public _bind(
    consumer: Construct,
    { product, portfolio, secretParameters = {} }: ProvisionedProductProps,
  ): IDependable[] {
    validateConsumer(this, consumer, this.node.id === DEFAULT_PROVIDER_ID);
    const { launchPermission, role, portfolioAccess, ready } = this.resources;
    launchPermission.add(product._properties.ProductId, Stack.of(consumer));
    const grantee = role.granteeIn(Stack.of(consumer));
    const granted = Object.values(secretParameters).flatMap((secret) => secret._grantRead(grantee));
    return [portfolio ? portfolioAccess.grantFor(consumer, portfolio) : ready, ...granted];
  }
}
