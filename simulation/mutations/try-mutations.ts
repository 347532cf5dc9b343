import { MUTATIONS } from './mutations';
import { printNotes, printTable } from '../../terminal/table';
import type { Mutation } from '../function-bundle';
import { parallelSearch } from '../random/parallel-search';
import { add, emptyTally, type Tally } from '../random/tally';

export interface TrialOptions {
  /** The maximum number of scenarios for each mutation. */
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  /** @default - all */
  readonly mutation?: Mutation;
}

const NOT_FOUND = 'NOT FOUND';

interface Trial {
  readonly tally: Tally;
  readonly seconds: number;
  readonly invariants: readonly string[];
}

/** Breaks the function by one mutation after the other. Returns whether the simulation finds all of them. */
export async function tryMutations(options: TrialOptions): Promise<boolean> {
  const chosen = options.mutation ? [options.mutation] : MUTATIONS;
  const waiting = [...chosen];
  const trials = new Map<string, Trial>();
  await Promise.all(
    Array.from({ length: options.jobs }, async () => {
      for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
        const { name } = mutation;
        const trial = await tryMutation(mutation, options);
        trials.set(name, trial);
        const found = trial.invariants.join(', ') || NOT_FOUND;
        process.stderr.write(
          `${trials.size} of ${chosen.length}: ${name}: ${found} (${trial.tally.scenarios} scenarios)\n`,
        );
      }
    }),
  );
  printTable(
    'What the simulation finds when the function is broken on purpose',
    ['Mutation', 'Violated invariants', 'Scenarios', 'Deployments', 'Seconds'],
    chosen.map(({ name }) => row(name, trials.get(name))),
  );
  const missed = chosen.filter(({ name }) => trials.get(name)?.invariants.length === 0);
  printNotes(`${chosen.length - missed.length} of ${chosen.length} mutations found`);
  for (const { name } of missed) printNotes(`"${name}" was not found in ${options.runs} scenarios`);
  return missed.length === 0;
}

async function tryMutation(mutation: Mutation, { runs, seed }: TrialOptions): Promise<Trial> {
  const startedAt = performance.now();
  const tally = emptyTally();
  const counterexample = await parallelSearch({
    runs,
    seed,
    mutation,
    jobs: 1,
    onTally: (more) => add(tally, more),
  });
  const invariants = [...new Set(counterexample?.violations.map(({ invariant }) => invariant))];
  return { tally, invariants, seconds: (performance.now() - startedAt) / 1000 };
}

function row(name: string, trial: Trial | undefined): (string | number)[] {
  if (!trial) return [name, '', '', '', ''];
  const { invariants, tally, seconds } = trial;
  return [name, invariants.join(', ') || NOT_FOUND, tally.scenarios, tally.deployments, seconds.toFixed(1)];
}
