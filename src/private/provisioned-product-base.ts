import { Resource } from 'aws-cdk-lib';
import { Attributes } from './attributes';
import { IProvisionedProduct } from '../provisioned-product-attributes';

/**
 * The attributes that declared and imported provisioned products have in common.
 *
 * @internal
 */
export abstract class ProvisionedProductBase extends Resource implements IProvisionedProduct {
  public get provisionedProductId(): string {
    return this._attribute('ProvisionedProductId');
  }

  public get provisionedProductName(): string {
    return this._attribute('ProvisionedProductName');
  }

  public get provisionedProductArn(): string {
    return this._attribute('ProvisionedProductArn');
  }

  public get recordId(): string {
    return this._attribute('RecordId');
  }

  public get productId(): string {
    return this._attribute('ProductId');
  }

  public get provisioningArtifactId(): string {
    return this._attribute('ProvisioningArtifactId');
  }

  public get pathId(): string {
    return this._attribute('PathId');
  }

  public get cloudFormationStackArn(): string {
    return this._attribute('CloudFormationStackArn');
  }

  public abstract getOutput(key: string): string;

  public abstract getOutputAsList(key: string, length?: number): string[];

  /** @internal */
  protected abstract _attribute(name: keyof Attributes): string;
}
