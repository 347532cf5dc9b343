import fc from 'fast-check';
import { matchesWildcard } from '../../local-cloud/wildcard';

test.each([
  ['arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/a', true],
  ['*', '', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a*', 'ba', false],
  ['a.c', 'abc', false],
  ['a*c', 'ab', false],
])('%s and %s: %s', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test('it matches what the regular expression of the pattern matches', () => {
  const [patterns, texts] = [
    fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 }),
    fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 }),
  ];
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(matchesWildcard(pattern, text)).toBe(expression.test(text));
    }),
    { numRuns: 2_000 },
  );
});

test('no pattern takes for ever', () => {
  const start = performance.now();
  expect(matchesWildcard(`${'*a'.repeat(40)}b`, 'a'.repeat(2_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(2_000);
});
