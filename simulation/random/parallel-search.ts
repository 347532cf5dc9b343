import { join } from 'node:path';
import type { Counterexample } from './counterexample';
import type { Tally } from './tally';
import type { Mutation } from '../function-bundle';
import { WorkerPool } from '../worker-pool';

/** A search in one process. */
export interface SearchTask {
  readonly runs: number;
  readonly seed: number;
  /** The mutation that is to be found. @default - the function as it is */
  readonly mutation?: Mutation;
  /** The numbers of the scenarios to run, from 0 on. @default - all */
  readonly only?: readonly number[];
}

/** A process reports every scenario, and the one that violates an invariant. */
export type SearchReport = ScenarioReport | { readonly counterexample: Counterexample };

interface ScenarioReport {
  /** The number of the scenario in its task. */
  readonly number: number;
  readonly tally: Tally;
}

export interface ParallelSearchOptions extends SearchTask {
  /** The number of processes. */
  readonly jobs: number;
  readonly onTally: (tally: Tally) => void;
}

/** The program of the processes that search. */
export const SEARCH_WORKER = join(__dirname, 'worker.ts');

/** The scenarios that a process runs before it takes the next ones. */
const RUNS_PER_TASK = 50;

/** Runs drawn scenarios in several processes until one violates an invariant. Returns undefined if none does. */
export async function parallelSearch(options: ParallelSearchOptions): Promise<Counterexample | undefined> {
  const { jobs, onTally, ...all } = options;
  const pool = new WorkerPool<SearchTask, SearchReport>(SEARCH_WORKER, jobs);
  let counterexample: Counterexample | undefined;
  function* untilFound() {
    for (const task of searchTasks(all)) {
      if (counterexample) return;
      yield task;
    }
  }
  await pool.run(untilFound(), (report) => {
    if ('tally' in report) onTally(report.tally);
    else counterexample ??= report.counterexample;
  });
  return counterexample;
}

/** The same seed draws the same scenarios in any number of processes. */
export function* searchTasks({ runs, seed, mutation }: SearchTask): Generator<SearchTask> {
  for (let done = 0; done < runs; done += RUNS_PER_TASK) {
    yield { runs: Math.min(RUNS_PER_TASK, runs - done), seed: (seed * 1_000_003 + done) % 2 ** 31, mutation };
  }
}
