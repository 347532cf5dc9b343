import { timeoutSeconds } from './declaration';
import type { CustomResourceEvent } from './event';
import { requestedAt } from './requested-at';
import { MAXIMUM_TIMEOUT_SECONDS } from '../../src/private/limits';

/**
 * From here on nothing is changed any more, and the request is answered as it stands. A Delete takes the time it needs,
 * also when it removes what has outlasted the limit of its launch.
 */
export function deadline(event: CustomResourceEvent, startedAt: number): number {
  if (event.RequestType === 'Delete') return longestDeadline(event, startedAt);
  return beginOf(event, startedAt) + timeoutSeconds(event.ResourceProperties) * 1000;
}

/** As long as CloudFormation waits, less the time that an answer takes. */
export function longestDeadline(event: CustomResourceEvent, startedAt: number): number {
  return beginOf(event, startedAt) + MAXIMUM_TIMEOUT_SECONDS * 1000;
}

/** Nothing is requested after it was begun, whatever a URL says. */
function beginOf(event: CustomResourceEvent, startedAt: number): number {
  return Math.min(requestedAt(event) ?? startedAt, startedAt);
}
