import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/**
 * Throws unless two cloud assemblies have the same templates, those of the products among them. Nothing is left out, neither
 * metadata nor hashes of assets: the function that a package of a language carries is the same, and so are the templates.
 */
export function assertSameTemplates(expected: string, actual: string): void {
  const names = templatesIn(expected);
  if (!isDeepStrictEqual(names, templatesIn(actual))) {
    throw new Error(`expected the templates ${names.join(', ')}, and found ${templatesIn(actual).join(', ')}`);
  }
  const problems = names.flatMap((name) =>
    differences(read(join(expected, name)), read(join(actual, name))).map((difference) => `${name}${difference}`),
  );
  if (problems.length > 0) throw new Error(`the templates differ from those of TypeScript:\n${problems.join('\n')}`);
}

/** Where two values differ, for example `/Resources/Topic: expected {"Type":…}, and found undefined`. */
function differences(expected: unknown, actual: unknown): string[] {
  if (isDeepStrictEqual(expected, actual)) return [];
  if (!isObject(expected) || !isObject(actual)) {
    return [`: expected ${JSON.stringify(expected)}, and found ${JSON.stringify(actual)}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) =>
    differences(expected[key], actual[key]).map((difference) => `/${key}${difference}`),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function templatesIn(assembly: string): string[] {
  const names = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  if (names.length === 0) throw new Error(`there is no template in ${assembly}`);
  return names.sort();
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
