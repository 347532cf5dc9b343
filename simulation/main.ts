import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Misuse } from './command-line';
import { playEveryFault } from './exhaustive/inject-faults';
import { MUTATIONS } from './mutations/mutations';
import { tryMutations } from './mutations/try-mutations';
import { simulate, simulateAgain } from './random/simulate';

const USAGE = `npm run simulate -- [--runs N] [--seed S] [--jobs J]   plays N drawn stories
npm run simulate -- --seed S --path P [--mutation M]     plays one story again
npm run simulate -- --exhaustive [--pairs N] [--seed S]  lets every call of every deployment go wrong
                    [--only TEXT]                        … of those whose name holds the text
npm run simulate -- --mutations [--runs N] [--seed S]    breaks the function on purpose, in one way after the other
                    [--mutation M]                       … in this way alone`;

const OPTIONS = {
  help: { type: 'boolean', default: false },
  runs: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  jobs: { type: 'string', default: String(Math.min(availableParallelism(), 8)) },
  path: { type: 'string' },
  mutation: { type: 'string' },
  mutations: { type: 'boolean', default: false },
  exhaustive: { type: 'boolean', default: false },
  pairs: { type: 'string', default: '2000' },
  only: { type: 'string' },
} as const;

/** Gives whether all was as it is to be. */
async function main(): Promise<boolean> {
  const values = readOptions();
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  const { mutation, path, only } = values;
  const count = (option: 'runs' | 'seed' | 'jobs' | 'pairs', least: number) =>
    wholeNumber(option, values[option], least);
  const [runs, seed, jobs, pairs] = [count('runs', 1), count('seed', 0), count('jobs', 1), count('pairs', 0)];
  if (mutation !== undefined && !MUTATIONS.some(({ name }) => name === mutation)) {
    throw new Misuse(`there is no mutation "${mutation}"; simulation/mutations/mutations.ts lists them`);
  }
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path)) {
    throw new Misuse(`--path is "${path}"; expected numbers joined by colons`);
  }
  if (values.exhaustive) return playEveryFault({ pairs, seed, jobs, only });
  if (values.mutations) return tryMutations({ runs, seed, jobs, mutation });
  if (path !== undefined) return simulateAgain(seed, path, mutation);
  return simulate({ runs, seed, jobs, mutation });
}

function readOptions() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw error instanceof Error ? new Misuse(error.message) : error;
  }
}

function wholeNumber(option: string, value: string, least: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Misuse(`--${option} is "${value}"; expected a whole number from ${least} on`);
}

main().then(
  (isFine) => (process.exitCode = isFine ? 0 : 1),
  (error: unknown) => {
    if (!(error instanceof Misuse)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  },
);
