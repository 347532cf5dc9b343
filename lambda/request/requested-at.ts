import type { CustomResourceEvent } from './event';

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
