/** A text as it stands in JSON, without the quotes. */
export function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
