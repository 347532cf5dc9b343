/**
 * Words of others as one line that a terminal, a log and XML can take: without control characters, line breaks and marks that
 * turn the direction of what follows. Joiners stay, as scripts need them.
 */
export function printable(words: string): string {
  return words.replace(/[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu, ' ').replace(/\p{Cs}/gu, '\ufffd');
}
