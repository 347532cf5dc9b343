import { IResource } from 'aws-cdk-lib';

/** A provisioned product of AWS Service Catalog: one that the app declares, or one that it imports. */
export interface IProvisionedProduct extends IResource {
  /**
   * The id of the provisioned product, for example `pp-abcdefghijklm`.
   *
   * @attribute
   */
  readonly provisionedProductId: string;

  /**
   * The name of the provisioned product.
   *
   * @attribute
   */
  readonly provisionedProductName: string;

  /**
   * The ARN of the provisioned product.
   *
   * @attribute
   */
  readonly provisionedProductArn: string;

  /**
   * The id of the record of the last launch or update, for example `rec-abcdefghijklm`.
   *
   * @attribute
   */
  readonly recordId: string;

  /**
   * The id of the product, for example `prod-abcdefghijklm`.
   *
   * @attribute
   */
  readonly productId: string;

  /**
   * The id of the version that is launched, for example `pa-abcdefghijklm`.
   *
   * @attribute
   */
  readonly provisioningArtifactId: string;

  /**
   * The id of the launch path that was taken.
   *
   * @attribute
   */
  readonly pathId: string;

  /**
   * The ARN of the CloudFormation stack of the provisioned product. Empty for products that have none.
   *
   * @attribute
   */
  readonly cloudFormationStackArn: string;

  /**
   * Read an output of the product.
   *
   * @param key the name of the output as the product declares it
   */
  getOutput(key: string): string;

  /**
   * Read an output of the product that is a list with commas between its elements.
   *
   * Without a length, the list is one token: take its elements with `Fn.select`. With one, each is a token of its own.
   *
   * @param key the name of the output as the product declares it
   * @param length the number of elements, where it is known
   */
  getOutputAsList(key: string, length?: number): string[];
}

/**
 * The attributes of a provisioned product that the app imports, as far as they are known.
 *
 * Reading an attribute that is not given is an error, which names the attribute.
 *
 * @example
 * const network = ProvisionedProduct.fromProvisionedProductAttributes(this, 'Network', {
 *   provisionedProductId: 'pp-abcdefghijklm',
 *   outputs: { VpcId: 'vpc-0123456789abcdef0' },
 * });
 */
export interface ProvisionedProductAttributes {
  /**
   * The id of the provisioned product, for example `pp-abcdefghijklm`.
   *
   * @default - reading it is an error
   */
  readonly provisionedProductId?: string;

  /**
   * The name of the provisioned product.
   *
   * @default - reading it is an error
   */
  readonly provisionedProductName?: string;

  /**
   * The ARN of the provisioned product, which tells its account and Region, too.
   *
   * @default - reading it is an error; account and Region are those of the stack
   */
  readonly provisionedProductArn?: string;

  /**
   * The id of the record of the last launch or update.
   *
   * @default - reading it is an error
   */
  readonly recordId?: string;

  /**
   * The id of the product, for example `prod-abcdefghijklm`.
   *
   * @default - reading it is an error
   */
  readonly productId?: string;

  /**
   * The id of the version that is launched, for example `pa-abcdefghijklm`.
   *
   * @default - reading it is an error
   */
  readonly provisioningArtifactId?: string;

  /**
   * The id of the launch path that was taken.
   *
   * @default - reading it is an error
   */
  readonly pathId?: string;

  /**
   * The ARN of the CloudFormation stack of the provisioned product.
   *
   * Where `aws-cdk-lib` has `Fn.getStackOutput`, outputs that are not given are read from this stack at each deployment. The
   * ARN must be known at synthesis for that, and the role that deploys must be allowed to describe the stack.
   *
   * @default - reading it is an error
   */
  readonly cloudFormationStackArn?: string;

  /**
   * Outputs of the product, by key. The elements of a list have commas between them.
   *
   * @default - those of the stack `cloudFormationStackArn`; else reading an output is an error
   */
  readonly outputs?: { [key: string]: string };
}
