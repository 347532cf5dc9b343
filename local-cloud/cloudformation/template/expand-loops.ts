import { isRecord, TemplateError } from './template';

/** Returns the values of a parameter, if they are known. */
type ListOf = (parameter: string) => readonly string[] | undefined;

const LOOP = /^Fn::ForEach::[A-Za-z0-9]+$/;

/**
 * Expands `Fn::ForEach`. A loop over a parameter without a value expands to nothing.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoops(value: unknown, listOf: ListOf): unknown {
  if (Array.isArray(value)) return value.map((entry) => expandLoops(entry, listOf));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).flatMap(([key, entry]) =>
    LOOP.test(key) ? expandLoop(key, entry, listOf) : [[key, expandLoops(entry, listOf)] as const],
  );
  const twice = entries.find(([key], index) => entries.findIndex(([other]) => other === key) !== index);
  if (twice !== undefined) throw new TemplateError(`Template error: Fn::ForEach makes the key ${twice[0]} twice`);
  return Object.fromEntries(entries);
}

function expandLoop(name: string, loop: unknown, listOf: ListOf): (readonly [string, unknown])[] {
  const [identifier, collection, fragment] = Array.isArray(loop) ? loop : [];
  if (typeof identifier !== 'string' || !isRecord(fragment)) {
    throw new TemplateError(`Template error: ${name} needs a list of an identifier, a collection and a map`);
  }
  return valuesOf(name, collection, listOf).flatMap((value) => {
    const expanded = expandLoops(substituted(fragment, identifier, value), listOf);
    return isRecord(expanded) ? Object.entries(expanded) : [];
  });
}

function valuesOf(name: string, collection: unknown, listOf: ListOf): string[] {
  if (Array.isArray(collection)) {
    return collection.flatMap((entry) => (isRecord(entry) ? valuesOf(name, entry, listOf) : String(entry)));
  }
  if (isRecord(collection) && typeof collection.Ref === 'string') return [...(listOf(collection.Ref) ?? [])];
  throw new TemplateError(
    `the local cloud expands ${name} only over a list or a parameter, got ${JSON.stringify(collection)}`,
  );
}

function substituted(value: unknown, identifier: string, replacement: string): unknown {
  const inText = (text: string): string =>
    text
      .replaceAll(`\${${identifier}}`, replacement)
      .replaceAll(`&{${identifier}}`, replacement.replace(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return inText(value);
  if (Array.isArray(value)) return value.map((entry) => substituted(entry, identifier, replacement));
  if (!isRecord(value)) return value;
  if (value.Ref === identifier && Object.keys(value).length === 1) return replacement;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [inText(key), substituted(entry, identifier, replacement)]),
  );
}
