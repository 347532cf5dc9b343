/** AWS JSON 1.1 writes times as seconds since 1970. */
export function onTheWire(output: object): object {
  return convert(output) as object;
}

function convert(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1_000;
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, convert(member)]));
}
