import { MUTATIONS } from './mutations';
import { printNotes, printTable } from '../../bench/table';
import type { Mutation } from '../function-bundle';
import { parallelSearch } from '../random/parallel-search';
import { add, emptyTally, Tally } from '../random/tally';

export interface TrialOptions {
  /** Stories after which a mutation is given up. */
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  /** @default - all */
  readonly mutation?: Mutation;
}

interface Trial {
  readonly tally: Tally;
  readonly seconds: number;
  readonly invariants: readonly string[];
}

/** Breaks the function in one way after the other. Gives whether the simulation has found all of it out. */
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
        const found = trial.invariants.join(', ') || 'NOT FOUND OUT';
        process.stderr.write(
          `${trials.size} of ${chosen.length}: ${name}: ${found} (${trial.tally.scenarios} scenarios)\n`,
        );
      }
    }),
  );
  printTable(
    'What the simulation finds out when the function is broken on purpose',
    ['Mutation', 'Broken invariant', 'Stories', 'Deployments', 'Seconds'],
    chosen.map(({ name }) => row(name, trials.get(name))),
  );
  const missed = chosen.filter(({ name }) => trials.get(name)?.invariants.length === 0);
  printNotes(`${chosen.length - missed.length} of ${chosen.length} mutations found out`);
  for (const { name } of missed) printNotes(`"${name}" was not found out in ${options.runs} scenarios`);
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
    onPlayed: (played) => add(tally, played),
  });
  const invariants = [...new Set(counterexample?.broken.map(({ invariant }) => invariant))];
  return { tally, invariants, seconds: (performance.now() - startedAt) / 1000 };
}

function row(name: string, trial: Trial | undefined): (string | number)[] {
  if (!trial) return [name, '', '', '', ''];
  const { invariants, tally, seconds } = trial;
  return [name, invariants.join(', ') || 'NOT FOUND OUT', tally.scenarios, tally.deployments, seconds.toFixed(1)];
}
