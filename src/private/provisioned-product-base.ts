import { Fn, Resource, Token } from 'aws-cdk-lib';
import { Attributes } from './attributes';
import { IProvisionedProduct } from '../provisioned-product-attributes';
import { atPath, refuseType } from './validation/type';

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

  /**
   * Read an output of the product.
   *
   * Only outputs that are read here travel to CloudFormation, which takes 4096 bytes of them for each provisioned
   * product. The deployment fails, and names the outputs that there are, when the product has no such output.
   *
   * @param key the name of the output as the product declares it
   */
  public getOutput(key: string): string {
    atPath(this, () => {
      if (typeof key !== 'string') refuseType('the key of an output', key, 'a string', 'pass the name of the output');
      if (key !== '' && !Token.isUnresolved(key)) return;
      throw new Error(`the key "${key}" of an output must be known when the app is built: pass the name of an output`);
    });
    return this._output(key);
  }

  /**
   * Read an output of the product that is a list with commas between its elements.
   *
   * Without `length`, the list is one token, and its elements are taken with `Fn.select(0, list)`, not `list[0]`.
   *
   * @param key the name of the output as the product declares it
   * @param length the number of elements, where it is known: then the list has as many, each of them a token
   */
  public getOutputAsList(key: string, length?: number): string[] {
    if (length !== undefined && (!Number.isInteger(length) || length < 1)) {
      throw new Error(
        `[${this.node.path}] the length ${length} of the output "${key}" must be a whole number of 1 or more`,
      );
    }
    return Fn.split(',', this.getOutput(key), length);
  }

  /** @internal */
  protected abstract _attribute(name: keyof Attributes): string;

  /** @internal */
  protected abstract _output(key: string): string;
}
