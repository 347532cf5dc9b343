import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { ResourceProperties } from './private/resource-properties';
import { validateId, validateLength } from './private/validation/text';

/**
 * Name the product to launch.
 *
 * A product given by id, or as a construct, is looked up with one call less than a product given by name, and the role
 * of the provider may then launch only the products that the app names.
 */
export class CatalogProduct {
  /**
   * Refer to a product by its id.
   *
   * @param productId 1 to 100 letters, digits, `_` and `-`, for example `prod-abcdefghijklm`
   */
  public static fromId(productId: string): CatalogProduct {
    validateId('productId', productId, 'prod-abcdefghijklm', 'use CatalogProduct.fromName for a name');
    return new CatalogProduct({ ProductId: productId });
  }

  /**
   * Refer to a product by its name.
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
   * Refer to a product of this app, or to one that the app imports.
   *
   * The product may live in another stack of the same account and Region.
   */
  public static fromProduct(product: servicecatalog.IProduct): CatalogProduct {
    return CatalogProduct.fromId(product.productId);
  }

  /** @internal */
  public readonly _properties: Pick<ResourceProperties, 'ProductId' | 'ProductName'>;

  private constructor(properties: Pick<ResourceProperties, 'ProductId' | 'ProductName'>) {
    this._properties = properties;
  }
}
