import { Token } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { ResourceProperties } from './private/resource-properties';
import { validateId, validateLength } from './private/validation/text';
import { validateConstruct } from './private/validation/type';

type ProductProperties = Pick<ResourceProperties, 'ProductId' | 'ProductName'>;

/**
 * Choose the product to launch.
 *
 * A product given by id, or as a construct, is looked up with one call less than a product given by name, and the role
 * of the provider may then launch only the products that the app names.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionProduct.html
 */
export class CatalogProduct {
  /**
   * Choose the product with this id, for example `prod-abcdefghijklm`.
   *
   * @param productId 1 to 100 letters, digits, `_` and `-`
   */
  public static fromId(productId: string): CatalogProduct {
    validateId('productId', productId, 'prod-abcdefghijklm', 'use CatalogProduct.fromName for a name');
    return new CatalogProduct({ ProductId: productId });
  }

  /**
   * Choose the product with this name.
   *
   * The name is looked up at every deployment that changes the provisioned product, among the products that the
   * provider's role has access to. Where several of them share the name, the portfolio or the launch path of the
   * provisioned product must tell which one is meant, or the deployment fails.
   *
   * @param productName 1 to 8191 characters
   */
  public static fromName(productName: string): CatalogProduct {
    validateLength('productName', productName, 1, 8191, 'pass the name that the catalog shows');
    return new CatalogProduct({ ProductName: productName });
  }

  /**
   * Choose a product of this app, or one that the app imports.
   *
   * @param product the product, which may live in another stack of the same Region
   */
  public static fromProduct(product: servicecatalog.IProduct): CatalogProduct {
    validateConstruct(
      'product',
      product,
      'productId',
      'a product',
      'use CatalogProduct.fromId for an id, or CatalogProduct.fromName for a name',
    );
    const { ProductId } = CatalogProduct.fromId(product.productId)._properties;
    return new CatalogProduct({ ProductId }, regionOf(product));
  }

  /** @internal */
  public readonly _properties: ProductProperties;

  /** @internal */
  public readonly _region?: string;

  private constructor(properties: ProductProperties, region?: string) {
    this._properties = properties;
    this._region = region;
  }
}

/** An imported product does not take the Region of its ARN for its own. */
function regionOf(product: servicecatalog.IProduct): string {
  const { productArn, env } = product;
  const [, , , region = ''] = Token.isUnresolved(productArn) ? [] : productArn.split(':');
  return region || env.region;
}
