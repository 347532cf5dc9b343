/** The end of a long text often holds the advice, so it keeps a quarter of the length. */
const END = 0.25;
const GAP = ' ... ';

/** Cuts a text in its middle to the given length. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.floor(length * END);
  return `${text.slice(0, length - end - GAP.length)}${GAP}${text.slice(text.length - end)}`;
}
