import type { Cloud } from './aws/cloud';
import { isRetryable, errorMessage } from './aws/errors';
import { log } from './log';
import { Failure } from './messages/failure';
import { executionName } from './ordering/execution-name';
import { carriedEvent, sizeProblem } from './request/carried-event';
import type { CustomResourceEvent, ReceivedEvent } from './request/event';
import { requestedAt } from './request/requested-at';
import { possibleLeftovers } from './response/leftovers';
import { failedResponse } from './response/response';
import { sendResponse } from './response/send';

/** An event delivered for the third and last time is older than this. */
const LAST_DELIVERY_MILLISECONDS = 150_000;

/** Starts the execution that handles an event of CloudFormation; duplicates of the event share it. */
export async function receive(received: ReceivedEvent, cloud: Cloud): Promise<void> {
  log('receive', { resource: received.LogicalResourceId, request: received.RequestType });
  const event = carriedEvent(received);
  const problem = sizeProblem(event);
  if (problem !== undefined) return answerTooLarge(event, problem, cloud);
  try {
    await cloud.executions.start(executionName(event), JSON.stringify({ event }));
  } catch (error) {
    // Lambda retries the event after one and after two more minutes. By then Step Functions is available again, or a
    // fresh permission has taken effect.
    if (isRetryable(error) && age(event) < LAST_DELIVERY_MILLISECONDS) throw error;
    // CloudFormation would wait an hour without a response. If the execution runs after all, the rollback stops it.
    const failure = new Failure({
      what: `The execution for ${event.LogicalResourceId} could not be started`,
      words: errorMessage(error),
      advice: 'Deploy again; if that does not help, check the state machine of ProvisionedProductProvider',
      leftovers: possibleLeftovers(event),
    });
    const delivered = await sendResponse(cloud, event, failedResponse(event, undefined, failure.message));
    if (!delivered) throw new Error('neither Step Functions nor the response URL could be reached');
  }
}

/** Fails before anything is launched: the events of later updates would be too large as well. */
async function answerTooLarge(event: CustomResourceEvent, what: string, cloud: Cloud): Promise<void> {
  const isDelete = event.RequestType === 'Delete';
  const advice = isDelete
    ? 'Terminate the product yourself'
    : 'Nothing was launched or changed; put large values where the product can read them (Amazon S3, an SSM parameter) and pass their names';
  const { message } = new Failure({ what, advice, leftovers: isDelete ? possibleLeftovers(event) : undefined });
  const delivered = await sendResponse(cloud, event, failedResponse(event, undefined, message));
  if (!delivered) throw new Error('the response URL could not be reached');
}

function age(event: CustomResourceEvent): number {
  return Date.now() - (requestedAt(event) ?? 0);
}
