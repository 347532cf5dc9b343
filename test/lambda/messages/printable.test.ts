import { printable } from '../../../lambda/messages/printable';

test.each([
  ['the colours of a terminal', 'no \u001b[31mroom', 'no  [31mroom'],
  ['line breaks', 'no\r\n::error::room\u2028', 'no  ::error::room '],
  ['marks that turn the direction', 'no \u202eroom\u2066', 'no  room '],
  ['half of a character', 'no \ud83droom', 'no \ufffdroom'],
])('%s are removed', (_, words, expected) => {
  expect(printable(words)).toBe(expected);
});

test.each(['так сказано', 'می\u200cخواهم', '語', '👍', 'no "room"'])('%s is unchanged', (words) => {
  expect(printable(words)).toBe(words);
});
