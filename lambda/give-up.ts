import type { StepInput } from './advance';
import type { Cloud } from './aws/cloud';
import { Failure } from './messages/failure';
import { possibleLeftovers } from './response/leftovers';
import { failedResponse } from './response/response';
import { sendResponse } from './response/send';

/** The input of the last step: what the state machine caught when a step failed for good. */
export interface FailedExecution extends StepInput {
  readonly failure?: { readonly Error?: string };
}

/** Responds to a request whose steps can no longer run. */
export async function giveUp({ event, progress, failure }: FailedExecution, cloud: Cloud): Promise<{ done: true }> {
  const reason = new Failure({
    what: `The function that handles ${event.LogicalResourceId} could no longer be run`,
    words: failure?.Error,
    advice: 'Deploy again; if that does not help, check the Lambda quotas of this account',
    leftovers: possibleLeftovers(event),
  });
  const delivered = await sendResponse(cloud, event, failedResponse(event, progress, reason.message));
  if (!delivered) throw new Error('the response URL could not be reached');
  return { done: true };
}
