import { App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import { CatalogProduct, LaunchPath, ProvisionedProductProps, SecretParameter } from '../../../src';
import { declare, newStack } from '../declared-product';

type Props = (stack: Stack, region: string) => Partial<ProvisionedProductProps>;

const arn = (service: string, region: string, resource: string) =>
  `arn:aws:${service}:${region}:222222222222:${resource}`;
const portfolioIn = (region: string, stack: Stack) =>
  servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', arn('catalog', region, 'portfolio/port-abc'));

const CASES: [string, Props][] = [
  [
    'product',
    (stack, region) => ({
      product: CatalogProduct.fromProduct(
        servicecatalog.Product.fromProductArn(stack, 'Product', arn('catalog', region, 'product/prod-abc')),
      ),
    }),
  ],
  ['portfolio', (stack, region) => ({ portfolio: portfolioIn(region, stack) })],
  [
    'the portfolio of launchPath',
    (stack, region) => ({ launchPath: LaunchPath.fromPortfolio(portfolioIn(region, stack)) }),
  ],
  [
    'notificationTopics[0]',
    (stack, region) => ({
      notificationTopics: [sns.Topic.fromTopicArn(stack, 'Topic', arn('sns', region, 'deploys'))],
    }),
  ],
  [
    'secretParameters.Password',
    (stack, region) => {
      const secretArn = arn('secretsmanager', region, 'secret:database-AbCdEf');
      const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', secretArn);
      return { secretParameters: { Password: SecretParameter.fromSecretsManager(secret) } };
    },
  ],
];

function stackIn(region: string): Stack {
  return new Stack(new App(), 'Stack', { env: { account: '111111111111', region } });
}

describe.each(CASES)('%s', (property, props) => {
  test('of another Region fails', () => {
    const stack = stackIn('eu-west-1');

    expect(() => declare(stack, props(stack, 'us-east-1'))).toThrow(
      `[Stack/Network] ${property} is in Region us-east-1, but the stack "Stack" is in eu-west-1: take one of ` +
        'eu-west-1, or declare the provisioned product in a stack of us-east-1',
    );
  });

  test('of the same Region may be of another account, and a stack may be of any Region', () => {
    for (const stack of [stackIn('eu-west-1'), newStack()]) {
      expect(declare(stack, props(stack, 'eu-west-1')).node.path).toBe('Stack/Network');
    }
  });
});

test('a product of another stack of the app fails where that is in another Region', () => {
  const app = new App();
  const account = '111111111111';
  const catalog = new Stack(app, 'Catalog', { env: { account, region: 'us-east-1' } });
  const template = servicecatalog.CloudFormationTemplate.fromUrl('https://example.com/network.json');
  const product = new servicecatalog.CloudFormationProduct(catalog, 'Product', {
    productName: 'Network',
    owner: 'platform',
    productVersions: [{ cloudFormationTemplate: template }],
  });
  const stack = new Stack(app, 'Stack', { env: { account, region: 'eu-west-1' } });

  expect(() => declare(stack, { product: CatalogProduct.fromProduct(product) })).toThrow(
    'product is in Region us-east-1, but the stack "Stack" is in eu-west-1',
  );
});
