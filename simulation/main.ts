import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { dieAnywhere, simulateShard } from './exhaustive';
import { mutationNamed } from './mutations/mutations';
import { tryMutations } from './mutations/try-mutations';
import { simulate, simulateAgain } from './random/simulate';

const USAGE = `npm run simulate -- [--runs N] [--seed S] [--jobs J]   plays N drawn stories
npm run simulate -- --seed S --path P [--mutation M]     plays one story again
npm run simulate -- --exhaustive [--pairs N] [--seed S]  lets every call of every deployment go wrong
npm run simulate -- --mutations [--runs N] [--seed S]    breaks the function on purpose, in one way after the other`;

const { values } = parseArgs({
  options: {
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
    shard: { type: 'string' },
  },
});

const { mutation, path, only } = values;
const [runs, seed, jobs, pairs] = [count('runs', 1), count('seed', 0), count('jobs', 1), count('pairs', 0)];

function count(option: 'runs' | 'seed' | 'jobs' | 'pairs', least: number): number {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number >= least) return number;
  console.error(`--${option} is "${values[option]}"; expected a whole number from ${least} on\n\n${USAGE}`);
  process.exit(2);
}

/** Gives whether all was as it is to be. */
async function main(): Promise<boolean> {
  if (mutation !== undefined) mutationNamed(mutation);
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  if (values.exhaustive) return exhaustive();
  if (values.mutations) return tryMutations({ runs, seed, jobs, mutation });
  if (path !== undefined) return simulateAgain(seed, path, mutation);
  return simulate({ runs, seed, jobs, mutation });
}

async function exhaustive(): Promise<boolean> {
  const options = { pairs, seed, jobs, only };
  const [shard, of] = (values.shard ?? '').split('/').map(Number);
  if (shard === undefined || of === undefined) return dieAnywhere(options);
  await simulateShard(options, { shard, of });
  return true;
}

void main().then((isFine) => (process.exitCode = isFine ? 0 : 1));
