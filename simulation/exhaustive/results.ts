import { type Outcome } from './base-cases/outcome';
import { nameOf, operationOf } from './faulty-call';
import { type CaseRun } from './tasks';

/** What runs of base cases came to. It can be sent to another process. */
export interface Results {
  readonly byBaseCase: Counts;
  /** By the operation with the fault; a deployment with two faults counts for both. */
  readonly byOperation: Counts;
  readonly byFault: Counts;
  readonly failures: Failure[];
  /** Missing as long as no run reported any. */
  unusedActions?: readonly string[];
}

export type Counts = Record<string, Count>;

export type Count = Readonly<Record<Outcome | 'violated', number>>;

export interface Failure {
  /** Missing for a run without faults. */
  readonly task?: string;
  /** The base case and its faults. */
  readonly deployment: string;
  readonly messages: readonly string[];
}

export const NOTHING: Count = { succeeded: 0, rolledBack: 0, failed: 0, violated: 0 };

export function noResults(): Results {
  return { byBaseCase: {}, byOperation: {}, byFault: {}, failures: [] };
}

export function add(results: Results, { baseCase, faultyCalls, result }: CaseRun, task?: string): void {
  const { outcome, failures, unusedActions } = result;
  const one = { ...NOTHING, [outcome]: 1, violated: failures.length > 0 ? 1 : 0 };
  addCount(results.byBaseCase, baseCase.name, one);
  for (const operation of new Set(faultyCalls.map(operationOf))) addCount(results.byOperation, operation, one);
  for (const kind of new Set(faultyCalls.map(({ fault }) => fault))) addCount(results.byFault, kind, one);
  const deployment = `${baseCase.name}: ${faultyCalls.map(nameOf).join(' + ') || 'no fault'}`;
  if (failures.length > 0) results.failures.push({ task, deployment, messages: failures });
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
  const { succeeded, rolledBack, failed, violated } = counts[name] ?? NOTHING;
  counts[name] = {
    succeeded: succeeded + more.succeeded,
    rolledBack: rolledBack + more.rolledBack,
    failed: failed + more.failed,
    violated: violated + more.violated,
  };
}

function unusedByBoth(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  return a && b ? a.filter((action) => b.includes(action)) : (a ?? b);
}
