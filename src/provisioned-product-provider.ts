import { Duration, Names, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { Construct, IConstruct, IDependable } from 'constructs';
import { nameInApp, nameInRegion } from './private/construct-names';
import { GrowingStatement } from './private/growing-statement';
import { PortfolioAccess } from './private/portfolio-access';
import { createFunction } from './private/provider-function';
import { RolePolicy } from './private/role-policy';
import {
  ACCOUNT_FACTORY_ACTIONS,
  serviceCatalogStatements,
  templateStatements,
} from './private/service-catalog-statements';
import { allowToStart, createStateMachine } from './private/waiting-state-machine';

/**
 * The logical ids of deployed stacks hang on it, and each product repeats them: short, and no id that an app would use.
 */
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
   * How long the function's log is kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The key that encrypts the function's log and the executions of the state machine.
   *
   * The executions hold the declared parameters, other than secret ones, for 90 days: readable by whoever may call
   * `states:DescribeExecution` and `states:GetExecutionHistory` on them. The policy of a key that is made in the app is extended as needed; an
   * imported key must already allow Amazon CloudWatch Logs to use it.
   *
   * @default - keys that AWS owns
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * What launches, updates and terminates provisioned products when a stack is deployed.
 *
 * A function, a state machine that does the waiting, and their roles. All provisioned products of a stack share the one
 * that is made by itself; make one explicitly to set its properties, or to share it among stacks of the same account and
 * Region.
 *
 * The provider is a grantee: products without a launch constraint are launched with its permissions.
 */
export class ProvisionedProductProvider extends Construct implements iam.IGrantable {
  /**
   * Find or make the provider that the provisioned products of this scope's stack use unless they name another.
   *
   * Other stacks, nested ones included, cannot use it.
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

  /** The last of all that the provider owns to be made, and the first to go: what a provisioned product waits for. */
  private readonly last: IConstruct;
  private readonly launchStatement: GrowingStatement;
  private readonly portfolioAccess: PortfolioAccess;
  private readonly granteeByStack = new Map<Stack, iam.IGrantable>();

  constructor(scope: Construct, id: string, props: ProvisionedProductProviderProps = {}) {
    super(scope, id);
    this.role =
      props.role ?? new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const grantee = this._granteeFor(this);
    this.grantPrincipal = grantee.grantPrincipal;
    this.handler = createFunction(this, this.role, grantee, props);
    const stateMachine = createStateMachine(this, this.handler, props.encryptionKey);
    allowToStart(grantee, stateMachine, props.encryptionKey);

    this.launchStatement = new GrowingStatement(['servicecatalog:ProvisionProduct'], this.productArn('*'));
    const statements = [
      ...serviceCatalogStatements(),
      ...templateStatements(),
      this.launchStatement,
      this.stackStatement(),
    ];
    const granted = statements.map((statement) => this.grantPrincipal.addToPrincipalPolicy(statement));

    this.last = new lambda.EventInvokeConfig(this, 'Invocation', {
      function: this.handler,
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
    });
    this.last.node.addDependency(this.role, stateMachine);
    for (const { policyDependable } of granted) if (policyDependable) this.last.node.addDependency(policyDependable);
    if (props.vpc) {
      const { internetConnectivityEstablished } = props.vpc.selectSubnets(props.vpcSubnets);
      this.last.node.addDependency(internetConnectivityEstablished, props.vpc, ...(props.securityGroups ?? []));
    }
    this.portfolioAccess = new PortfolioAccess(this, this.role, this.last);
  }

  /**
   * Grant the function what the Account Factory of AWS Control Tower asks of whoever launches, updates or terminates an
   * account: permissions in Control Tower, IAM Identity Center and AWS Organizations, and to read objects of Amazon S3.
   *
   * `controltower:CreateManagedAccount`, `DescribeManagedAccount` and `DeregisterManagedAccount`, `sso:*`,
   * `sso-directory:*`, `organizations:CreateAccount`, `DescribeCreateAccountStatus` and `DescribeOrganization`, and
   * `s3:GetObject`, all of them on all resources, as AWS documents it. A role that the app must not change needs them from
   * you.
   *
   * @see https://docs.aws.amazon.com/controltower/latest/userguide/provision-as-iam.html
   */
  public grantAccountFactory(): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee: this, actions: [...ACCOUNT_FACTORY_ACTIONS], resourceArns: ['*'] });
  }

  /**
   * Take on a consumer, and let the function launch its product.
   *
   * @returns what the consumer must wait for
   * @internal
   */
  public _serve(consumer: Construct, productId?: string): IDependable {
    this.validateSameEnvironment(consumer);
    this.validateMayServe(consumer);
    const own = Stack.of(consumer) === Stack.of(this);
    // The id of a product of another stack would make the provider's stack depend on the consumer's.
    if (productId !== undefined && (own || !Token.isUnresolved(productId))) {
      this.launchStatement.allowOn(this.productArn(productId));
    } else {
      this.launchStatement.allowOnAll();
    }
    return this.last;
  }

  /**
   * Give the function access to a portfolio.
   *
   * @returns what the consumer must wait for: the access, the products and constraints of the portfolio, and all that
   * the provider owns
   * @internal
   */
  public _accessPortfolio(consumer: Construct, portfolio: servicecatalog.IPortfolio): IDependable {
    return this.portfolioAccess.giveFor(consumer, portfolio);
  }

  /**
   * The role as the consumer's stack may grant permissions to it. Unless that stack makes the role, these become a
   * policy of the stack, which keeps the role's stack from depending on it.
   *
   * @internal
   */
  public _granteeFor(consumer: Construct): iam.IGrantable {
    const stack = Stack.of(consumer);
    const known = this.granteeByStack.get(stack);
    if (known) return known;
    const makesRole = stack === this.role.stack && iam.Role.isRole(this.role);
    const grantee = makesRole ? this.role : new RolePolicy(this.role, () => this.policyIn(stack));
    this.granteeByStack.set(stack, grantee);
    return grantee;
  }

  /** Policies of one name would overwrite each other in the role, which may be used by stacks of all Regions. */
  private policyIn(stack: Stack): iam.Policy {
    const policy = new iam.Policy(stack, `${DEFAULT_PROVIDER_ID}.${nameInApp(this)}.${nameInRegion(stack)}`);
    // IAM takes 128 characters.
    const name = Names.uniqueResourceName(policy, { maxLength: 100 });
    (policy.node.defaultChild as iam.CfnPolicy).policyName = `${name}.${stack.region}`;
    return policy;
  }

  private validateSameEnvironment(consumer: Construct): void {
    const own = Stack.of(this);
    const other = Stack.of(consumer);
    for (const property of ['account', 'region'] as const) {
      const comparison = Token.compareStrings(own[property], other[property]);
      if (comparison === TokenComparison.SAME || comparison === TokenComparison.BOTH_UNRESOLVED) continue;
      throw new Error(
        `the provider "${this.node.path}" is in ${property} ${shown(own[property])}, but the stack ` +
          `"${other.node.path}" that uses it is in ${property} ${shown(other[property])}: ` +
          'make a provider in each account and Region, or give both stacks the same env',
      );
    }
  }

  private validateMayServe(consumer: Construct): void {
    if (!this.servesOwnStackOnly() || Stack.of(consumer) === Stack.of(this)) return;
    throw new Error(
      `the provider "${this.node.path}" serves the products of its own stack only, but the stack ` +
        `"${Stack.of(consumer).node.path}" uses it: leave out \`provider\`, or make a ProvisionedProductProvider to share`,
    );
  }

  /** True of the provider that a stack makes by itself. */
  private servesOwnStackOnly(): boolean {
    return this.node.id === DEFAULT_PROVIDER_ID;
  }

  /**
   * Covers all stacks if the provider may be shared: when a stack gives up its last product, the provider's own stack
   * may be deployed before it, and the function looks at that stack once more to terminate the product.
   */
  private stackStatement(): iam.PolicyStatement {
    const stack = Stack.of(this);
    const allStacks = stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: '*' });
    return new iam.PolicyStatement({
      actions: [
        'cloudformation:DescribeStackEvents',
        'cloudformation:DescribeStackResource',
        'cloudformation:DescribeStacks',
      ],
      resources: [this.servesOwnStackOnly() ? stack.stackId : allStacks],
    });
  }

  private productArn(productId: string): string {
    return Stack.of(this).formatArn({
      service: 'catalog',
      // A product of a shared portfolio belongs to the account that shares it.
      account: '*',
      resource: 'product',
      resourceName: productId,
    });
  }
}

/** An account or Region for people to read. */
function shown(place: string): string {
  return Token.isUnresolved(place) ? '(known to the deployment only)' : place;
}
