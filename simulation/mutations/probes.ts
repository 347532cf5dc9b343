import ts from 'typescript';
import type { Mutation } from '../function-bundle';

/** Where the probes of the function, which runs in this process, leave the names of the mutations. */
const REACHED = '__reachedMutations';

/** Puts a probe at the start of each function around a mutation. Without a function around it, a mutation has no probe. */
export function withProbes(source: string, mutations: readonly Mutation[]): string {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const insertions = mutations.flatMap((mutation) => {
    const body = enclosingBody(file, source.indexOf(mutation.from), mutation.from.length);
    return body === undefined ? [] : probe(body, mutation.name);
  });
  // From the end, so that the earlier positions stay true.
  return insertions
    .sort((one, other) => other.at - one.at)
    .reduce((text, { at, inserted }) => text.slice(0, at) + inserted + text.slice(at), source);
}

/** Returns whether a probe can tell that the mutation is reached. */
export function hasProbe(source: string, mutation: Mutation): boolean {
  return withProbes(source, [mutation]) !== source;
}

/** Returns the names of the mutations whose functions have run since the last time. */
export function takeReached(): string[] {
  const reached = (Reflect.get(globalThis, REACHED) ?? new Set()) as Set<string>;
  Reflect.set(globalThis, REACHED, new Set());
  return [...reached];
}

interface Insertion {
  readonly at: number;
  readonly inserted: string;
}

function probe(body: ts.ConciseBody, name: string): Insertion[] {
  const call = `globalThis.${REACHED}?.add(${JSON.stringify(name)})`;
  if (ts.isBlock(body)) return [{ at: body.getStart() + 1, inserted: `${call};` }];
  return [
    { at: body.getStart(), inserted: `(${call}, ` },
    { at: body.getEnd(), inserted: ')' },
  ];
}

/** Returns the body of the innermost function in which a text is, its parameters included. */
function enclosingBody(file: ts.SourceFile, start: number, length: number): ts.ConciseBody | undefined {
  let innermost: ts.ConciseBody | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getStart() > start || node.getEnd() < start + length) return;
    if (ts.isFunctionLike(node) && 'body' in node && node.body) innermost = node.body as ts.ConciseBody;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return innermost;
}
