import { App, Aws, CfnOutput, CfnParameter, Duration, PhysicalName, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import { declare, declaredIn, newStack, PROVISIONED_PRODUCT, propertiesOf } from './declared-product';
import { LaunchPath, CatalogProduct, ProductVersion } from '../../src';

describe('a declaration', () => {
  test('that names only the product renders nothing but what the function needs', () => {
    expect(Object.keys(propertiesOf({})).sort()).toEqual(['ProductName', 'ServiceToken']);
  });

  test('renders an empty property like one that is left out', () => {
    const empty = {
      parameters: {},
      usePreviousValues: [],
      secretParameters: {},
      tags: {},
      notificationTopics: [],
      stackSetPreferences: {},
    };

    expect(propertiesOf(empty)).toEqual(propertiesOf({}));
  });

  test('renders preferences that are all left to the constraint like none', () => {
    const stackSetPreferences = { accounts: undefined, failureToleranceCount: undefined };

    expect(propertiesOf({ stackSetPreferences })).toEqual(propertiesOf({}));
  });

  test('names the function as its service', () => {
    expect(propertiesOf({}).ServiceToken).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Function'), 'Arn'] });
  });

  test.each([
    ['a product by id', { product: CatalogProduct.fromId('prod-abc') }, { ProductId: 'prod-abc' }],
    ['a product by name', { product: CatalogProduct.fromName('Net work') }, { ProductName: 'Net work' }],
    ['a version by id', { version: ProductVersion.fromId('pa-abc') }, { ProvisioningArtifactId: 'pa-abc' }],
    ['a version by name', { version: ProductVersion.fromName('v2') }, { ProvisioningArtifactName: 'v2' }],
    ['the latest version', { version: ProductVersion.latest() }, { ProvisioningArtifactChoice: 'LATEST' }],
    ['the active version', { version: ProductVersion.keepCurrent() }, { ProvisioningArtifactChoice: 'KEEP_ACTIVE' }],
    ['a path by id', { launchPath: LaunchPath.fromId('lpv2-abc') }, { PathId: 'lpv2-abc' }],
    ['a path by name', { launchPath: LaunchPath.fromName('Platform') }, { PathName: 'Platform' }],
    ['a name', { provisionedProductName: 'my-network' }, { ProvisionedProductName: 'my-network' }],
    [
      'parameters, the empty string among them',
      { parameters: { Cidr: '10.0.0.0/16', Suffix: '' } },
      { ProvisioningParameters: { Cidr: '10.0.0.0/16', Suffix: '' } },
    ],
    ['previous parameters', { usePreviousValues: ['Ami', 'Az'] }, { PreviousParameters: ['Ami', 'Az'] }],
    ['a message language', { messageLanguage: servicecatalog.MessageLanguage.JP }, { AcceptLanguage: 'jp' }],
    ['a timeout', { timeout: Duration.minutes(10) }, { TimeoutSeconds: '600' }],
    [
      'what a termination may leave',
      { ignoreTerminationErrors: true, retainPhysicalResources: false },
      { IgnoreErrors: 'true', RetainPhysicalResources: 'false' },
    ],
  ])('with %s says so to the function', (_what, props, expected) => {
    expect(propertiesOf(props)).toMatchObject(expected);
  });

  test('takes a product of the app by its id', () => {
    const stack = newStack();
    const product = new servicecatalog.CloudFormationProduct(stack, 'Product', {
      productName: 'Network',
      owner: 'platform',
      productVersions: [
        { cloudFormationTemplate: servicecatalog.CloudFormationTemplate.fromUrl('https://example.com/network.json') },
      ],
    });

    declare(stack, { product: CatalogProduct.fromProduct(product) });

    expect(declaredIn(stack).Properties.ProductId).toEqual({ Ref: expect.stringContaining('Product') });
    expect(declaredIn(stack).Properties).not.toHaveProperty('ProductName');
  });

  test('takes the path through a portfolio that it has access to already', () => {
    const stack = newStack();
    const arn = 'arn:aws:catalog:eu-west-1:111111111111:portfolio/port-abc';
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', arn);

    declare(stack, { launchPath: LaunchPath.fromPortfolio(portfolio) });

    expect(declaredIn(stack).Properties.PortfolioId).toBe('port-abc');
  });

  test('sends stack events to its topics', () => {
    const stack = newStack();
    const imported = sns.Topic.fromTopicArn(stack, 'Imported', 'arn:aws:sns:eu-west-1:111111111111:events');

    declare(stack, { notificationTopics: [new sns.Topic(stack, 'Topic'), imported] });

    expect(declaredIn(stack).Properties.NotificationArns).toEqual([
      { Ref: expect.stringContaining('Topic') },
      'arn:aws:sns:eu-west-1:111111111111:events',
    ]);
  });

  test('rolls a stack set out as it is told, zero included', () => {
    const stackSetPreferences = {
      accounts: ['111111111111'],
      regions: ['eu-west-1', 'us-gov-west-1'],
      failureToleranceCount: 0,
      maxConcurrencyPercentage: 100,
    };

    expect(propertiesOf({ stackSetPreferences }).ProvisioningPreferences).toEqual({
      StackSetAccounts: ['111111111111'],
      StackSetRegions: ['eu-west-1', 'us-gov-west-1'],
      StackSetFailureToleranceCount: '0',
      StackSetMaxConcurrencyPercentage: '100',
    });
  });

  test('gives every number of a stack set to the function as a string', () => {
    const stack = newStack();
    const tolerance = new CfnParameter(stack, 'Tolerance', { type: 'Number' }).valueAsNumber;

    declare(stack, { stackSetPreferences: { failureToleranceCount: tolerance, maxConcurrencyCount: 3 } });

    expect(declaredIn(stack).Properties.ProvisioningPreferences).toEqual({
      StackSetFailureToleranceCount: { Ref: 'Tolerance' },
      StackSetMaxConcurrencyCount: '3',
    });
  });

  test('passes values on that only the deployment knows', () => {
    const stack = newStack();
    const text = new CfnParameter(stack, 'Text').valueAsString;

    declare(stack, {
      product: CatalogProduct.fromId(text),
      version: ProductVersion.fromId(text),
      launchPath: LaunchPath.fromId(text),
      provisionedProductName: text,
      parameters: { Region: Aws.REGION, Text: text },
    });

    expect(declaredIn(stack).Properties).toMatchObject({
      ProductId: { Ref: 'Text' },
      ProvisioningArtifactId: { Ref: 'Text' },
      PathId: { Ref: 'Text' },
      ProvisionedProductName: { Ref: 'Text' },
      ProvisioningParameters: { Region: { Ref: 'AWS::Region' }, Text: { Ref: 'Text' } },
    });
  });
});

describe('when the app no longer declares it, the product', () => {
  test('is terminated by default', () => {
    const stack = newStack();
    declare(stack);

    expect(declaredIn(stack)).not.toHaveProperty('DeletionPolicy');
    expect(declaredIn(stack)).not.toHaveProperty('UpdateReplacePolicy');
  });

  test.each([
    [RemovalPolicy.DESTROY, 'Delete', 'Delete'],
    [RemovalPolicy.RETAIN, 'Retain', 'Retain'],
    [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'Retain'],
  ])('is treated as removal policy "%s" says', (removalPolicy, deletion, replacement) => {
    const stack = newStack();
    declare(stack, { removalPolicy });

    expect(declaredIn(stack)).toMatchObject({ DeletionPolicy: deletion, UpdateReplacePolicy: replacement });
  });
});

describe('as a resource of the CDK, the product', () => {
  test('takes a removal policy later, too', () => {
    const stack = newStack();
    declare(stack).applyRemovalPolicy(RemovalPolicy.RETAIN);

    expect(declaredIn(stack)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('is in the environment of its stack', () => {
    const env = { account: '111111111111', region: 'eu-west-1' };

    expect(declare(new Stack(new App(), 'Stack', { env })).env).toEqual(env);
  });

  test('has a name in other Regions that the app declares or the CDK generates', () => {
    const app = new App();
    const account = '111111111111';
    const stack = new Stack(app, 'Stack', { env: { account, region: 'eu-west-1' } });
    const declared = declare(stack, { provisionedProductName: 'network' }, 'Declared');
    const generated = declare(stack, { provisionedProductName: PhysicalName.GENERATE_IF_NEEDED }, 'Generated');
    const other = new Stack(app, 'Other', { env: { account, region: 'us-east-1' } });
    new CfnOutput(other, 'Name', { value: declared.provisionedProductName });
    new CfnOutput(other, 'Generated', { value: generated.provisionedProductName });

    const { Outputs } = app.synth().getStackArtifact(other.artifactId).template;
    const names = Object.values(Template.fromStack(stack).findResources(PROVISIONED_PRODUCT)).map(
      ({ Properties }) => Properties?.ProvisionedProductName,
    );
    expect(names).toEqual(['network', expect.stringMatching(/^stackstackgenerated[a-z0-9]+$/)]);
    expect([Outputs.Name.Value, Outputs.Generated.Value]).toEqual(names);
  });

  test('has a generated name where no other Region asks for it', () => {
    const props = propertiesOf({ provisionedProductName: PhysicalName.GENERATE_IF_NEEDED });

    expect(props).not.toHaveProperty('ProvisionedProductName');
  });
});
