import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';

/** What became of a deployment. Stuck: a person must act, and the deploy says why. */
export type Outcome = 'succeeded' | 'rolledBack' | 'stuck';

export function outcomeOf({ status, stackStatus }: StackOutcome): Outcome {
  if (status === 'SUCCEEDED') return 'succeeded';
  return stackStatus.endsWith('ROLLBACK_COMPLETE') ? 'rolledBack' : 'stuck';
}
