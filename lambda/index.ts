import { advance, type StepInput, type StepResult } from './advance';
import { connect } from './aws/clients';
import type { Cloud } from './aws/cloud';
import { type FailedExecution, giveUp } from './give-up';
import { log } from './log';
import { isServed } from './ordering/served-stacks';
import { receive } from './receive';
import { foreignStack, malformedRequest, reject } from './reject';
import { carriedEvent } from './request/carried-event';
import { isAnswerable, isCustomResourceEvent } from './request/event';
import { isFromFuture } from './request/requested-at';
import { responseUrlProblem } from './response/response-url';
import { readSettings } from './settings';

const settings = readSettings(process.env);
let connection: Cloud | undefined;

/** Handles events of CloudFormation and steps of the state machine. Whoever may invoke the function can send either. */
export async function handler(
  input: unknown,
  { invokedFunctionArn }: { readonly invokedFunctionArn: string },
): Promise<StepResult | void> {
  const step = (input ?? {}) as Partial<StepInput> & { readonly giveUp?: FailedExecution };
  const request: unknown = step.giveUp?.event ?? step.event ?? input;
  if (!isAnswerable(request)) return log('malformed', { type: typeof input });
  const isFuture = isFromFuture(request, Date.now());
  const urlProblem = isFuture ? 'it is dated in the future' : responseUrlProblem(request, settings.answers);
  if (urlProblem !== undefined) {
    // Not CloudFormation: no response would help the sender.
    log('unanswerable', { resource: request.LogicalResourceId, message: `the ResponseURL is not used: ${urlProblem}` });
    return { done: true };
  }
  const cloud = (connection ??= connect(invokedFunctionArn, settings.ownStackId));
  if (!isCustomResourceEvent(request)) return reject(request, malformedRequest(request), cloud);
  if (step.giveUp) return giveUp({ ...step.giveUp, event: carriedEvent(request) }, cloud);
  if (!step.event) return receive(request, cloud);
  // isServed asks CloudFormation about a nested stack. A step is retried for longer than an event if it does not reply.
  if (!(await isServed(request, settings, cloud))) return reject(request, foreignStack(request, settings), cloud);
  return advance({ ...step, event: carriedEvent(request) }, cloud, Date.now());
}
