/** The end of a long text is worth more than its middle: it often says what to do. */
const END = 0.25;
const GAP = ' ... ';

/** A text of so many characters at most, cut in its middle. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.floor(length * END);
  return `${text.slice(0, length - end - GAP.length)}${GAP}${text.slice(text.length - end)}`;
}
