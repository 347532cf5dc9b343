import { pauseAfter } from '../../../lambda/step/wait';

/** The looks that a product of this many seconds takes, and how late the last one is. */
function looks(seconds: number): { readonly count: number; readonly late: number } {
  let waited = 0;
  let count = 0;
  while (waited < seconds) {
    waited += pauseAfter(waited * 1000);
    count++;
  }
  return { count, late: waited - seconds };
}

test.each([10, 60, 300, 1800, 3000])('the answer to a product of %i seconds is late by a tenth at most', (seconds) => {
  expect(looks(seconds).late).toBeLessThanOrEqual(Math.min(30, seconds / 10));
});

test('half an hour takes at most a quarter of the looks of a poll every five seconds', () => {
  expect(looks(1800).count).toBeLessThanOrEqual(1800 / 5 / 4);
});
