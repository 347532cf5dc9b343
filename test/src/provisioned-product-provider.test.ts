import { App, Aspects, CfnOutput, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { declare, declaredIn, newStack, PROVISIONED_PRODUCT } from './declared-product';
import { ProvisionedProductProvider, ProvisionedProductProviderProps } from '../../src';

const PORTFOLIO_ARN = 'arn:aws:catalog:eu-west-1:111111111111:portfolio/port-abc';
const PRODUCT_ID = 'Network1C6012B5';

function templateWith(props: ProvisionedProductProviderProps, stack: Stack): Template {
  declare(stack, { provider: new ProvisionedProductProvider(stack, 'Provider', props) });
  return Template.fromStack(stack);
}

describe('by default', () => {
  test('the state machine is named like the function, which finds it by its own name', () => {
    const stack = newStack();
    declare(stack);
    const template = Template.fromStack(stack);

    const [functionId] = Object.keys(template.findResources('AWS::Lambda::Function'));

    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { StateMachineName: { Ref: functionId } });
  });

  test('all products of a stack share one provider of at most 8 resources', () => {
    const stack = newStack();
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', PORTFOLIO_ARN);
    for (const id of ['One', 'Two', 'Three']) declare(stack, { portfolio }, id);

    const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>);

    expect(resources.filter(({ Type }) => Type === PROVISIONED_PRODUCT)).toHaveLength(3);
    expect(resources.filter(({ Type }) => Type !== PROVISIONED_PRODUCT)).toHaveLength(8);
  });

  test('the function keeps the logical id on which the ServiceToken of deployed stacks hangs', () => {
    const stack = newStack();
    declare(stack);

    const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');

    expect(Object.keys(functions)).toEqual(['ServiceCatalogFunction1620B5B6']);
  });

  test('fails where another copy of the library has made the provider of the stack', () => {
    const stack = newStack();
    declare(stack);

    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof import('../../src')>('../../src');
      const product = copy.CatalogProduct.fromName('Database');
      expect(() => new copy.ProvisionedProduct(stack, 'Database', { product })).toThrow(
        'the provider "Stack/@ServiceCatalog" was made by another copy of cdk-provisioned-product: keep one copy',
      );
      const provider = new copy.ProvisionedProductProvider(stack, 'Provider');
      expect(() => new copy.ProvisionedProduct(stack, 'Own', { product, provider })).not.toThrow();
    });
  });

  test('the logical ids do not depend on the place of the stack in the app', () => {
    const app = new App();
    const deep = newStack('Deep', new Stage(app, 'Stage'));
    declare(deep);

    expect(declaredIn(deep).Properties.ServiceToken).toEqual({
      'Fn::GetAtt': ['ServiceCatalogFunction1620B5B6', 'Arn'],
    });
  });

  test('the provider that the products of a stack use can be had to grant permissions to it', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket');
    const network = declare(stack);

    bucket.grantRead(ProvisionedProductProvider.getOrCreate(stack));

    expect(ProvisionedProductProvider.getOrCreate(stack)).toBe(network.provider);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['s3:List*']) })]) },
    });
  });

  test('the function runs on Node.js 24 and Arm, for a minute at most, and knows its own stack', () => {
    const stack = newStack();
    declare(stack);

    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: 60,
      Environment: { Variables: { STACK_ID: { Ref: 'AWS::StackId' }, URL_SUFFIX: { Ref: 'AWS::URLSuffix' } } },
      VpcConfig: Match.absent(),
    });
  });

  test('an event is tried three times within the hour for which CloudFormation waits', () => {
    const stack = newStack();
    declare(stack);

    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumEventAgeInSeconds: 3600,
      MaximumRetryAttempts: 2,
    });
  });

  test('the log is kept for a month and goes with the stack', () => {
    const stack = newStack();
    declare(stack);

    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30, KmsKeyId: Match.absent() },
      DeletionPolicy: 'Delete',
    });
  });

  test('two syntheses give the same template', () => {
    const synthesize = (): unknown => {
      const stack = newStack();
      const portfolio = new servicecatalog.Portfolio(stack, 'Portfolio', { displayName: 'Shop', providerName: 'Us' });
      declare(stack, { portfolio, tags: { b: '2', a: '1' } }).getOutput('VpcId');
      return Template.fromStack(stack).toJSON();
    };

    expect(synthesize()).toEqual(synthesize());
  });
});

