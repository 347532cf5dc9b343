import { LocalCloud } from '../../local-cloud/local-cloud';

/** A product that takes the time that it is told to take. */
export interface TimedProduct {
  readonly productId: string;
  readonly versionId: string;
}

/** Next to nothing, so that the time that the product is told to take is the time that it takes. */
const TEMPLATE = JSON.stringify({
  Resources: { Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
  Outputs: { Endpoint: { Value: 'https://example.com' } },
});

/** Makes a portfolio with a product for each of the durations, in milliseconds. */
export function createCatalog(
  { serviceCatalog }: LocalCloud,
  durations: readonly number[],
): { readonly portfolioArn: string; readonly products: readonly TimedProduct[] } {
  const { catalog } = serviceCatalog;
  const portfolio = catalog.createPortfolio({ displayName: 'Bench', providerName: 'Bench' });
  const products = durations.map((takes, index) => {
    const { id: productId } = catalog.createProduct({ name: `Product${index + 1}`, owner: 'Bench' });
    const { id: versionId } = catalog.addVersion(productId, { name: 'v1', template: TEMPLATE });
    catalog.associateProduct(portfolio.id, productId);
    serviceCatalog.setBehaviour(productId, { takes });
    return { productId, versionId };
  });
  return { portfolioArn: portfolio.arn, products };
}
