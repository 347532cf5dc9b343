import { advance, Execution, StepResult } from './advance';
import { connect } from './aws/clients';
import type { Cloud } from './aws/cloud';
import { FailedExecution, giveUp } from './give-up';
import { log } from './log';
import { receive } from './receive';
import { refuse } from './refuse';
import { carriedEvent } from './request/carried-event';
import { isAnswerable, isCustomResourceEvent } from './request/event';

let connection: Cloud | undefined;

/** The one entry: CloudFormation sends events, the state machine sends steps. */
export async function handler(
  input: unknown,
  { invokedFunctionArn }: { readonly invokedFunctionArn: string },
): Promise<StepResult | { done: true } | void> {
  const cloud = (connection ??= connect(invokedFunctionArn, process.env.STACK_ID));
  if (isCustomResourceEvent(input)) return receive(input, cloud);
  const step = (input ?? {}) as Partial<Execution> & { readonly giveUp?: FailedExecution };
  if (isCustomResourceEvent(step.giveUp?.event)) {
    return giveUp({ ...step.giveUp, event: carriedEvent(step.giveUp.event) }, cloud);
  }
  if (isCustomResourceEvent(step.event)) {
    return advance({ ...step, event: carriedEvent(step.event) }, cloud, Date.now());
  }
  if (isAnswerable(input)) return refuse(input, cloud);
  log('malformed', { type: typeof input });
}
