import { Fn, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CatalogProduct, LaunchPath, ProductVersion, ProvisionedProduct, SecretParameter } from '../../../src';
import { declare, declaring, newStack } from '../declared-product';

describe('what is no string fails', () => {
  const missing = undefined as unknown as string;
  const number = 50 as unknown as string;
  const list = ['a', 'b'] as unknown as string;
  const native = [{ key: 'Cidr', value: '10.0.0.0/16' }] as unknown as { [key: string]: string };
  const text = 'Cidr' as unknown as string[];

  test.each([
    ['a product id', () => CatalogProduct.fromId(missing), 'productId is undefined, but must be a string: pass'],
    ['a product name', () => CatalogProduct.fromName(missing), 'productName is undefined, but must be'],
    ['a version id', () => ProductVersion.fromId(missing), 'provisioningArtifactId is undefined, but must be'],
    ['a version name', () => ProductVersion.fromName(missing), 'provisioningArtifactName is undefined, but must be'],
    ['a path id', () => LaunchPath.fromId(missing), 'pathId is undefined, but must be'],
    ['a path name', () => LaunchPath.fromName(missing), 'pathName is undefined, but must be'],
    ['a value', declaring({ parameters: { Cidr: missing } }), 'parameters.Cidr is undefined, but must be a string'],
    [
      'a number',
      declaring({ parameters: { Storage: number } }),
      'parameters.Storage is of type number, but must be a string: write it as String(value)',
    ],
    [
      'true',
      declaring({ tags: { live: true as unknown as string } }),
      '"live" is of type boolean, but must be a string',
    ],
    [
      'a list',
      declaring({ parameters: { Subnets: list } }),
      "parameters.Subnets is a list, but must be a string: join the list with commas, as in list.join(',')",
    ],
    [
      'a list that only the deployment knows',
      declaring({ parameters: { Azs: Fn.getAzs() as unknown as string } }),
      "parameters.Azs is a list, but must be a string: join the list with commas, as in list.join(','), or Fn.join",
    ],
    [
      'an object',
      declaring({ parameters: { Config: {} as unknown as string } }),
      'parameters.Config is of type object, but must be a string: pass an attribute of the object, or JSON.stringify',
    ],
    [
      'parameters as the native resource has them',
      declaring({ parameters: native }),
      "parameters is a list, but must be a map from key to value: write parameters: { Cidr: '10.0.0.0/16' }",
    ],
    ['tags as a list', declaring({ tags: native }), "write tags: { team: 'network' }"],
    [
      'secrets as a list',
      declaring({ secretParameters: native as never }),
      'secretParameters is a list, but must be a',
    ],
    ['one key', declaring({ usePreviousValues: text }), 'usePreviousValues is of type string, but must be a list'],
    [
      'one account',
      declaring({ stackSetPreferences: { accounts: text } }),
      'accounts is of type string, but must be a',
    ],
    ['a key', declaring({ usePreviousValues: [missing] }), 'a parameter in usePreviousValues is undefined, but must'],
    ['a tag', declaring({ tags: { team: missing } }), 'the value of the tag "team" is undefined, but must be'],
    ['an account', declaring({ stackSetPreferences: { accounts: [missing] } }), 'accounts is undefined, but must be'],
  ])('as %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('what is of a wrong type is refused with what to write', () => {
  const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111111111111:${resource}`;
  const portfolioOf = (stack: Stack) =>
    servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', arn('catalog', 'portfolio/port-abc'));

  test.each<[string, (stack: Stack) => object, string]>([
    [
      'a product',
      () => ({ product: undefined }),
      "product is undefined, but must be a CatalogProduct: write CatalogProduct.fromName('Network')",
    ],
    ['the name of a product', () => ({ product: 'Queue' }), "write CatalogProduct.fromName('Queue')"],
    ['the id of a product', () => ({ product: 'prod-abc' }), "write CatalogProduct.fromId('prod-abc')"],
    [
      'a product of the CDK',
      (stack) => ({
        product: servicecatalog.Product.fromProductArn(stack, 'Product', arn('catalog', 'product/prod-abc')),
      }),
      'write CatalogProduct.fromProduct(product)',
    ],
    [
      'the name of a version',
      () => ({ version: 'v1' }),
      "version is of type string, but must be a ProductVersion: write ProductVersion.fromName('v1')",
    ],
    ['the id of a version', () => ({ version: 'pa-abc' }), "write ProductVersion.fromId('pa-abc')"],
    [
      'a version that is not called',
      () => ({ version: ProductVersion.latest }),
      'version is of type function, but must be a ProductVersion: call the method, as in ProductVersion.latest()',
    ],
    [
      'the id of a portfolio',
      () => ({ portfolio: 'port-abc' }),
      'portfolio is of type string, but must be a portfolio: write servicecatalog.Portfolio.fromPortfolioArn(',
    ],
    ['the id of a path', () => ({ launchPath: 'lpv2-abc' }), "write LaunchPath.fromId('lpv2-abc')"],
    ['the name of a path', () => ({ launchPath: 'Platform' }), "write LaunchPath.fromName('Platform')"],
    [
      'a portfolio as a path',
      (stack) => ({ launchPath: portfolioOf(stack) }),
      'write LaunchPath.fromPortfolio(portfolio)',
    ],
    [
      'a secret of the CDK',
      (stack) => ({ secretParameters: { A: secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'a') } }),
      'but must be a SecretParameter: write SecretParameter.fromSecretsManager(secret)',
    ],
    [
      'a parameter of the CDK',
      (stack) => ({
        secretParameters: { A: ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/a') },
      }),
      'write SecretParameter.fromSsmSecureString(parameter)',
    ],
    [
      'the value of a secret',
      () => ({ secretParameters: { A: 'pa55word' } }),
      'secretParameters.A is of type string, but must be a SecretParameter: write SecretParameter.fromSecretsManager(',
    ],
    ['no parameters', () => ({ parameters: null }), 'parameters is null, but must be a map from key to value'],
    ['one topic', () => ({ notificationTopics: 'arn' }), 'notificationTopics is of type string, but must be a list'],
    [
      'the ARN of a topic',
      () => ({ notificationTopics: [arn('sns', 'deploys')] }),
      'notificationTopics[0] is of type string, but must be a topic: write sns.Topic.fromTopicArn(',
    ],
    [
      'preferences as a list',
      () => ({ stackSetPreferences: [] }),
      'stackSetPreferences is a list, but must be an object',
    ],
    [
      'a number as a text',
      () => ({ stackSetPreferences: { maxConcurrencyCount: '3' } }),
      'stackSetPreferences.maxConcurrencyCount is of type string, but must be a number: write maxConcurrencyCount: 1',
    ],
    [
      'a language that there is not',
      () => ({ messageLanguage: 'german' }),
      'messageLanguage is "german", but must be one of servicecatalog.MessageLanguage.EN, servicecatalog.MessageLanguage.JP',
    ],
    [
      'minutes',
      () => ({ timeout: 20 }),
      'timeout is of type number, but must be a Duration: write Duration.minutes(20)',
    ],
    [
      'a removal policy',
      () => ({ removalPolicy: 'keep' }),
      'removalPolicy is "keep", but must be one of RemovalPolicy.',
    ],
    ...['ignoreTerminationErrors', 'retainPhysicalResources', 'noEcho'].map(
      (property): [string, () => object, string] => [
        property,
        () => ({ [property]: 'false' }),
        `${property} is of type string, but must be a boolean: write ${property}: true or ${property}: false`,
      ],
    ),
    [
      'a provider',
      () => ({ provider: 'mine' }),
      'provider is of type string, but must be a ProvisionedProductProvider',
    ],
  ])('%s', (_what, props, message) => {
    const stack = newStack();

    expect(() => declare(stack, props(stack))).toThrow(message);
    expect(() => declare(stack, props(newStack('Another')), 'Again')).toThrow(/^\[Stack\/Again\] /);
  });

  test.each([
    ['no props', undefined],
    ['a text', 'Network'],
    ['a list', []],
  ])('%s in place of the properties', (_what, props) => {
    expect(() => new ProvisionedProduct(newStack(), 'Network', props as never)).toThrow(
      /^\[Stack\/Network\] props is .*, but must be an object: write new ProvisionedProduct\(this, 'Network', {/,
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      'the id of a product',
      () => CatalogProduct.fromProduct('prod-abc' as never),
      'product is of type string, but must be a product: use CatalogProduct.fromId for an id',
    ],
    [
      'the id of a portfolio',
      () => LaunchPath.fromPortfolio('port-abc' as never),
      'portfolio is of type string, but must be a portfolio: use LaunchPath.fromId',
    ],
    [
      'the name of a secret',
      () => SecretParameter.fromSecretsManager('database' as never),
      'secret is of type string, but must be a secret: write secretsmanager.Secret.fromSecretNameV2(',
    ],
    [
      'the field of a secret',
      () =>
        SecretParameter.fromSecretsManager(
          secretsmanager.Secret.fromSecretNameV2(newStack(), 'Secret', 'a'),
          'password' as never,
        ),
      "options is of type string, but must be an object: write { jsonField: 'password' }",
    ],
    [
      'the name of a parameter',
      () => SecretParameter.fromSsmSecureString('/database' as never),
      'parameter is of type string, but must be a parameter: write ssm.StringParameter.fromSecureStringParameterAttr',
    ],
    ['no product', () => CatalogProduct.fromProduct(undefined as never), 'product is undefined, but must be a product'],
  ])('%s', (_what, make, message) => {
    expect(make).toThrow(message);
  });

  test('what another copy of the library has made', () => {
    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof import('../../../src')>('../../../src');
      const product = copy.CatalogProduct.fromName('Network');

      expect(declaring({ product: product as never })).toThrow(
        'product is of type CatalogProduct, but must be a CatalogProduct: it was made by another copy of ' +
          'cdk-provisioned-product; keep one (`npm ls cdk-provisioned-product`)',
      );
    });
  });
});
