import { App, Stack } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { declare } from './declared-product';
import { LaunchPath, CatalogProduct, ProductVersion, ProvisionedProductProps } from '../../src';

type Props = (looked: string, stack: Stack) => Partial<ProvisionedProductProps>;

const ENV = { account: '111111111111', region: 'us-east-1' };

/** Declares a product with the value of the parameter "/catalog/value", which was looked up before if it is given. */
function synthesize(props: Props, value?: string): ReturnType<App['synth']> {
  const context = { 'ssm:account=111111111111:parameterName=/catalog/value:region=us-east-1': value };
  const app = new App({ context: value === undefined ? {} : context });
  const stack = new Stack(app, 'Stack', { env: ENV });
  declare(stack, props(ssm.StringParameter.valueFromLookup(stack, '/catalog/value'), stack));
  return app.synth();
}

const portfolioOf = (id: string, stack: Stack): servicecatalog.IPortfolio =>
  servicecatalog.Portfolio.fromPortfolioArn(
    stack,
    'Portfolio',
    `arn:aws:catalog:us-east-1:111111111111:portfolio/${id}`,
  );

const cases: [string, Props, string | undefined, string][] = [
  ['product id', (looked) => ({ product: CatalogProduct.fromId(looked) }), 'no id', 'productId "no id"'],
  ['product name', (looked) => ({ product: CatalogProduct.fromName(looked) }), '', 'productName is 0'],
  ['version id', (looked) => ({ version: ProductVersion.fromId(looked) }), 'v 2', 'provisioningArtifactId "v 2"'],
  ['version name', (looked) => ({ version: ProductVersion.fromName(looked) }), '', 'provisioningArtifactName is 0'],
  ['path id', (looked) => ({ launchPath: LaunchPath.fromId(looked) }), 'no id', 'pathId "no id"'],
  ['path name', (looked) => ({ launchPath: LaunchPath.fromName(looked) }), 'x'.repeat(101), 'pathName is 101'],
  ['name', (looked) => ({ provisionedProductName: looked }), '-', 'provisionedProductName "-"'],
  ['part of a name', (looked) => ({ provisionedProductName: `net-${looked}` }), '/', 'provisionedProductName "net-/"'],
  ['accounts', (looked) => ({ stackSetPreferences: { accounts: looked.split(',') } }), '12,34', 'accounts "12"'],
  ['Regions', (looked) => ({ stackSetPreferences: { regions: ['us-east-1', looked] } }), 'here', 'regions "here"'],
  ['value', (looked) => ({ parameters: { Cidr: looked } }), 'x'.repeat(4097), 'parameters.Cidr is 4097'],
  ['tag', (looked) => ({ tags: { team: looked.toUpperCase() } }), 'a;b', 'the value of the tag "team" "A;B"'],
  ['portfolio', (looked, stack) => ({ portfolio: portfolioOf(looked, stack) }), undefined, ''],
  [
    'portfolio of a path',
    (looked, stack) => ({ launchPath: LaunchPath.fromPortfolio(portfolioOf(looked, stack)) }),
    undefined,
    '',
  ],
];

test.each(cases)('the CLI may look up the %s', (_what, props) => {
  expect(synthesize(props).manifest.missing).toMatchObject([{ props: { parameterName: '/catalog/value' } }]);
});

test.each(cases.filter(([, , wrong]) => wrong !== undefined))(
  'fails for a wrong %s once it is looked up',
  (_what, props, wrong, message) => {
    expect(() => synthesize(props, wrong)).toThrow(message);
  },
);
