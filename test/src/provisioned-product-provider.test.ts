import { App, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { declare, declaredIn, newStack, PROVISIONED_PRODUCT } from './declared-product';
import { awaited, PRODUCT_ID, templateWith } from './provider-under-test';
import { ProvisionedProductProvider } from '../../src';

const PORTFOLIO_ARN = 'arn:aws:catalog:eu-west-1:111111111111:portfolio/port-abc';

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
