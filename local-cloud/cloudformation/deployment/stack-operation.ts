import { type StackOperation, type StackOutcome } from '../stack-engine';
import { type RunningStack } from './running-stack';
export const NO_UPDATES = 'No updates are to be performed.';

/** Returns the operation of some work, which resolves to the reason of its first failure, if there is one. */
export function stackOperation({ stack }: RunningStack, work: Promise<string | undefined>): StackOperation {
  const ended = work.then((reason): StackOutcome => ({
    status: reason === undefined ? 'SUCCEEDED' : 'FAILED',
    reason,
    stackId: stack.stackId,
    stackStatus: stack.status,
    outputs: stack.outputs,
  }));
  return { stackId: stack.stackId, ended };
}

/** Deleting a stack that does not exist succeeds. */
export function nothingToDelete(stackId: string): StackOutcome {
  return { status: 'SUCCEEDED', stackId, stackStatus: 'DELETE_COMPLETE', outputs: [] };
}

/** An update that changes nothing is reported as a failure. */
export function unchanged({ stack }: RunningStack): StackOutcome {
  return {
    status: 'FAILED',
    reason: NO_UPDATES,
    noUpdates: true,
    stackId: stack.stackId,
    stackStatus: stack.status,
    outputs: stack.outputs,
  };
}
