import { join } from 'node:path';
import type { SearchTask } from '../random/parallel-search';
import { WorkerPool } from '../worker-pool';

/** Some scenarios of a search, to be run with the unbroken function. */
export type ReachTask = Required<Pick<SearchTask, 'runs' | 'seed' | 'only'>>;

export interface ReachReport {
  /** The number of the scenario. */
  readonly number: number;
  /** The names of the mutations whose code has run in it. */
  readonly reached: readonly string[];
}

const SCENARIOS_PER_TASK = 5;

/**
 * Runs the scenarios of a search with the unbroken function. Returns the numbers of those in which a mutation's code has run,
 * by the name of the mutation: in all others, the broken function does the same.
 */
export async function scenariosThatReach({ runs, seed }: SearchTask, jobs: number): Promise<Map<string, number[]>> {
  const scenarios = new Map<string, number[]>();
  const pool = new WorkerPool<ReachTask, ReachReport>(join(__dirname, 'reach-worker.ts'), jobs);
  function* tasks() {
    for (let first = 0; first < runs; first += SCENARIOS_PER_TASK) {
      const length = Math.min(SCENARIOS_PER_TASK, runs - first);
      yield { runs: first + length, seed, only: Array.from({ length }, (_, index) => first + index) };
    }
  }
  await pool.run(tasks(), ({ number, reached }) => {
    for (const name of reached) scenarios.set(name, [...(scenarios.get(name) ?? []), number]);
  });
  for (const numbers of scenarios.values()) numbers.sort((one, other) => one - other);
  return scenarios;
}
