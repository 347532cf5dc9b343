/**
 * The accounts, Regions and pace of a product with a stack set constraint.
 *
 * Zero is a value of its own: a tolerance of 0 stops the operation at the first failure.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisioningPreferences.html
 */
export interface StackSetPreferences {
  /**
   * Ids of the accounts (12 digits each) that get the product.
   *
   * An account that is no longer declared loses its stack instances.
   *
   * @default - all accounts of the stack set constraint
   */
  readonly accounts?: string[];

  /**
   * Regions that get the product, for example `eu-west-1`.
   *
   * A Region that is no longer declared loses its stack instances.
   *
   * @default - all Regions of the stack set constraint
   */
  readonly regions?: string[];

  /**
   * Number of accounts a Region in which the operation may fail before it stops, 0 or more.
   *
   * At most one of `failureToleranceCount` and `failureTolerancePercentage`.
   *
   * @default 0
   */
  readonly failureToleranceCount?: number;

  /**
   * Percentage of accounts a Region in which the operation may fail before it stops, 0 to 100.
   *
   * At most one of `failureToleranceCount` and `failureTolerancePercentage`.
   *
   * @default - `failureToleranceCount`
   */
  readonly failureTolerancePercentage?: number;

  /**
   * Number of accounts in which the operation runs at one time, 1 to `failureToleranceCount` + 1.
   *
   * At most one of `maxConcurrencyCount` and `maxConcurrencyPercentage`.
   *
   * @default 1
   */
  readonly maxConcurrencyCount?: number;

  /**
   * Percentage of accounts in which the operation runs at one time, 1 to 100.
   *
   * At most one of `maxConcurrencyCount` and `maxConcurrencyPercentage`.
   *
   * @default - `maxConcurrencyCount`
   */
  readonly maxConcurrencyPercentage?: number;
}
