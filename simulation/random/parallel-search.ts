import { join } from 'node:path';
import { Finding } from './search';
import { Tally } from './tally';
import type { Mutation } from '../function-bundle';
import { Crew } from '../worker-pool';

/** A search for one process. */
export interface Assignment {
  readonly runs: number;
  readonly seed: number;
  /** The breakage of the function that is to be found out. @default - the function as it is */
  readonly mutation?: Mutation;
}

/** What a process tells: of every story, and of the one that breaks a promise. */
export type Told = { readonly played: Tally } | { readonly found: Finding };

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

/** Plays drawn stories in several processes, until one breaks a promise. Undefined: no promise was broken. */
export async function parallelSearch({
  jobs,
  onPlayed,
  ...stories
}: ParallelSearchOptions): Promise<Finding | undefined> {
  const crew = new Crew<Assignment, Told>(join(__dirname, 'worker.ts'), jobs);
  let finding: Finding | undefined;
  function* untilFound() {
    for (const assignment of assignments(stories)) {
      if (finding) return;
      yield assignment;
    }
  }
  await crew.work(untilFound(), (told) => {
    if ('played' in told) onPlayed(told.played);
    else finding ??= told.found;
  });
  return finding;
}

/** The same seed draws the same stories, in however many processes. */
function* assignments({ runs, seed, mutation }: Assignment): Generator<Assignment> {
  for (let done = 0; done < runs; done += RUNS_OF_AN_ASSIGNMENT) {
    const ofAssignment = Math.min(RUNS_OF_AN_ASSIGNMENT, runs - done);
    yield { runs: ofAssignment, seed: (seed * 1_000_003 + done) % 2 ** 31, mutation };
  }
}
