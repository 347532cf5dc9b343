import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { declare, newStack } from './declared-product';
import { ManagedProducts, CatalogProduct, ProvisionedProductProvider } from '../../src';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The statements of the function's policy. */
function statementsIn(stack: Stack): Statement[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap((policy) => policy.Properties?.PolicyDocument.Statement as Statement[]);
}

function actionsOf(statement: Statement): string[] {
  return [statement.Action].flat();
}

/** The statement that allows this action; exactly one must. */
function statementFor(action: string, stack: Stack): Statement {
  const statements = statementsIn(stack).filter((statement) => actionsOf(statement).includes(action));
  const [statement] = statements;
  if (statement === undefined || statements.length > 1) {
    throw new Error(`${statements.length} statements allow ${action}`);
  }
  return statement;
}

function productArn(id: string | object): object {
  const prefix = ['arn:', { Ref: 'AWS::Partition' }, ':catalog:', { Ref: 'AWS::Region' }];
  return {
    'Fn::Join': ['', typeof id === 'string' ? [...prefix, `:*:product/${id}`] : [...prefix, ':*:product/', id]],
  };
}

describe('the function', () => {
  test('has the permissions that it uses and no others', () => {
    const stack = newStack();
    declare(stack);

    expect(statementsIn(stack).flatMap(actionsOf).sort()).toEqual([
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStackResource',
      'cloudformation:DescribeStacks',
      'cloudformation:GetTemplateSummary',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetObject',
      'servicecatalog:DescribePortfolio',
      'servicecatalog:DescribeProduct',
      'servicecatalog:DescribeProvisionedProduct',
      'servicecatalog:DescribeProvisioningParameters',
      'servicecatalog:DescribeRecord',
      'servicecatalog:GetProvisionedProductOutputs',
      'servicecatalog:ListLaunchPaths',
      'servicecatalog:ListPortfoliosForProduct',
      'servicecatalog:ListProvisionedProductPlans',
      'servicecatalog:ListProvisioningArtifacts',
      'servicecatalog:ListRecordHistory',
      'servicecatalog:ListStackInstancesForProvisionedProduct',
      'servicecatalog:ProvisionProduct',
      'servicecatalog:SearchProducts',
      'servicecatalog:TerminateProvisionedProduct',
      'servicecatalog:UpdateProvisionedProduct',
      'states:ListExecutions',
      'states:StartExecution',
      'states:StopExecution',
    ]);
  });

  test('is never limited to what one session launched', () => {
    const stack = newStack();
    declare(stack);

    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('userLevel');
  });

  test('is limited to its account only where Service Catalog knows that condition', () => {
    const stack = newStack();
    declare(stack);

    const conditioned = statementsIn(stack).filter(({ Condition }) => JSON.stringify(Condition)?.includes('Level'));

    expect(conditioned).toEqual([
      {
        Action: [
          'servicecatalog:DescribeProvisionedProduct',
          'servicecatalog:DescribeRecord',
          'servicecatalog:ListRecordHistory',
          'servicecatalog:ListStackInstancesForProvisionedProduct',
          'servicecatalog:TerminateProvisionedProduct',
          'servicecatalog:UpdateProvisionedProduct',
        ],
        Condition: { StringEquals: { 'servicecatalog:accountLevel': 'self' } },
        Effect: 'Allow',
        Resource: '*',
      },
    ]);
  });

  test('manages what its own role has launched, where that is chosen, and sees what there is in the account', () => {
    const stack = newStack();
    const provider = new ProvisionedProductProvider(stack, 'Provider', { manages: ManagedProducts.OF_OWN_ROLE });
    declare(stack, { provider });

    expect(statementFor('servicecatalog:UpdateProvisionedProduct', stack)).toEqual({
      Action: [
        'servicecatalog:DescribeRecord',
        'servicecatalog:ListStackInstancesForProvisionedProduct',
        'servicecatalog:TerminateProvisionedProduct',
        'servicecatalog:UpdateProvisionedProduct',
      ],
      Condition: { StringEquals: { 'servicecatalog:roleLevel': 'self' } },
      Effect: 'Allow',
      Resource: '*',
    });
    expect(statementFor('servicecatalog:DescribeProvisionedProduct', stack)).toMatchObject({
      Condition: { StringEquals: { 'servicecatalog:accountLevel': 'self' } },
    });
  });

  test('may read templates for Service Catalog, of all buckets only the copies that Service Catalog made', () => {
    const stack = newStack();
    declare(stack);

    expect(statementFor('cloudformation:GetTemplateSummary', stack)).toMatchObject({ Resource: '*' });
    expect(statementFor('s3:GetObject', stack)).toMatchObject({
      Resource: '*',
      Condition: { StringEquals: { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' } },
    });
  });

  test('may start and stop executions of its own state machine only', () => {
    const stack = newStack();
    declare(stack);
    const [stateMachine] = Object.keys(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));

    expect(statementFor('states:StartExecution', stack).Resource).toEqual({ Ref: stateMachine });
    expect(statementFor('states:StopExecution', stack).Resource).toEqual({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':states:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          ':execution:',
          { 'Fn::GetAtt': [stateMachine, 'Name'] },
          ':*',
        ],
      ],
    });
  });

  test('may be invoked by its own state machine only', () => {
    const stack = newStack();
    declare(stack);
    const template = Template.fromStack(stack);

    const roles = Object.values(template.findResources('AWS::IAM::Role'));
    const inline = roles.flatMap((role) => (role.Properties?.Policies ?? []) as { PolicyDocument: unknown }[]);

    expect(inline.map((policy) => policy.PolicyDocument)).toEqual([
      {
        Statement: [
          {
            Action: 'lambda:InvokeFunction',
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::Lambda::Function'))[0], 'Arn'] },
          },
        ],
        Version: '2012-10-17',
      },
    ]);
    template.resourceCountIs('AWS::Lambda::Permission', 0);
  });
});

