import { ArnFormat, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';

// The permissions of both roles of a provider, as docs/permissions.md lists them.

/** The inline policies of a role hold 10,240 bytes together; this many ARNs fill less than half of them. */
const MAXIMUM_PRODUCTS = 40;

const OBSERVING_ACTIONS = ['servicecatalog:DescribeProvisionedProduct', 'servicecatalog:ListRecordHistory'];

const MANAGING_ACTIONS = [
  'servicecatalog:DescribeRecord',
  'servicecatalog:ListStackInstancesForProvisionedProduct',
  'servicecatalog:TerminateProvisionedProduct',
  'servicecatalog:UpdateProvisionedProduct',
];

const CATALOG_ACTIONS = [
  'servicecatalog:DescribePortfolio',
  'servicecatalog:DescribeProduct',
  'servicecatalog:DescribeProvisioningParameters',
  'servicecatalog:GetProvisionedProductOutputs',
  'servicecatalog:ListLaunchPaths',
  'servicecatalog:ListPortfoliosForProduct',
  'servicecatalog:ListProvisionedProductPlans',
  'servicecatalog:ListProvisioningArtifacts',
  'servicecatalog:SearchProducts',
];

/**
 * The Account Factory of AWS Control Tower works with the permissions of its caller.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/provision-as-iam.html
 */
export const ACCOUNT_FACTORY_ACTIONS: readonly string[] = [
  'controltower:CreateManagedAccount',
  'controltower:DeregisterManagedAccount',
  'controltower:DescribeManagedAccount',
  'organizations:CreateAccount',
  'organizations:DescribeCreateAccountStatus',
  'organizations:DescribeOrganization',
  's3:GetObject',
  'sso:*',
  'sso-directory:*',
];

/** Those of AWSLambdaENIManagementAccess: the network interfaces of a function in a VPC. */
const NETWORK_INTERFACE_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** Step Functions requires them of whoever starts or runs an encrypted state machine. */
const ENCRYPTION_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Step Functions requires them to write to a log group; none of them has a resource. */
const LOG_DELIVERY_ACTIONS = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];

const TRACING_ACTIONS = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

function allowOnAll(actions: readonly string[], conditions?: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [...actions], resources: ['*'], conditions });
}

/**
 * The function's calls of Service Catalog, other than launches.
 *
 * `accountLevel` and `roleLevel` are for actions on provisioned products and records; a statement that asks for one denies
 * all other actions. Whether a name is taken, and who has changed a product since, must be seen of all.
 * The reads of the catalog have no resource: a product that is asked for by its name has no ARN to compare.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsservicecatalog.html
 */
export function serviceCatalogStatements(managesOwnOnly: boolean): iam.PolicyStatement[] {
  const ofOwner = (level: string, actions: string[]) =>
    allowOnAll(actions, { StringEquals: { [`servicecatalog:${level}`]: 'self' } });
  return [
    ...(managesOwnOnly
      ? [ofOwner('accountLevel', OBSERVING_ACTIONS), ofOwner('roleLevel', MANAGING_ACTIONS)]
      : [ofOwner('accountLevel', [...OBSERVING_ACTIONS, ...MANAGING_ACTIONS].sort())]),
    allowOnAll(CATALOG_ACTIONS),
  ];
}

/**
 * Service Catalog reads the template of a product with the permissions of its caller: surely where there is no launch
 * constraint, and AWS's own policies for callers of products that have one grant it, too. Only Service Catalog's own
 * copies of templates bear the tag.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html
 */
export function templateStatements(): iam.PolicyStatement[] {
  return [
    allowOnAll(['cloudformation:GetTemplateSummary']),
    allowOnAll(['s3:GetObject'], { StringEquals: { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' } }),
  ];
}

/** The launch of the products that the app names by their ids, or of all where it names one otherwise, or too many. */
export class LaunchPermission {
  private readonly productIds = new Set<string>();
  private onAll = false;

  constructor(private readonly stack: Stack) {}

  /** Its resources are collected until synthesis. */
  public get statement(): iam.PolicyStatement {
    return new iam.PolicyStatement({
      actions: ['servicecatalog:ProvisionProduct'],
      resources: Lazy.list({ produce: () => this.finalIds().map((id) => this.arnOf(id)) }),
    });
  }

  /**
   * Add a product that a stack launches.
   *
   * @param productId undefined where only the name of the product is known
   */
  public add(productId: string | undefined, consumer: Stack): void {
    // A product of another stack would make the provider's stack depend on the consumer's.
    if (productId !== undefined && (consumer === this.stack || !Token.isUnresolved(productId))) {
      this.productIds.add(productId);
    } else {
      this.onAll = true;
    }
  }

  private finalIds(): string[] {
    const { size } = this.productIds;
    return this.onAll || size === 0 || size > MAXIMUM_PRODUCTS ? ['*'] : [...this.productIds];
  }

  private arnOf(productId: string): string {
    return this.stack.formatArn({
      service: 'catalog',
      // A product of a shared portfolio belongs to the account that shares it.
      account: '*',
      resource: 'product',
      resourceName: productId,
    });
  }
}

/** The function reads its stack to tell whether a request is still current, and a rollback from a deploy. */
export function stackStatement(stackArns: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStackResource',
      'cloudformation:DescribeStacks',
    ],
    resources: stackArns,
  });
}

