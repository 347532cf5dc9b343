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
   * The role of the function: the one that launches the products and owns them.
   *
   * Made for organisations that associate roles of a fixed name with their portfolios; then choose the path with
   * `LaunchPath.fromPortfolio` and leave out `portfolio`. With it, providers of several stacks that have this role make
   * one and the same association, and the stack that is destroyed first takes the access away from all.
   *
   * AWS Lambda must be allowed to assume the role. Each stack adds a policy to it that holds what its function needs,
   * unless the role is imported with `mutable: false`. Import it so where many stacks share it: a role's inline policies
   * hold 10,240 characters together.
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
   * the answer), and Secrets Manager and Systems Manager for secret parameters.
   *
   * @default - the function does not run in a VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC in which the function runs.
   *
   * @default - the private subnets with a way out
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
   * Its retention, its key and whether it outlives the stack are then yours.
   *
   * @default - a new one, which keeps a month, is encrypted with `encryptionKey`, and goes with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The log group to which Step Functions writes executions that fail.
   *
   * The level is `ERROR`. Execution data is never included: it holds the URL to which the answer goes.
   *
   * @default - Step Functions writes no log
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
   */
  readonly stateMachineLogGroup?: logs.ILogGroup;

  /**
   * The role of the state machine, for organisations that make all roles themselves.
   *
   * AWS Step Functions must be allowed to assume it. The right to invoke the function is added, unless the role is imported
   * with `mutable: false`.
   *
   * @default - a new role that may invoke the one function
   */
  readonly stateMachineRole?: iam.IRole;

  /**
   * How many runs of the function are kept free for it, and how many there are at the most at one time.
   *
   * A run takes a few seconds, every 5 to 30 seconds for each product that is being launched: ten are enough for a hundred
   * products at a time, and what finds none free waits.
   *
   * @default - those of the account that no function has reserved
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * Where AWS Lambda sends an event of CloudFormation that it could not hand to the function in three tries.
   *
   * The event holds the declared parameters and the URL to which the answer goes: the destination should be encrypted.
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
   * Whose provisioned products the provider may update and terminate, as far as IAM decides it.
   *
   * @default ManagedProducts.OF_ACCOUNT
   */
  readonly manages?: ManagedProducts;

  /**
   * The key that encrypts the function's log and the executions of the state machine.
   *
   * The executions hold the declared parameters, other than secret ones, and the URL to which the answer goes, for 90 days:
   * readable by whoever may call `states:DescribeExecution` and `states:GetExecutionHistory` on them, and with a key of yours
   * only by who may decrypt with it, too. They hold no outputs. The policy of a key that is made in the app is extended as
   * needed; an imported key must already allow Amazon CloudWatch Logs to use it.
   *
   * @default - keys that AWS owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Further stacks whose products the function serves: their names, in which "*" stands for any text.
   *
   * The stacks of the app are served without being named. Name those of other apps that use this provider, and a stack that
   * leaves the app before it is destroyed. A request of any other stack is refused before anything is read for it. Secrets
   * that are granted for one stack can be used by all: share a provider only among stacks of one trust. The provider that a
   * stack makes by itself serves that stack alone.
   *
   * @default - the stacks of the app
   */
  readonly stacks?: string[];

  /**
   * The one bucket to which answers are sent, which is where CloudFormation takes them.
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
 * A function, a state machine that does the waiting, and their roles. All provisioned products of a stack share the provider
 * that the stack makes by itself. Make one explicitly to set its properties, or to share it among stacks of one account and
 * Region.
 *
 * The provider is a grantee: products without a launch constraint are launched with its permissions.
 */
export class ProvisionedProductProvider extends Construct implements iam.IGrantable, ec2.IConnectable {
  /**
   * Find or make the provider that the provisioned products of this scope's stack use unless they name another.
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
   * Made for alarms and dashboards. What starts executions of it by itself is outside what this library promises.
   */
  public readonly stateMachine: stepfunctions.IStateMachine;

  private readonly resources: ProviderResources;

  /**
   * Make a provider.
   *
   * @param scope the construct that the provider is part of
   * @param id the id within its scope; another one makes another function, which deployed products cannot change to
   * @param props what to change of the defaults
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
   * The network connections of the function: what it may reach, as far as its security groups decide it.
   *
   * @throws where the provider has no `vpc`
   */
  public get connections(): ec2.Connections {
    if (this.handler.isBoundToVpc) return this.handler.connections;
    throw new Error(`[${this.node.path}] the provider has no security groups, because it has no VPC: pass vpc to it`);
  }

  /**
   * The number of executions of the state machine that failed: requests that even the last resort could not answer.
   *
   * Each is a bug of this library or a permission that was taken away, and CloudFormation waits for it for an hour. A launch
   * that Service Catalog refuses is none of them.
   *
   * @default - the sum over 5 minutes
   * @param props what to change of the metric
   */
  public metricExecutionsFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stateMachine.metricFailed(props);
  }

  /**
   * Grant the function what the Account Factory of AWS Control Tower asks of whoever launches, updates or terminates an
   * account: permissions in Control Tower, IAM Identity Center and AWS Organizations, and to read objects of Amazon S3.
   *
   * All of them are on all resources, as AWS documents it. A role that the app must not change needs them from you.
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
