import { timingSafeEqual } from 'node:crypto';

/** Takes as long for a text that is wrong from the start as for one that is wrong at its end: nobody guesses it bit by bit. */
export function isSameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
