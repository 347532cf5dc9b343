/**
 * The provisioned products that IAM lets a provider update and terminate.
 *
 * The function itself changes only those that were launched for its resources.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/permissions-examples.html
 */
export enum ManagedProducts {
  /**
   * Those of the account, by `servicecatalog:accountLevel`: also products of an earlier role of the provider, and records of
   * changes by hand.
   */
  OF_ACCOUNT = 'OF_ACCOUNT',

  /**
   * Those that its own role has launched, by `servicecatalog:roleLevel`.
   *
   * Recommended where nothing is changed by hand. A role that is created again can no longer manage products of the former one,
   * and a rollback cannot read the records of a change by another role: then it fails, and changes nothing.
   */
  OF_OWN_ROLE = 'OF_OWN_ROLE',
}
