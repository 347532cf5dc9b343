/**
 * How Service Catalog terminates the provisioned product when the app no longer declares it.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_TerminateProvisionedProduct.html
 */
export interface TerminationOptions {
  /**
   * Forget the provisioned product even if its resources cannot be deleted.
   *
   * Resources that could not be deleted stay in the account, and nothing manages them any more.
   *
   * @default false
   */
  readonly ignoreErrors?: boolean;

  /**
   * Terminate the provisioned product but keep its CloudFormation stack and everything in it.
   *
   * @default false
   */
  readonly retainPhysicalResources?: boolean;
}
