import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { stateMachineDefinition } from './state-machine-definition';

/** What Step Functions asks of whoever starts or runs an encrypted state machine. */
const ENCRYPTION_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Make the state machine that waits, and its role, which may invoke the one function. */
export function createStateMachine(
  scope: Construct,
  handler: lambda.IFunction,
  encryptionKey?: kms.IKey,
): stepfunctions.CfnStateMachine {
  const stack = Stack.of(scope);
  const statements = [
    new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }),
  ];
  if (encryptionKey) {
    statements.push(new iam.PolicyStatement({ actions: ENCRYPTION_ACTIONS, resources: [encryptionKey.keyArn] }));
  }
  const role = new iam.Role(scope, 'StateMachineRole', {
    assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: { Invoke: new iam.PolicyDocument({ statements }) },
  });
  return new stepfunctions.CfnStateMachine(scope, 'StateMachine', {
    // Named like the function, which cannot refer to it and finds it by its own name.
    stateMachineName: handler.functionName,
    definitionString: stack.toJsonString(stateMachineDefinition(handler.functionArn, stack.partition)),
    roleArn: role.roleArn,
    encryptionConfiguration: encryptionKey && { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: encryptionKey.keyArn },
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
  encryptionKey?.grant(grantee, ...ENCRYPTION_ACTIONS);
}
