import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';

/** What became of a deployment. Stuck: a person must act, and the deploy says why. */
export type Ending = 'succeeded' | 'rolledBack' | 'stuck';

export function endingOf({ status, stackStatus }: StackOutcome): Ending {
  if (status === 'SUCCEEDED') return 'succeeded';
  return stackStatus.endsWith('ROLLBACK_COMPLETE') ? 'rolledBack' : 'stuck';
}
