import { timingSafeEqual } from 'node:crypto';

/** Compares in constant time, so that nobody can guess a signature character by character. */
export function isSameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
