import * as path from 'path';
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FUNCTION_TIMEOUT_SECONDS } from './limits';
import { networkInterfaceStatement, tracingStatement } from './permissions';
import { ProviderRole } from './stack-scoped-role';

/** A deployment takes 114 MiB at its peak; at 128 MB, a function twice as slow loads in 0.8 s (`npm run bench:function`). */
const MEMORY_MB = 256;

export interface ProviderFunctionProps {
  readonly architecture?: lambda.Architecture;
  readonly runtime?: lambda.Runtime;
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly logGroup?: logs.ILogGroup;
  readonly reservedConcurrentExecutions?: number;
  readonly tracing?: boolean;
  readonly encryptionKey?: kms.IKey;
  readonly responseBucket?: string;
  /** Names and patterns, joined by commas. @default - the function's own stack */
  readonly stacks?: string;
}

/** Create the function that takes the steps, and its log group. */
export function createFunction(
  scope: Construct,
  providerRole: ProviderRole,
  props: ProviderFunctionProps,
): lambda.Function {
  const { vpc, vpcSubnets, securityGroups } = props;
  const grantee = providerRole.granteeIn(Stack.of(scope));
  const logGroup = props.logGroup ?? createLogGroup(scope, props.encryptionKey);
  logGroup.grantWrite(grantee);
  if (props.tracing) grantee.grantPrincipal.addToPrincipalPolicy(tracingStatement());
  const handler = new lambda.Function(scope, 'Function', {
    description: 'Launches, updates and terminates Service Catalog products for CloudFormation',
    code: lambda.Code.fromAsset(path.join(__dirname, '../../assets/lambda/index')),
    handler: 'index.handler',
    runtime: props.runtime ?? lambda.Runtime.NODEJS_24_X,
    architecture: props.architecture ?? lambda.Architecture.ARM_64,
    memorySize: MEMORY_MB,
    timeout: Duration.seconds(FUNCTION_TIMEOUT_SECONDS),
    // The function tells by them which stacks it serves, and whether CloudFormation or another engine has deployed it.
    environment: {
      STACK_ID: Aws.STACK_ID,
      URL_SUFFIX: Aws.URL_SUFFIX,
      ...(props.stacks && { STACKS: props.stacks }),
      ...(props.responseBucket !== undefined && { RESPONSE_BUCKET: props.responseBucket }),
    },
    // A function waits for its role with all policies; ours names the state machine, which names the function.
    role: iam.Role.fromRoleArn(scope, 'FunctionRole', providerRole.role.roleArn, { mutable: false }),
    logGroup,
    reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    tracing: props.tracing ? lambda.Tracing.ACTIVE : undefined,
    vpc,
    vpcSubnets,
    securityGroups,
  });
  if (vpc) allowNetworkInterfaces(providerRole, handler);
  return handler;
}

/** AWS Lambda refuses a function in a VPC whose role may not create network interfaces yet. */
function allowNetworkInterfaces(providerRole: ProviderRole, handler: lambda.Function): void {
  const { role } = providerRole;
  if (iam.Role.isRole(role)) {
    // Unlike AWSLambdaVPCAccessExecutionRole it grants no other log groups.
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaENIManagementAccess'));
    return;
  }
  const policy = providerRole.createPolicy(handler.stack, 'NetworkInterfaces');
  policy.addStatements(networkInterfaceStatement());
  role.attachInlinePolicy(policy);
  handler.node.addDependency(policy);
}

/** Create the settings with which AWS Lambda passes events to the function. */
export function createInvokeConfig(
  scope: Construct,
  handler: lambda.IFunction,
  grantee: iam.IGrantable,
  onFailure: lambda.IDestination | undefined,
): lambda.EventInvokeConfig {
  return new lambda.EventInvokeConfig(scope, 'Invocation', {
    function: handler,
    retryAttempts: 2,
    maxEventAge: Duration.hours(1),
    onFailure: onFailure && grantingTo(grantee, onFailure),
  });
}

/** The function's own role takes no grants, as each stack grants with a policy of its own. */
function grantingTo({ grantPrincipal }: iam.IGrantable, destination: lambda.IDestination): lambda.IDestination {
  return {
    bind: (scope, handler, options) => {
      const grantable = Object.create(handler, { grantPrincipal: { value: grantPrincipal } }) as lambda.IFunction;
      return destination.bind(scope, grantable, options);
    },
  };
}

function createLogGroup(scope: Construct, encryptionKey: kms.IKey | undefined): logs.LogGroup {
  if (encryptionKey) allowLogEncryption(scope, encryptionKey);
  return new logs.LogGroup(scope, 'LogGroup', {
    retention: logs.RetentionDays.ONE_MONTH,
    encryptionKey,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/**
 * CloudWatch Logs must be allowed to use a customer managed key. The condition cannot name the log group: the log group
 * refers to the key.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function allowLogEncryption(scope: Construct, encryptionKey: kms.IKey): void {
  const stack = Stack.of(scope);
  const logGroups = stack.formatArn({ service: 'logs', resource: '*' });
  const cloudWatchLogs = new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`);
  encryptionKey.grantEncryptDecrypt(
    cloudWatchLogs.withConditions({ ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } }),
  );
}
