import { operationOf } from './faulty-call';
import { Counts, NOTHING, Results } from './results';
import { Baseline } from './tasks';
import { printNotes, printTable } from '../../bench/table';

const ENDINGS = ['Deployments', 'Succeeded', 'Rolled back', 'Failed', 'Promise broken'];
const FAILURES_SHOWN = 20;

export interface Figures {
  readonly deployments: number;
  /** Those with two faults among them. */
  readonly pairs: number;
  readonly seconds: number;
  readonly seed: number;
  /** Plays a task again that has this name. */
  readonly command: (task: string) => string;
}

export function report(all: readonly Baseline[], results: Results, figures: Figures): void {
  const { deployments, pairs, seconds, seed, command } = figures;
  const points = all.flatMap(({ faultFree }) => faultFree.points.map(operationOf));
  printCounts('A fault at every call of the function', 'BaseCase', results.byBaseCase, (name) =>
    all
      .filter(({ baseCase }) => baseCase.name === name)
      .reduce((sum, { faultFree }) => sum + faultFree.points.length, 0),
  );
  printCounts(
    'By the operation that goes wrong',
    'Operation',
    results.byOperation,
    (name) => points.filter((operation) => operation === name).length,
  );
  printCounts('By what goes wrong', 'Fault', results.byFault);
  printNotes(
    `A point is a call of the function, to whatever service, or an invocation of it, in a baseCase without faults.`,
    `Failed: the stack is left where a person must act, and the deploy says why.`,
    `A deployment with two faults counts for both operations, and for both kinds of fault.`,
    `${deployments} deployments in ${Math.round(seconds)} s, ${(deployments / seconds).toFixed(1)} a second; ${pairs} of them with two faults (seed ${seed}).`,
    `Permissions of the function's role that these baseCases do not need: ${results.unusedActions?.join(', ') || 'none'}.`,
  );
  for (const { task, deployment, broken } of results.failures.slice(0, FAILURES_SHOWN)) {
    printNotes(deployment, ...broken, ...(task === undefined ? [] : [command(task)]));
  }
  if (results.failures.length > FAILURES_SHOWN) {
    printNotes(`… and ${results.failures.length - FAILURES_SHOWN} more`);
  }
}

function printCounts(title: string, of: string, counts: Counts, pointsOf?: (name: string) => number): void {
  const rows = Object.keys(counts).map((name) => {
    const { succeeded, rolledBack, stuck, broken } = counts[name] ?? NOTHING;
    const points = pointsOf ? [pointsOf(name)] : [];
    return [name, ...points, succeeded + rolledBack + stuck, succeeded, rolledBack, stuck, broken];
  });
  printTable(title, [of, ...(pointsOf ? ['Points'] : []), ...ENDINGS], rows);
}
