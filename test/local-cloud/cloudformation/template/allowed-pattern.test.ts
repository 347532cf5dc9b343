import { matchesAllowedPattern } from '../../../../local-cloud/cloudformation/template/allowed-pattern';

test.each([
  ['[a-z]+', 'abc', true],
  ['[a-z]+', 'abc1', false],
  ['a|b', 'ab', false],
  ['^(?!-)[a-z-]{2,}(?<!-)$', 'a-b', true],
  ['^(?!-)[a-z-]{2,}(?<!-)$', '-a', false],
  ['(?=.*\\d)(?=.*[A-Z]).{4,}', 'Abc1', true],
  ['(a|b)\\1', 'aa', true],
  ['(a|b)\\1', 'ab', false],
  ['(?i)yes', 'YES', true],
  ['\\Q1.0\\E', '1.0', true],
  ['\\Q1.0\\E', '1x0', false],
  ['\\p{Lu}+', 'ÄÖ', true],
])('the pattern %s and %s: %s', (pattern, value, expected) => {
  expect(matchesAllowedPattern(pattern, value)).toBe(expected);
});

test('a pattern that a backtracking engine would never be done with is matched at once', () => {
  const start = performance.now();
  expect(matchesAllowedPattern('(a+)+', `${'a'.repeat(4_000)}b`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('fails for a pattern that is not done in time, which is not tried a second time', () => {
  const slow = '(?=(a+)+$)a+b';
  const message = `cannot match AllowedPattern ${slow}: it took more than 1000 ms over a value`;
  expect(() => matchesAllowedPattern(slow, `${'a'.repeat(4_000)}b`)).toThrow(message);
  const start = performance.now();
  for (let again = 0; again < 10; again++) expect(() => matchesAllowedPattern(slow, 'ab')).toThrow(message);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('fails for a pattern that nobody can read', () => {
  expect(() => matchesAllowedPattern('[a-z', 'a')).toThrow('cannot match AllowedPattern [a-z: Invalid regular');
});
