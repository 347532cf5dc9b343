/**
 * Returns true if the properties in a stack event are those of a request. In events, CloudFormation masks NoEcho
 * values, may show dynamic references unresolved, and does not turn scalars into strings.
 */
export function isSameDeclaration(shown: string, declared: object): boolean {
  try {
    return matches(JSON.parse(shown), declared);
  } catch {
    return false;
  }
}

function matches(shown: unknown, declared: unknown): boolean {
  if (typeof shown === 'string' && /\*{4}|\{\{resolve:/.test(shown)) return true;
  if (!isObject(shown) || !isObject(declared)) return text(shown) === text(declared);
  const keys = new Set([...Object.keys(shown), ...Object.keys(declared)]);
  return (
    Array.isArray(shown) === Array.isArray(declared) && [...keys].every((key) => matches(shown[key], declared[key]))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return value === undefined ? '' : String(value);
}
