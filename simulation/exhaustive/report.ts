import { operationOf } from './faulty-call';
import { type Counts, NOTHING, type Results } from './results';
import { type Baseline } from './tasks';
import { printNotes, printTable } from '../../terminal/table';

const HEADINGS = ['Deployments', 'Succeeded', 'Rolled back', 'Failed', 'Invariant violated'];
const MAXIMUM_FAILURES = 20;

export interface Figures {
  readonly deployments: number;
  /** The deployments with two faults among them. */
  readonly pairs: number;
  readonly seconds: number;
  readonly seed: number;
  /** Returns the command that runs a task again. */
  readonly command: (task: string) => string;
}

export function report(all: readonly Baseline[], results: Results, figures: Figures): void {
  const { deployments, pairs, seconds, seed, command } = figures;
  const points = all.flatMap(({ faultFree }) => faultFree.points.map(operationOf));
  printCounts('A fault at every call of the function', 'Base case', results.byBaseCase, (name) =>
    all
      .filter(({ baseCase }) => baseCase.name === name)
      .reduce((sum, { faultFree }) => sum + faultFree.points.length, 0),
  );
  printCounts(
    'By the operation with the fault',
    'Operation',
    results.byOperation,
    (name) => points.filter((operation) => operation === name).length,
  );
  printCounts('By the fault', 'Fault', results.byFault);
  printNotes(
    `A point is a call of the function, to whatever service, or an invocation of it, in a base case without faults.`,
    `Failed: the stack is left in a state in which a person must act, and the deploy says why.`,
    `A deployment with two faults counts for both operations, and for both kinds of fault.`,
    `${deployments} deployments in ${Math.round(seconds)} s, ${(deployments / seconds).toFixed(1)} a second; ${pairs} of them with two faults (seed ${seed}).`,
    `Permissions of the function's role that these base cases do not need: ${results.unusedActions?.join(', ') || 'none'}.`,
  );
  for (const { task, deployment, messages } of results.failures.slice(0, MAXIMUM_FAILURES)) {
    printNotes(deployment, ...messages, ...(task === undefined ? [] : [command(task)]));
  }
  if (results.failures.length > MAXIMUM_FAILURES) {
    printNotes(`… and ${results.failures.length - MAXIMUM_FAILURES} more`);
  }
}

function printCounts(title: string, of: string, counts: Counts, pointsOf?: (name: string) => number): void {
  const rows = Object.keys(counts).map((name) => {
    const { succeeded, rolledBack, failed, violated } = counts[name] ?? NOTHING;
    const points = pointsOf ? [pointsOf(name)] : [];
    return [name, ...points, succeeded + rolledBack + failed, succeeded, rolledBack, failed, violated];
  });
  printTable(title, [of, ...(pointsOf ? ['Points'] : []), ...HEADINGS], rows);
}
