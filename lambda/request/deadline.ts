import { timeoutSeconds } from './declaration';
import type { CustomResourceEvent } from './event';
import { MAXIMUM_TIMEOUT_SECONDS } from '../../src/private/limits';

/** Between the clocks of two services. */
export const CLOCK_SLACK_MILLISECONDS = 5_000;

/** More than clocks differ by. */
const FUTURE_MILLISECONDS = 5 * 60_000;

/** For how long CloudFormation signs its URLs. */
const URL_LIVES_SECONDS = 7_200;

/**
 * When CloudFormation made the request, as its pre-signed URL says; undefined where the URL does not. Older signatures than
 * version 4 tell the end of their validity only: one that is further away than we know of tells nothing.
 */
export function requestedAt({ ResponseURL: url }: Pick<CustomResourceEvent, 'ResponseURL'>): number | undefined {
  const signed = signedAt(url);
  if (signed !== undefined) return signed;
  const [, expires] = /[?&]Expires=(\d{9,11})(&|$)/.exec(url) ?? [];
  const requested = (Number(expires) - URL_LIVES_SECONDS) * 1000;
  return requested <= Date.now() + FUTURE_MILLISECONDS ? requested : undefined;
}

function signedAt(url: string): number | undefined {
  const date = /[?&]X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(url);
  if (!date) return undefined;
  const [year = 0, month = 1, day, hour, minute, second] = date.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Its date would let it stop what newer requests do. */
export function isFromFuture({ ResponseURL }: Pick<CustomResourceEvent, 'ResponseURL'>, now: number): boolean {
  return (signedAt(ResponseURL) ?? now) > now + FUTURE_MILLISECONDS;
}

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
