import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Declaration {
  readonly name: string;
  readonly docs?: { readonly summary?: string };
  readonly parameters?: readonly Declaration[];
}

interface Type extends Declaration {
  readonly initializer?: Omit<Declaration, 'name'>;
  readonly methods?: readonly Declaration[];
  readonly properties?: readonly Declaration[];
  readonly members?: readonly Declaration[];
}

/** What `npx projen compile` writes: the public API, as every language gets it. */
const { types } = JSON.parse(readFileSync(join(__dirname, '../../.jsii'), 'utf8')) as {
  readonly types: Readonly<Record<string, Type>>;
};

/** The summary of each public declaration, by its path. */
const summaries = new Map(
  Object.values(types).flatMap((type) => [
    ...summariesOf(type, ''),
    ...(type.initializer ? summariesOf({ name: 'constructor', ...type.initializer }, `${type.name}.`) : []),
    ...[...(type.methods ?? []), ...(type.properties ?? []), ...(type.members ?? [])].flatMap((member) =>
      summariesOf(member, `${type.name}.`),
    ),
  ]),
);

function summariesOf({ name, docs, parameters = [] }: Declaration, prefix: string): [string, string | undefined][] {
  const path = `${prefix}${name}`;
  return [[path, docs?.summary], ...parameters.flatMap((parameter) => summariesOf(parameter, `${path}.`))];
}

test('every public declaration has a summary', () => {
  expect([...summaries].filter(([, summary]) => summary === undefined).map(([path]) => path)).toEqual([]);
});

test('no summary is cut in the middle of a sentence: jsii ends it at a semicolon, too', () => {
  expect([...summaries].filter(([, summary = '']) => /[;:,]$/.test(summary)).map(([path]) => path)).toEqual([]);
});
