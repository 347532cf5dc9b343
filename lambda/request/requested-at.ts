import type { CustomResourceEvent } from './event';

/** The clocks of two services may differ by this. */
export const CLOCK_SLACK_MILLISECONDS = 5_000;

/** No clock is ahead by this much. */
const FUTURE_MILLISECONDS = 5 * 60_000;

/** Validity of CloudFormation's pre-signed URLs. */
const URL_LIVES_SECONDS = 7_200;

/**
 * Returns when CloudFormation made the request, by its pre-signed URL, or undefined. Signatures older than version 4
 * show only their expiry; one that is later than any known validity allows proves nothing.
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

/** Returns true for a request dated in the future, which could stop newer requests. */
export function isFromFuture({ ResponseURL }: Pick<CustomResourceEvent, 'ResponseURL'>, now: number): boolean {
  return (signedAt(ResponseURL) ?? now) > now + FUTURE_MILLISECONDS;
}
