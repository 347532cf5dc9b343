/**
 * Whose provisioned products a provider may update and terminate. It touches none that was not launched for its resources;
 * this is what IAM allows to its role, should anybody make it try.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/permissions-examples.html
 */
export enum ManagedProducts {
  /**
   * Those of the account, by `servicecatalog:accountLevel`: also what an earlier role of the provider has launched, and records
   * of what others have changed by hand.
   */
  OF_ACCOUNT = 'OF_ACCOUNT',

  /**
   * Those that its own role has launched, by `servicecatalog:roleLevel`.
   *
   * Recommended where people change nothing by hand. A role that is made anew can no longer manage what the former one has
   * launched, and a rollback cannot read the records of a change by another role: then it fails, and changes nothing.
   */
  OF_OWN_ROLE = 'OF_OWN_ROLE',
}
