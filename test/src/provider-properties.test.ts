import { App, Aspects, CfnOutput, CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { newStack } from './declared-product';
import { awaited, templateWith } from './provider-under-test';
import { ProvisionedProductProvider } from '../../src';

describe('made with properties, the provider', () => {
  test('takes an existing role and gives it the permissions', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'product-launcher');

    const template = templateWith({ role }, stack);

    template.hasResourceProperties('AWS::Lambda::Function', {
      Role: { 'Fn::Join': ['', Match.arrayWith([':role/product-launcher'])] },
    });
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: ['product-launcher'] });
    template.resourceCountIs('AWS::IAM::Role', 1);
    expect(awaited(template)).toContain(Object.keys(template.findResources('AWS::IAM::Policy'))[0]);
  });

  test('takes a role of another stack, and keeps its permissions in its own', () => {
    const app = new App();
    const roles = newStack('Roles', app);
    const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
    const role = new iam.Role(roles, 'Launcher', { assumedBy, path: '/launchers/' });
    const stack = newStack('Consumer', app);

    const template = templateWith({ role }, stack);

    template.hasResourceProperties('AWS::Lambda::Function', { Role: { 'Fn::ImportValue': Match.anyValue() } });
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ 'Fn::ImportValue': Match.anyValue() }] });
    expect(awaited(template)).toContain(Object.keys(template.findResources('AWS::IAM::Policy'))[0]);
    Template.fromStack(roles).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('leaves a role alone that is imported as immutable', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'product-launcher', { mutable: false });

    templateWith({ role }, stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('keeps its log for a month where it is given no log group', () => {
    templateWith({}, newStack()).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('encrypts log and executions with a key of the app', () => {
    const stack = newStack();

    const template = templateWith({ encryptionKey: new kms.Key(stack, 'Key') }, stack);

    const keyArn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: keyArn });
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: keyArn },
    });
    const mayEncrypt = { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Effect: 'Allow', Resource: keyArn };
    const throughStepFunctions = { 'Fn::Join': ['', ['states.', { Ref: 'AWS::Region' }, '.amazonaws.com']] };
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          { ...mayEncrypt, Condition: { StringEquals: { 'kms:ViaService': throughStepFunctions } } },
        ]),
      },
    });
    const itsOwn = { 'kms:EncryptionContext:aws:states:stateMachineArn': Match.anyValue() };
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([{ ...mayEncrypt, Condition: { StringEquals: itsOwn } }]),
          },
        },
      ],
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: { 'Fn::Join': ['', Match.arrayWith(['logs.'])] } },
            Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': Match.anyValue() } },
          }),
        ]),
      },
    });
  });

  test('writes to a log group that outlives the stack, where it is given one', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Kept');

    const template = templateWith({ logGroup }, stack);

    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^Kept') } },
    });
  });

  test('has Step Functions log what fails, without the events', () => {
    const stack = newStack();
    const stateMachineLogGroup = new logs.LogGroup(stack, 'Executions');

    const template = templateWith({ stateMachineLogGroup }, stack);

    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: {
        Level: 'ERROR',
        IncludeExecutionData: false,
        Destinations: [
          {
            CloudWatchLogsLogGroup: {
              LogGroupArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Executions'), 'Arn'] },
            },
          },
        ],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['logs:CreateLogDelivery']) })]),
          },
        },
      ],
    });
  });

  test('is traced by X-Ray', () => {
    const template = templateWith({ tracing: true }, newStack());

    template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true } });
    const mayTrace = Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['xray:PutTraceSegments']) })]);
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: mayTrace } });
    template.hasResourceProperties('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: mayTrace } }] });
  });

  test('gives its state machine the role of the organisation', () => {
    const stack = newStack();
    const stateMachineRole = iam.Role.fromRoleName(stack, 'Waiting', 'waiting');

    const template = templateWith({ stateMachineRole }, stack);

    template.resourceCountIs('AWS::IAM::Role', 1);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'lambda:InvokeFunction' })] },
      Roles: ['waiting'],
    });
  });

  test('sends an event that could not be handed over to the destination for failures', () => {
    const stack = newStack();
    const queue = new sqs.Queue(stack, 'Undelivered');

    const template = templateWith(
      { onFailure: new destinations.SqsDestination(queue), reservedConcurrentExecutions: 10 },
      stack,
    );

    const queueArn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Undelivered'), 'Arn'] };
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnFailure: { Destination: queueArn } },
    });
    template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 10 });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: Match.arrayWith(['sqs:SendMessage']), Resource: queueArn }),
        ]),
      },
    });
  });

  test('runs its function on the architecture and runtime that its Region has', () => {
    const template = templateWith(
      { architecture: lambda.Architecture.X86_64, runtime: lambda.Runtime.NODEJS_22_X },
      newStack(),
    );

    template.hasResourceProperties('AWS::Lambda::Function', { Runtime: 'nodejs22.x', Architectures: ['x86_64'] });
  });

  test('shows its log group and its state machine, to watch for executions that fail', () => {
    const stack = newStack();
    const provider = new ProvisionedProductProvider(stack, 'Provider');
    provider.metricExecutionsFailed().createAlarm(stack, 'Unanswered', { threshold: 1, evaluationPeriods: 1 });
    new CfnOutput(stack, 'Log', { value: provider.logGroup.logGroupName });

    const template = Template.fromStack(stack);

    const [stateMachine] = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'));
    expect(stack.resolve(provider.stateMachine.stateMachineArn)).toEqual({ Ref: stateMachine });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/States',
      MetricName: 'ExecutionsFailed',
      Dimensions: [{ Name: 'StateMachineArn', Value: { Ref: stateMachine } }],
    });
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.hasOutput('Log', { Value: { Ref: logGroup } });
  });

  test('obeys a permissions boundary on all of its roles', () => {
    const stack = newStack();
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'));

    const template = templateWith({}, stack);

    template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
  });

  test('lets aspects see every resource that it makes', () => {
    const stack = newStack();
    const seen = new Set<string>();
    Aspects.of(stack).add({ visit: (node) => CfnResource.isCfnResource(node) && seen.add(node.cfnResourceType) });

    templateWith({}, stack);

    expect(seen).toContain('AWS::Lambda::Function');
    expect(seen).toContain('AWS::StepFunctions::StateMachine');
  });
});
