import { join } from 'node:path';
import { Counterexample } from './search';
import { Tally } from './tally';
import type { Mutation } from '../function-bundle';
import { WorkerPool } from '../worker-pool';

/** A search for one process. */
export interface Assignment {
  readonly runs: number;
  readonly seed: number;
  /** The breakage of the function that is to be found out. @default - the function as it is */
  readonly mutation?: Mutation;
}

/** What a process tells: of every scenario, and of the one that breaks a invariant. */
export type Told = { readonly played: Tally } | { readonly found: Counterexample };

export interface ParallelSearchOptions {
  readonly runs: number;
  readonly seed: number;
  readonly mutation?: Mutation;
  /** Processes. */
  readonly jobs: number;
  readonly onPlayed: (tally: Tally) => void;
}

/** Stories that a process plays before it takes the next ones. */
const RUNS_OF_AN_ASSIGNMENT = 50;

/** Plays drawn scenarios in several processes, until one breaks a invariant. Undefined: no invariant was broken. */
export async function parallelSearch({
  jobs,
  onPlayed,
  ...scenarios
}: ParallelSearchOptions): Promise<Counterexample | undefined> {
  const pool = new WorkerPool<Assignment, Told>(join(__dirname, 'worker.ts'), jobs);
  let counterexample: Counterexample | undefined;
  function* untilFound() {
    for (const assignment of assignments(scenarios)) {
      if (counterexample) return;
      yield assignment;
    }
  }
  await pool.work(untilFound(), (told) => {
    if ('played' in told) onPlayed(told.played);
    else counterexample ??= told.found;
  });
  return counterexample;
}

/** The same seed draws the same scenarios, in however many processes. */
function* assignments({ runs, seed, mutation }: Assignment): Generator<Assignment> {
  for (let done = 0; done < runs; done += RUNS_OF_AN_ASSIGNMENT) {
    const ofAssignment = Math.min(RUNS_OF_AN_ASSIGNMENT, runs - done);
    yield { runs: ofAssignment, seed: (seed * 1_000_003 + done) % 2 ** 31, mutation };
  }
}
