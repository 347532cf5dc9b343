import * as path from 'path';
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FUNCTION_TIMEOUT_SECONDS } from './limits';

/** A deployment takes 114 MiB at its peak; at 128 MB, a function twice as slow loads in 0.8 s (`npm run bench:function`). */
const MEMORY_MB = 256;

export interface ProviderFunctionProps {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly logRetention?: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/** Make the function that takes the steps, and its log group; the grantee is the role as this stack may extend it. */
export function createFunction(
  scope: Construct,
  role: iam.IRole,
  grantee: iam.IGrantable,
  props: ProviderFunctionProps,
): lambda.Function {
  const { vpc, vpcSubnets, securityGroups, encryptionKey } = props;
  if (encryptionKey) allowLogEncryption(scope, encryptionKey);
  const logGroup = new logs.LogGroup(scope, 'LogGroup', {
    retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
    encryptionKey,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  logGroup.grantWrite(grantee);
  if (vpc) {
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'));
  }
  return new lambda.Function(scope, 'Function', {
    description: 'Launches, updates and terminates Service Catalog products for CloudFormation',
    code: lambda.Code.fromAsset(path.join(__dirname, '../../assets/lambda/index')),
    handler: 'index.handler',
    // Not the constant, which the oldest supported aws-cdk-lib does not have.
    runtime: new lambda.Runtime('nodejs24.x', lambda.RuntimeFamily.NODEJS),
    architecture: lambda.Architecture.ARM_64,
    memorySize: MEMORY_MB,
    timeout: Duration.seconds(FUNCTION_TIMEOUT_SECONDS),
    // Tells the function which engine has deployed it: of what is no stack's id, CloudFormation knows nothing.
    environment: { STACK_ID: Aws.STACK_ID },
    // A function waits for its role with all policies; ours names the state machine, which names the function.
    role: iam.Role.fromRoleArn(scope, 'FunctionRole', role.roleArn, { mutable: false }),
    logGroup,
    vpc,
    vpcSubnets,
    securityGroups,
  });
}

/**
 * CloudWatch Logs needs leave to use a customer managed key. The condition cannot name the log group: the log group
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
