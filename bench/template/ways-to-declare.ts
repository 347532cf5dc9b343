import { CustomResource, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { CatalogProduct, ProductVersion, ProvisionedProduct } from '../../src';

const PRODUCT_ID = 'prod-abcdefghijklm';
const VERSION_ID = 'pa-abcdefghijklm';
const PORTFOLIO_ARN = 'arn:aws:catalog:us-east-1:111111111111:portfolio/port-abcdefghijklm';
const PATH_ID = 'lpv3-abcdefghijklm';

/** Declares one product, and gives the token of its output `Endpoint`. */
export type Declare = (id: string, parameters: Record<string, string>) => string;

/** Ways to declare provisioned products in a stack: what they have in common in the stack is made first. */
export const WAYS_TO_DECLARE = {
  ProvisionedProduct: (stack: Stack): Declare => {
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', PORTFOLIO_ARN);
    return (id, parameters) =>
      new ProvisionedProduct(stack, id, {
        product: CatalogProduct.fromId(PRODUCT_ID),
        version: ProductVersion.fromId(VERSION_ID),
        portfolio,
        parameters,
      }).getOutput('Endpoint');
  },

  CfnCloudFormationProvisionedProduct: (stack: Stack): Declare => {
    return (id, parameters) =>
      new servicecatalog.CfnCloudFormationProvisionedProduct(stack, id, {
        productId: PRODUCT_ID,
        provisioningArtifactId: VERSION_ID,
        pathId: PATH_ID,
        provisioningParameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
      })
        .getAtt('Outputs.Endpoint')
        .toString();
  },

  'custom_resources.Provider': (stack: Stack): Declare => {
    const handler = (id: string) =>
      new lambda.Function(stack, id, {
        code: lambda.Code.fromInline('exports.handler = async () => ({});'),
        handler: 'index.handler',
        runtime: lambda.Runtime.NODEJS_20_X,
      });
    const provider = new Provider(stack, 'Provider', {
      onEventHandler: handler('OnEvent'),
      isCompleteHandler: handler('IsComplete'),
    });
    return (id, parameters) =>
      new CustomResource(stack, id, {
        serviceToken: provider.serviceToken,
        resourceType: 'Custom::ProvisionedProduct',
        properties: {
          ProductId: PRODUCT_ID,
          ProvisioningArtifactId: VERSION_ID,
          PathId: PATH_ID,
          ProvisioningParameters: parameters,
        },
      }).getAttString('Endpoint');
  },
} satisfies Record<string, (stack: Stack) => Declare>;

export type WayToDeclare = keyof typeof WAYS_TO_DECLARE;
