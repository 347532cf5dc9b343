/**
 * Makes foreign text one line that is safe in a terminal, a log and XML: without control characters, line breaks and
 * marks that change the text direction. Joiners stay, as scripts need them.
 */
export function printable(words: string): string {
  return words.replace(/[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu, ' ').replace(/\p{Cs}/gu, '\ufffd');
}
