import { timeoutSeconds } from './declaration';
import type { CustomResourceEvent } from './event';
import { requestedAt } from './requested-at';
import { MAXIMUM_TIMEOUT_SECONDS } from '../../src/private/limits';

/**
 * The time when a request stops changing anything and responds. A Delete may use all the time there is: it may
 * terminate a launch that has exceeded the timeout.
 */
export function deadline(event: CustomResourceEvent, startedAt: number): number {
  if (event.RequestType === 'Delete') return longestDeadline(event, startedAt);
  return beginOf(event, startedAt) + timeoutSeconds(event.ResourceProperties) * 1000;
}

/** The latest deadline: when CloudFormation stops waiting, less the time for the response. */
export function longestDeadline(event: CustomResourceEvent, startedAt: number): number {
  return beginOf(event, startedAt) + MAXIMUM_TIMEOUT_SECONDS * 1000;
}

/** No request is made after it has started, whatever its URL says. */
function beginOf(event: CustomResourceEvent, startedAt: number): number {
  return Math.min(requestedAt(event) ?? startedAt, startedAt);
}
