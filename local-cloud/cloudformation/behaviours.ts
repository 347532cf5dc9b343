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
  /**
   * An Update that is answered with a new physical id while rollback is off: taken, or the resource has failed and
   * keeps the old id, without or with a Delete of the new one.
   *
   * @see https://github.com/aws/aws-cdk/issues/30546
   */
  readonly replacementWithoutRollback: 'TAKEN' | 'REFUSED' | 'REFUSED_AND_DELETED';
  /**
   * When a resource is removed whose creation had failed and was kept: with the clean-up of the next operation, or before
   * that one creates it anew. The documentation has it "upon the next stack operation".
   */
  readonly failedCreationIsRemoved: 'IN_CLEAN_UP' | 'BEFORE_NEXT_CREATION';
  /** The DisableRollback that DescribeStacks tells of a stack whose operations were given different ones. */
  readonly tellsDisableRollback: 'OF_LAST_OPERATION' | 'OF_CREATION';
  /** Milliseconds from the decision to roll back to the first request of the rollback; seconds in real stacks. */
  readonly rollbackBeginsIn: number;
  /** How the ResponseURLs are signed, and so what they tell of the time of the request. */
  readonly responseUrlSigning: 'SIGV4' | 'SIGV2' | 'PLAIN';
  /** Whether a resource whose Create was never answered has a row while its Delete is under way. */
  readonly rowWhileRemovingNeverMade: 'PRESENT' | 'MISSING';
  /** How many events DescribeStackEvents tells at once, if they fit into a megabyte. */
  readonly eventsOnPage: number;
  /** Milliseconds after which DescribeStackEvents no longer tells an event. */
  readonly eventsLastFor: number;
}

export const DEFAULT_CLOUDFORMATION_BEHAVIOURS: CloudFormationBehaviours = {
  failedUpdateWithoutRollback: 'KEPT',
  oldPropertiesAfterFailure: 'FAILED',
  replacementWithoutRollback: 'TAKEN',
  failedCreationIsRemoved: 'IN_CLEAN_UP',
  tellsDisableRollback: 'OF_LAST_OPERATION',
  rollbackBeginsIn: 2_000,
  responseUrlSigning: 'SIGV4',
  rowWhileRemovingNeverMade: 'PRESENT',
  eventsOnPage: 100,
  eventsLastFor: 90 * 24 * 3_600_000,
};
