/** Nothing is reported where nothing is expected. */
export function difference(what: string, actual: unknown, expected: unknown): string[] {
  return expected === undefined || actual === expected ? [] : [`${what} is ${String(actual)}, not ${String(expected)}`];
}

export function sortedList(values: readonly string[]): string {
  return [...values].sort().join(', ');
}
