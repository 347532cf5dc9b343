/** What CloudFormation does where nobody knows for sure: code that is to survive a real account must survive every choice. */
export interface CloudFormationBehaviours {
  /**
   * What becomes of a resource whose update has failed while rollback is off: it stays as it is until the next
   * operation, or it alone is taken back at once, under no ROLLBACK status.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
   */
  readonly failedUpdateWithoutRollback: 'KEPT' | 'REVERTED';
  /** The OldResourceProperties of the Update that follows on an update that has failed and was kept. */
  readonly oldPropertiesAfterFailure: 'COMPLETED' | 'FAILED';
}

export const DEFAULT_CLOUDFORMATION_BEHAVIOURS: CloudFormationBehaviours = {
  failedUpdateWithoutRollback: 'KEPT',
  oldPropertiesAfterFailure: 'FAILED',
};
