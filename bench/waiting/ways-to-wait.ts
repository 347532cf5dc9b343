import { Duration, Stack } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { TimedProduct } from './catalog';
import { ProviderFramework } from './provider-framework';
import { CatalogProduct, ProductVersion, ProvisionedProduct } from '../../src';

export interface Surroundings {
  readonly portfolio: servicecatalog.IPortfolio;
  /** Where the bundles of the provider framework are. */
  readonly bundles: string;
}

/** Declares the products in a stack. */
export type Declare = (stack: Stack, products: readonly TimedProduct[], surroundings: Surroundings) => void;

/** Ways to wait for products. */
export const WAYS_TO_WAIT: Readonly<Record<string, Declare>> = {
  ProvisionedProduct: (stack, products, { portfolio }) => {
    for (const { productId, versionId } of products) {
      new ProvisionedProduct(stack, productId, {
        product: CatalogProduct.fromId(productId),
        version: ProductVersion.fromId(versionId),
        portfolio,
      }).getOutput('Endpoint');
    }
  },
  'Provider, every 5 s (default)': withProviderFramework(),
  'Provider, every 30 s': withProviderFramework(Duration.seconds(30)),
};

function withProviderFramework(queryInterval?: Duration): Declare {
  return (stack, products, surroundings) => {
    const framework = new ProviderFramework(stack, { ...surroundings, queryInterval });
    for (const { productId, versionId } of products) framework.declare(productId, productId, versionId);
  };
}
