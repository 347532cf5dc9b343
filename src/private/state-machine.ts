import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IDependable } from 'constructs';
import { stateMachineDefinition } from './state-machine-definition';

/** What Step Functions asks of whoever starts or runs an encrypted state machine. */
const ENCRYPTION_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** What Step Functions asks of whoever has it write to a log group; none of it has a resource. */
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

export interface WaitingStateMachineProps {
  readonly encryptionKey?: kms.IKey;
  readonly stateMachineRole?: iam.IRole;
  readonly stateMachineLogGroup?: logs.ILogGroup;
  readonly tracing?: boolean;
}

/** Make the state machine that waits, and its role, which may invoke the one function. */
export function createStateMachine(
  scope: Construct,
  handler: lambda.IFunction,
  props: WaitingStateMachineProps,
): stepfunctions.CfnStateMachine {
  const { encryptionKey, stateMachineLogGroup: logGroup, tracing } = props;
  const stack = Stack.of(scope);
  const role = roleOf(scope, statements(stack, handler, props), props.stateMachineRole);
  const stateMachine = new stepfunctions.CfnStateMachine(scope, 'StateMachine', {
    // Named like the function, which cannot refer to it and finds it by its own name.
    stateMachineName: handler.functionName,
    definitionString: stack.toJsonString(stateMachineDefinition(handler.functionArn, stack.partition)),
    roleArn: role.arn,
    encryptionConfiguration: encryptionKey && { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: encryptionKey.keyArn },
    loggingConfiguration: logGroup && {
      level: 'ERROR',
      // The event is in it, with the URL that the answer goes to.
      includeExecutionData: false,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.logGroupArn } }],
    },
    tracingConfiguration: tracing ? { enabled: true } : undefined,
  });
  for (const dependable of role.dependables) stateMachine.node.addDependency(dependable);
  return stateMachine;
}

function statements(
  stack: Stack,
  handler: lambda.IFunction,
  { encryptionKey, stateMachineLogGroup, tracing }: WaitingStateMachineProps,
): iam.PolicyStatement[] {
  const invoke = new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] });
  const all = [invoke];
  if (encryptionKey) {
    all.push(
      new iam.PolicyStatement({
        actions: ENCRYPTION_ACTIONS,
        resources: [encryptionKey.keyArn],
        conditions: {
          StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': stateMachineArn(stack, handler) },
        },
      }),
    );
  }
  if (stateMachineLogGroup) all.push(new iam.PolicyStatement({ actions: LOG_DELIVERY_ACTIONS, resources: ['*'] }));
  if (tracing) all.push(tracingStatement());
  return all;
}

/** AWS X-Ray has no resources. */
export function tracingStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    resources: ['*'],
  });
}

/** A new role holds its statements from the start; to one that is given they are added. */
function roleOf(
  scope: Construct,
  policy: iam.PolicyStatement[],
  given: iam.IRole | undefined,
): { readonly arn: string; readonly dependables: readonly IDependable[] } {
  if (given) {
    const added = policy.map((statement) => given.addToPrincipalPolicy(statement));
    return { arn: given.roleArn, dependables: added.flatMap(({ policyDependable }) => policyDependable ?? []) };
  }
  const role = new iam.Role(scope, 'StateMachineRole', {
    assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: { Invoke: new iam.PolicyDocument({ statements: policy }) },
  });
  return { arn: role.roleArn, dependables: [] };
}

function stateMachineArn(stack: Stack, handler: lambda.IFunction): string {
  return stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: handler.functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Let the function start executions of this state machine, find them and stop them. */
export function allowToStart(
  grantee: iam.IGrantable,
  stateMachine: stepfunctions.CfnStateMachine,
  encryptionKey?: kms.IKey,
): void {
  const executions = Stack.of(stateMachine).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${stateMachine.attrName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  iam.Grant.addToPrincipal({
    grantee,
    actions: ['states:ListExecutions', 'states:StartExecution'],
    resourceArns: [stateMachine.ref],
  });
  iam.Grant.addToPrincipal({ grantee, actions: ['states:StopExecution'], resourceArns: [executions] });
  if (!encryptionKey) return;
  iam.Grant.addToPrincipal({
    grantee,
    actions: ENCRYPTION_ACTIONS,
    resourceArns: [encryptionKey.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `states.${Stack.of(stateMachine).region}.amazonaws.com` } },
  });
}
