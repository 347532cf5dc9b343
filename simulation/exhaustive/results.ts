import { nameOf, operationOf } from './faulty-call';
import { Outcome } from './outcome';
import { CaseRun } from './tasks';

/** What simulated deployments came to. It can be sent from one process to another. */
export interface Results {
  readonly byBaseCase: Counts;
  /** By the operation that goes wrong; a deployment with two faults counts for both. */
  readonly byOperation: Counts;
  readonly byFault: Counts;
  readonly failures: Failure[];
  /** Missing: none has told. */
  unusedActions?: readonly string[];
}

export type Counts = Record<string, Count>;

export type Count = Readonly<Record<Outcome | 'broken', number>>;

export interface Failure {
  /** Missing: nothing had gone wrong. */
  readonly task?: string;
  /** The baseCase, and what went wrong in it. */
  readonly deployment: string;
  readonly broken: readonly string[];
}

export const NOTHING: Count = { succeeded: 0, rolledBack: 0, stuck: 0, broken: 0 };

export function noResults(): Results {
  return { byBaseCase: {}, byOperation: {}, byFault: {}, failures: [] };
}

export function add(results: Results, { baseCase, faultyCalls, played }: CaseRun, task?: string): void {
  const { outcome, broken, unusedActions } = played;
  const one = { ...NOTHING, [outcome]: 1, broken: broken.length > 0 ? 1 : 0 };
  addCount(results.byBaseCase, baseCase.name, one);
  for (const operation of new Set(faultyCalls.map(operationOf))) addCount(results.byOperation, operation, one);
  for (const kind of new Set(faultyCalls.map(({ fault }) => fault))) addCount(results.byFault, kind, one);
  const deployment = `${baseCase.name}: ${faultyCalls.map(nameOf).join(' + ') || 'no fault'}`;
  if (broken.length > 0) results.failures.push({ task, deployment, broken });
  results.unusedActions = unusedByBoth(results.unusedActions, unusedActions);
}

export function merge(into: Results, from: Results): void {
  for (const by of ['byBaseCase', 'byOperation', 'byFault'] as const) {
    for (const [name, count] of Object.entries(from[by])) addCount(into[by], name, count);
  }
  into.failures.push(...from.failures);
  into.unusedActions = unusedByBoth(into.unusedActions, from.unusedActions);
}

function addCount(counts: Counts, name: string, more: Count): void {
  const { succeeded, rolledBack, stuck, broken } = counts[name] ?? NOTHING;
  counts[name] = {
    succeeded: succeeded + more.succeeded,
    rolledBack: rolledBack + more.rolledBack,
    stuck: stuck + more.stuck,
    broken: broken + more.broken,
  };
}

function unusedByBoth(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  return a && b ? a.filter((action) => b.includes(action)) : (a ?? b);
}