/** The function starts executions of this state machine, finds them and stops them. */
export function executionStatements(
  stateMachine: stepfunctions.CfnStateMachine,
  encryptionKey: kms.IKey | undefined,
): iam.PolicyStatement[] {
  const { region } = stateMachine.stack;
  const executions = stateMachine.stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${stateMachine.attrName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const statements = [
    new iam.PolicyStatement({
      actions: ['states:ListExecutions', 'states:StartExecution'],
      resources: [stateMachine.ref],
    }),
    new iam.PolicyStatement({ actions: ['states:StopExecution'], resources: [executions] }),
  ];
  if (!encryptionKey) return statements;
  const conditions = { StringEquals: { 'kms:ViaService': `states.${region}.amazonaws.com` } };
  return [
    ...statements,
    new iam.PolicyStatement({ actions: ENCRYPTION_ACTIONS, resources: [encryptionKey.keyArn], conditions }),
  ];
}

/** The function's network interfaces, for a role that is given; a role of the provider's own has the managed policy. */
export function networkInterfaceStatement(): iam.PolicyStatement {
  return allowOnAll(NETWORK_INTERFACE_ACTIONS);
}

/** AWS X-Ray has no resources. */
export function tracingStatement(): iam.PolicyStatement {
  return allowOnAll(TRACING_ACTIONS);
}

export interface StateMachineFeatures {
  readonly encryptionKey?: kms.IKey;
  readonly logs: boolean;
  readonly tracing: boolean;
}

/** The state machine may invoke the one function that it is named like. */
export function stateMachineStatements(
  stack: Stack,
  handler: lambda.IFunction,
  { encryptionKey, logs, tracing }: StateMachineFeatures,
): iam.PolicyStatement[] {
  const statements = [
    new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }),
  ];
  if (encryptionKey) {
    const stateMachineArn = stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: handler.functionName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const conditions = { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': stateMachineArn } };
    statements.push(
      new iam.PolicyStatement({ actions: ENCRYPTION_ACTIONS, resources: [encryptionKey.keyArn], conditions }),
    );
  }
  if (logs) statements.push(allowOnAll(LOG_DELIVERY_ACTIONS));
  if (tracing) statements.push(tracingStatement());
  return statements;
}

/**
 * Unlike `grantRead` of the secret, nothing is added to the policy of its key: the key's stack would depend on the
 * role's, and make a cycle where the secret is of another stack. A key leaves it to IAM who of its account may use it.
 */
export function grantReadOfSecret(secret: secretsmanager.ISecret, grantee: iam.IGrantable): iam.Grant[] {
  const read = iam.Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue'],
    resourceArns: [secret.secretFullArn ?? `${secret.secretArn}-??????`],
  });
  if (!secret.encryptionKey) return [read];
  return [read, grantDecrypt(secret.encryptionKey, 'secretsmanager', secret.stack.region, grantee)];
}

export function grantReadOfSecureString(
  parameter: ssm.IParameter,
  encryptionKey: kms.IKey | undefined,
  grantee: iam.IGrantable,
): iam.Grant[] {
  const resourceArns = [parameter.parameterArn];
  const read = iam.Grant.addToPrincipal({ grantee, actions: ['ssm:GetParameter'], resourceArns });
  return encryptionKey ? [read, grantDecrypt(encryptionKey, 'ssm', parameter.stack.region, grantee)] : [read];
}

/** Only for what the service hands out, not for all that is encrypted with the same key. */
function grantDecrypt(key: kms.IKey, service: string, region: string, grantee: iam.IGrantable): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
  });
}
