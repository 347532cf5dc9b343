import { type Attempt, attemptKey, sha256 } from './resource-key';

/**
 * The idempotency token of the nth mutating call of a request; it starts with the resource's key. A call that does part
 * of a change names the part: after a lost reply, the next part has the same number.
 */
export function token(attempt: Attempt, call: number, part?: string): string {
  return `${attemptKey(attempt)}-${call}${part === undefined ? '' : `-${sha256(part).slice(0, 6)}`}`;
}
