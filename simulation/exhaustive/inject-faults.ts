import { join } from 'node:path';
import { WorkerPool } from '../worker-pool';
import { report } from './report';
import { add, merge, noResults, type Results } from './results';
import { type Baseline, runBaselines, pairsOfFaults, singleFaults, type Task, taskName } from './tasks';
import { TestBed } from './test-bed/test-bed';
import { showProgress } from '../../terminal/progress';
import { UsageError } from '../command-line';

export interface ExhaustiveOptions {
  /** The number of drawn pairs of faults, beside each single fault. */
  readonly pairs: number;
  readonly seed: number;
  /** The number of processes. */
  readonly jobs: number;
  /** Limits the runs to those whose names contain this text. @default - all */
  readonly only?: string;
}

/** The tasks that a process takes at a time. */
const BATCH_SIZE = 50;

/** Injects every fault at every call of every base case. Returns whether all invariants hold. */
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
  for (const { baseCase, faultFree } of all) add(results, { baseCase, faultyCalls: [], result: faultFree });
  let done = 0;
  const endProgress = showProgress(() => `${done} of ${tasks.length} deployments, ${results.failures.length} failures`);
  const pool = new WorkerPool<readonly Task[], Results>(join(__dirname, 'worker.ts'), jobs);
  await pool.run(batches(tasks), (more) => {
    merge(results, more);
    done++;
  });
  endProgress();
  report(all, results, {
    deployments: all.length + tasks.length,
    pairs: tasks.filter(({ secondFaultSeed }) => secondFaultSeed !== undefined).length,
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

function* batches(tasks: readonly Task[]): Generator<readonly Task[]> {
  for (let next = 0; next < tasks.length; next += BATCH_SIZE) {
    yield tasks.slice(next, next + BATCH_SIZE);
  }
}
