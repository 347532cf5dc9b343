import { duration } from '../../examples/demo/duration';

test.each([
  [0, '0 s'],
  [12_400, '12 s'],
  [59_700, '1 min 00 s'],
  [245_000, '4 min 05 s'],
  [3_720_000, '1 h 02 min'],
])('%d ms reads as %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});
