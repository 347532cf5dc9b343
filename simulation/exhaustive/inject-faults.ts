import { join } from 'node:path';
import { WorkerPool } from '../worker-pool';
import { report } from './report';
import { add, merge, noResults, Results } from './results';
import { Baseline, runBaselines, pairsOfFaults, singleFaults, Task, taskName } from './tasks';
import { TestBed } from './test-bed';
import { UsageError } from '../command-line';
import { showProgress } from '../progress';

export interface ExhaustiveOptions {
  /** Drawn pairs of faults, beside each single one. */
  readonly pairs: number;
  readonly seed: number;
  /** Processes. */
  readonly jobs: number;
  /** Only the deployments whose name holds this. */
  readonly only?: string;
}

/** Deployments that a process simulates before it takes the next ones. */
const TASKS_OF_AN_ASSIGNMENT = 50;

/** Plays every fault at every call of every baseCase. Gives whether all invariants were kept. */
export async function injectFaults(options: ExhaustiveOptions): Promise<boolean> {
  const startedAt = performance.now();
  const { pairs, seed, jobs, only } = options;
  const all = await runBaselines();
  TestBed.dispose();
  const tasks = tasksOf(all, options);
  if (tasks.length === 0) {
    const [example] = singleFaults(all).map(taskName);
    throw new UsageError(`no deployment has "${only}" in its name; one of them is "${example}"`);
  }
  const results = noResults();
  for (const { baseCase, faultFree } of all) add(results, { baseCase, faultyCalls: [], played: faultFree });
  let played = 0;
  const endProgress = showProgress(() => `${played} of ${tasks.length} deployments, ${results.failures.length} broken`);
  const pool = new WorkerPool<readonly Task[], Results>(join(__dirname, 'worker.ts'), jobs);
  await pool.work(assignments(tasks), (more) => {
    merge(results, more);
    played++;
  });
  endProgress();
  report(all, results, {
    deployments: all.length + tasks.length,
    pairs: tasks.filter(({ anotherBy }) => anotherBy !== undefined).length,
    seconds: (performance.now() - startedAt) / 1000,
    seed,
    command: (task) => `npm run simulate -- --exhaustive --pairs ${pairs} --seed ${seed} --only '${task}'`,
  });
  return results.failures.length === 0;
}

function tasksOf(all: readonly Baseline[], { pairs, seed, only = '' }: ExhaustiveOptions): Task[] {
  const tasks = [...singleFaults(all), ...pairsOfFaults(all, pairs, seed)];
  return tasks.filter((task) => taskName(task).includes(only));
}

function* assignments(tasks: readonly Task[]): Generator<readonly Task[]> {
  for (let next = 0; next < tasks.length; next += TASKS_OF_AN_ASSIGNMENT) {
    yield tasks.slice(next, next + TASKS_OF_AN_ASSIGNMENT);
  }
}
