/**
 * Behaviours of CloudFormation that are not documented, or differ from case to case. Code that is to work in a real
 * account must work with every choice.
 */
export interface CloudFormationBehaviours {
  /**
   * The fate of a resource whose update has failed while rollback is off: it stays as it is until the next operation,
   * or it alone is reverted at once, without a ROLLBACK status.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
   */
  readonly failedUpdateWithoutRollback: 'KEPT' | 'REVERTED';
  /** The OldResourceProperties of the Update that follows a failed update which was kept. */
  readonly oldPropertiesAfterFailure: 'COMPLETED' | 'FAILED';
  /**
   * An Update that returns a new physical id while rollback is off: it is accepted, or the resource fails and keeps the
   * old id, without or with a Delete of the new one.
   *
   * @see https://github.com/aws/aws-cdk/issues/30546
   */
  readonly replacementWithoutRollback: 'TAKEN' | 'REFUSED' | 'REFUSED_AND_DELETED';
  /**
   * When a resource is removed whose creation had failed and was kept: with the clean-up of the next operation, or
   * before that operation creates it again. The documentation says "upon the next stack operation".
   */
  readonly failedCreationIsRemoved: 'IN_CLEAN_UP' | 'BEFORE_NEXT_CREATION';
  /** The DisableRollback that DescribeStacks returns for a stack whose operations had different ones. */
  readonly shownDisableRollback: 'OF_LAST_OPERATION' | 'OF_CREATION';
  /** Milliseconds from the decision to roll back to the first request of the rollback; seconds in real stacks. */
  readonly rollbackBeginsIn: number;
  /** The signature of ResponseURLs, which determines whether they show the time of the request. */
  readonly responseUrlSigning: 'SIGV4' | 'SIGV2' | 'PLAIN';
  /** Whether a resource whose Create was never answered is listed while its Delete is in progress. */
  readonly rowOfUnansweredResource: 'PRESENT' | 'MISSING';
  /** The size of a page of DescribeStackEvents, if the events fit into a megabyte. */
  readonly eventsOnPage: number;
  /** Milliseconds after which DescribeStackEvents no longer returns an event. */
  readonly eventsLastFor: number;
}

export const DEFAULT_CLOUDFORMATION_BEHAVIOURS: CloudFormationBehaviours = {
  failedUpdateWithoutRollback: 'KEPT',
  oldPropertiesAfterFailure: 'FAILED',
  replacementWithoutRollback: 'TAKEN',
  failedCreationIsRemoved: 'IN_CLEAN_UP',
  shownDisableRollback: 'OF_LAST_OPERATION',
  rollbackBeginsIn: 2_000,
  responseUrlSigning: 'SIGV4',
  rowOfUnansweredResource: 'PRESENT',
  eventsOnPage: 100,
  eventsLastFor: 90 * 24 * 3_600_000,
};