test('the Account Factory may do in the name of the function what AWS documents, once it is granted', () => {
  const stack = newStack();
  declare(stack).provider.grantAccountFactory();

  expect(statementFor('controltower:CreateManagedAccount', stack)).toEqual({
    Effect: 'Allow',
    Action: [
      'controltower:CreateManagedAccount',
      'controltower:DeregisterManagedAccount',
      'controltower:DescribeManagedAccount',
      'organizations:CreateAccount',
      'organizations:DescribeCreateAccountStatus',
      'organizations:DescribeOrganization',
      's3:GetObject',
      'sso:*',
      'sso-directory:*',
    ],
    Resource: '*',
  });
});

describe('launching', () => {
  test('is limited to the products that the app knows by id', () => {
    const stack = newStack();
    const product = new servicecatalog.CloudFormationProduct(stack, 'Product', {
      productName: 'Network',
      owner: 'platform',
      productVersions: [
        { cloudFormationTemplate: servicecatalog.CloudFormationTemplate.fromUrl('https://example.com/network.json') },
      ],
    });
    declare(stack, { product: CatalogProduct.fromId('prod-a') }, 'A');
    declare(stack, { product: CatalogProduct.fromId('prod-a') }, 'AnotherA');
    declare(stack, { product: CatalogProduct.fromProduct(product) }, 'B');

    expect(statementFor('servicecatalog:ProvisionProduct', stack).Resource).toEqual([
      productArn('prod-a'),
      productArn({ Ref: expect.stringMatching(/^Product/) }),
    ]);
  });

  test('is possible for all products as soon as one of them is known by name only', () => {
    const stack = newStack();
    declare(stack, { product: CatalogProduct.fromId('prod-a') }, 'A');
    declare(stack, { product: CatalogProduct.fromName('Network') }, 'B');

    expect(statementFor('servicecatalog:ProvisionProduct', stack).Resource).toEqual([productArn('*')]);
  });

  test('is possible for all products when their ids are too many for the policies of a role', () => {
    const stack = newStack();
    for (let n = 0; n < 300; n++) declare(stack, { product: CatalogProduct.fromId(`prod-${n}`) }, `P${n}`);

    expect(statementFor('servicecatalog:ProvisionProduct', stack).Resource).toEqual([productArn('*')]);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
  });
});

describe('looking at stacks', () => {
  test('is limited to the stack of the provider', () => {
    const stack = newStack();
    declare(stack);

    expect(statementFor('cloudformation:DescribeStackResource', stack).Resource).toEqual({ Ref: 'AWS::StackId' });
  });

  test('is limited to the stacks of the app, and to those that are named, where the provider may be shared', () => {
    const app = new App();
    const shared = newStack('Shared', app);
    new ProvisionedProductProvider(shared, 'Provider', { stacks: ['shop-*'] });
    const consumer = newStack('Consumer', app);
    new NestedStack(consumer, 'Nested');
    newStack('shop-web', app);
    new Stack(app, 'Elsewhere', { env: { account: '222222222222', region: 'eu-west-1' } });

    const ofStacks = [statementFor('cloudformation:DescribeStackResource', shared).Resource].flat();
    expect(ofStacks.map((arn) => /stack\/.*?\/\*/.exec(JSON.stringify(arn))?.[0])).toEqual([
      'stack/shop-*/*',
      'stack/shop-*-*/*',
      'stack/Consumer/*',
      'stack/Consumer-*/*',
      'stack/Shared/*',
      'stack/Shared-*/*',
    ]);
    Template.fromStack(shared).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { STACKS: 'shop-*,Consumer,Shared' } },
    });
  });

  test('is refused to what is no name of a stack', () => {
    expect(() => new ProvisionedProductProvider(newStack(), 'Provider', { stacks: ['web, shop'] })).toThrow(
      /stacks\[0\] of the provider "\S+Provider" "web, shop" must be the name of a stack/,
    );
  });

  test('is not possible for more stacks than the function can be told', () => {
    const app = new App();
    const shared = newStack('Shared', app);
    new ProvisionedProductProvider(shared, 'Provider');
    for (let index = 0; index < 100; index++) newStack(`a-stack-with-quite-a-long-name-${index}`, app);

    expect(() => app.synth()).toThrow(
      /the names of the 101 stacks that this provider serves .* cover them by patterns/s,
    );
  });
});
