import { type Attempt, attemptKey, sha256 } from './resource-key';

/**
 * The idempotency token of the nth deliberate call of a request; it starts with the resource's key. A call that is one of
 * several ends with what it does: when its reply was lost, the next one has the same number.
 */
export function token(attempt: Attempt, call: number, part?: string): string {
  return `${attemptKey(attempt)}-${call}${part === undefined ? '' : `-${sha256(part).slice(0, 6)}`}`;
}