describe('order', () => {
  test('a product waits for everything that the provider owns, by naming one resource of it', () => {
    const stack = newStack();
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', PORTFOLIO_ARN);
    declare(stack, { portfolio });

    const { [PRODUCT_ID]: product, ...owned } = Template.fromStack(stack).toJSON().Resources;

    expect(product.DependsOn).toHaveLength(1);
    expect([...awaited(Template.fromStack(stack))].sort()).toEqual(Object.keys(owned).sort());
  });

  test('a product waits for everything that the provider owns, also with a role that the app leaves alone', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'product-launcher', { mutable: false });

    const template = templateWith({ role }, stack);
    const { [PRODUCT_ID]: _, ...owned } = template.toJSON().Resources;

    expect([...awaited(template)].sort()).toEqual(Object.keys(owned).sort());
  });

  test('a product waits for permissions that are granted later', () => {
    const stack = newStack();
    declare(stack).provider.grantPrincipal.addToPrincipalPolicy(
      new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] }),
    );

    const template = Template.fromStack(stack);
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy'));

    expect(awaited(template)).toContain(policy);
  });
});

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

  test('runs its function in a VPC, and keeps the way out of it until the products are gone', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });

    const template = templateWith({ vpc, securityGroups: [securityGroup] }, stack);

    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: {
        SubnetIds: [{ Ref: Match.stringLikeRegexp('^VpcPrivateSubnet1') }],
        SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Group'), 'GroupId'] }],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [
        { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('AWSLambdaENIManagementAccess')])] },
      ],
    });
    const [way] = Object.keys(template.findResources('AWS::EC2::Route')).filter((id) => id.includes('Private'));
    expect(awaited(template)).toContain(way);
  });

  test('keeps the endpoints of its VPC and the rules of its security groups until the products are gone', () => {
    const stack = newStack();
    const isolated = { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, subnetConfiguration: [isolated] });
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false });
    const service = ec2.InterfaceVpcEndpointAwsService.SERVICE_CATALOG;
    const endpoint = vpc.addInterfaceEndpoint('Endpoint', { service, open: false });
    endpoint.connections.allowDefaultPortFrom(securityGroup);
    vpc.addGatewayEndpoint('Answers', { service: ec2.GatewayVpcEndpointAwsService.S3 });

    const template = templateWith({ vpc, securityGroups: [securityGroup] }, stack);

    const way = ['VPCEndpoint', 'SecurityGroupIngress', 'SecurityGroupEgress'].flatMap((type) =>
      Object.keys(template.findResources(`AWS::EC2::${type}`)),
    );
    expect(way).toHaveLength(4);
    expect([...awaited(template)]).toEqual(expect.arrayContaining(way));
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

  test('may be let through to what its function must reach, before the products are launched', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const endpoint = vpc.addInterfaceEndpoint('Endpoint', {
      service: ec2.InterfaceVpcEndpointAwsService.SERVICE_CATALOG,
      open: false,
    });
    const provider = new ProvisionedProductProvider(stack, 'Provider', { vpc });
    provider.connections.allowToDefaultPort(endpoint);
    declare(stack, { provider });

    const template = Template.fromStack(stack);

    const [rule] = Object.keys(template.findResources('AWS::EC2::SecurityGroupIngress'));
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ProviderFunctionSecurityGroup'), 'GroupId'] },
    });
    const [ownGroup] = Object.keys(template.findResources('AWS::EC2::SecurityGroup')).filter((id) =>
      id.includes('Function'),
    );
    expect(rule).toBeDefined();
    expect([...awaited(template)]).toContain(ownGroup);
  });

  test('fails to tell connections that it does not have without a VPC', () => {
    const provider = new ProvisionedProductProvider(newStack(), 'Provider');

    expect(() => provider.connections).toThrow(
      'the provider "Stack/Provider" has no security groups, because it has no VPC: pass `vpc` to it',
    );
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

/** Logical ids of everything that the stack's only product waits for, over any number of steps. */
function awaited(template: Template): Set<string> {
  const resources = template.toJSON().Resources as Record<string, { DependsOn?: string[] }>;
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const next of [...(resources[id]?.DependsOn ?? []), ...referencesIn(resources[id])]) {
      if (found.has(next) || !(next in resources)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(PRODUCT_ID);
  return found;
}

function referencesIn(resource: unknown): string[] {
  const references = JSON.stringify(resource).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g);
  return [...references].map(([, logicalId]) => logicalId ?? '');
}
