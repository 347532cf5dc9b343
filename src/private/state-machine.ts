import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IDependable } from 'constructs';
import { stateMachineStatements } from './permissions';
import { stateMachineDefinition } from './state-machine-definition';

export interface StateMachineProps {
  readonly encryptionKey?: kms.IKey;
  readonly stateMachineRole?: iam.IRole;
  readonly stateMachineLogGroup?: logs.ILogGroup;
  readonly tracing?: boolean;
}

/** Create the state machine that waits, and its role, which may invoke the one function. */
export function createStateMachine(
  scope: Construct,
  handler: lambda.IFunction,
  props: StateMachineProps,
): stepfunctions.CfnStateMachine {
  const { encryptionKey, stateMachineLogGroup: logGroup, tracing = false } = props;
  const stack = Stack.of(scope);
  const statements = stateMachineStatements(stack, handler, { encryptionKey, logs: logGroup !== undefined, tracing });
  const role = createRole(scope, statements, props.stateMachineRole);
  const stateMachine = new stepfunctions.CfnStateMachine(scope, 'StateMachine', {
    // Named like the function, which cannot refer to it and finds it by its own name.
    stateMachineName: handler.functionName,
    definitionString: stack.toJsonString(stateMachineDefinition(handler.functionArn, stack.partition)),
    roleArn: role.arn,
    encryptionConfiguration: encryptionKey && { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: encryptionKey.keyArn },
    loggingConfiguration: logGroup && {
      level: 'ERROR',
      // The event is in it, with the URL that the response goes to.
      includeExecutionData: false,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.logGroupArn } }],
    },
    tracingConfiguration: tracing ? { enabled: true } : undefined,
  });
  for (const dependable of role.dependables) stateMachine.node.addDependency(dependable);
  return stateMachine;
}

/** A new role holds its statements from the start; to one that is given they are added. */
function createRole(
  scope: Construct,
  statements: iam.PolicyStatement[],
  given: iam.IRole | undefined,
): { readonly arn: string; readonly dependables: readonly IDependable[] } {
  if (given) {
    const added = statements.map((statement) => given.addToPrincipalPolicy(statement));
    return { arn: given.roleArn, dependables: added.flatMap(({ policyDependable }) => policyDependable ?? []) };
  }
  const role = new iam.Role(scope, 'StateMachineRole', {
    assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: { Invoke: new iam.PolicyDocument({ statements }) },
  });
  return { arn: role.roleArn, dependables: [] };
}
