/** The attributes that every successful response carries beside the outputs; always strings, never absent. */
export interface Attributes {
  readonly ProvisionedProductId: string;
  readonly ProvisionedProductName: string;
  readonly ProvisionedProductArn: string;
  readonly RecordId: string;
  readonly ProductId: string;
  readonly ProvisioningArtifactId: string;
  readonly PathId: string;
  /** The empty string for products without a CloudFormation stack. */
  readonly CloudFormationStackArn: string;
}

/** The name under which an output of the product travels in the response. */
export function outputAttribute(key: string): string {
  return `Output.${key}`;
}
