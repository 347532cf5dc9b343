import { type StackOutcome } from '../../../local-cloud/cloudformation/stack-engine';

/** How a deployment ended. `failed`: a person must act, and the deploy says why. */
export type Outcome = 'succeeded' | 'rolledBack' | 'failed';

export function outcomeOf({ status, stackStatus }: StackOutcome): Outcome {
  if (status === 'SUCCEEDED') return 'succeeded';
  return stackStatus.endsWith('ROLLBACK_COMPLETE') ? 'rolledBack' : 'failed';
}
