import { MUTATIONS } from './mutations';
import { scenariosThatReach } from './reached';
import { printNotes, printTable } from '../../terminal/table';
import type { Mutation } from '../function-bundle';
import { SEARCH_WORKER, type SearchReport, searchTasks, type SearchTask } from '../random/parallel-search';
import { WorkerPool } from '../worker-pool';

export interface TrialOptions {
  /** The maximum number of scenarios for each mutation. */
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  /** @default - all */
  readonly mutation?: Mutation;
}

interface Trial {
  readonly mutation: Mutation;
  /** The scenarios and deployments that were run with the broken function. */
  scenarios: number;
  deployments: number;
  /** The number of the scenario that violates an invariant, from 1 on. */
  foundIn?: number;
  invariants: readonly string[];
}

/** Breaks the function by each mutation. Returns whether the simulation finds all of them. */
export async function tryMutations({ runs, seed, jobs, mutation }: TrialOptions): Promise<boolean> {
  const trials: Trial[] = (mutation ? [mutation] : MUTATIONS).map((each) => newTrial(each));
  let drawn = 0;
  for (const task of searchTasks({ runs, seed })) {
    const missed = trials.filter(({ foundIn }) => foundIn === undefined);
    if (missed.length === 0) break;
    await tryScenarios(task, missed, drawn, jobs);
    drawn += task.runs;
    process.stderr.write(`${found(trials)} of ${trials.length} mutations found by ${drawn} scenarios\n`);
  }
  report(trials, runs);
  return found(trials) === trials.length;
}

function newTrial(mutation: Mutation): Trial {
  return { mutation, scenarios: 0, deployments: 0, invariants: [] };
}

function found(trials: readonly Trial[]): number {
  return trials.filter(({ foundIn }) => foundIn !== undefined).length;
}

/** Runs the scenarios of a task with each of the mutations, as far as they reach its code, until one is violated. */
async function tryScenarios(task: SearchTask, trials: readonly Trial[], drawn: number, jobs: number): Promise<void> {
  const reached = await scenariosThatReach(task, jobs);
  const trialOf = new Map(trials.map((trial) => [trial.mutation.name, trial]));
  function* tasks() {
    for (const { mutation } of trials) {
      const only = reached.get(mutation.name);
      if (only) yield { ...task, mutation, only };
    }
  }
  await new WorkerPool<SearchTask, SearchReport>(SEARCH_WORKER, jobs).run(tasks(), (result, { mutation }) => {
    const trial = trialOf.get(mutation?.name ?? '');
    if (trial === undefined) return;
    if ('tally' in result) {
      trial.scenarios += 1;
      trial.deployments += result.tally.deployments;
    } else {
      const { path, violations } = result.counterexample;
      trial.foundIn = drawn + Number(path) + 1;
      trial.invariants = [...new Set(violations.map(({ invariant }) => invariant))];
      process.stderr.write(`${trial.mutation.name}: ${trial.invariants.join(', ')} in scenario ${trial.foundIn}\n`);
    }
  });
}

function report(trials: readonly Trial[], runs: number): void {
  printTable(
    'What the simulation finds when the function is broken on purpose',
    ['Mutation', 'Violated invariants', 'Found in scenario', 'Scenarios run', 'Deployments'],
    trials.map(({ mutation: { name }, invariants, foundIn = 'NOT FOUND', scenarios, deployments }) => [
      name,
      invariants.join(', '),
      foundIn,
      scenarios,
      deployments,
    ]),
  );
  printNotes(`${found(trials)} of ${trials.length} mutations found`);
  for (const { mutation, foundIn } of trials) {
    if (foundIn === undefined) printNotes(`"${mutation.name}" was not found in ${runs} scenarios`);
  }
}
