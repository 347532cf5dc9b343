import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export const USAGE = `npm run simulate -- [--runs N] [--seed S] [--jobs J]     runs N drawn scenarios
npm run simulate -- --seed S --path P [--mutation M]     replays one scenario
npm run simulate -- --exhaustive [--pairs N] [--seed S]  injects every fault at every call of every base case
                    [--only TEXT]                        … where the name of the run contains the text
npm run simulate -- --mutations [--runs N] [--seed S]    breaks the function on purpose, one mutation after the other
                    [--mutation M]                       … this mutation alone`;

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

/** The command line asks for what cannot be done; the message says why. */
export class UsageError extends Error {}

export interface CommandLine {
  readonly help: boolean;
  readonly exhaustive: boolean;
  readonly mutations: boolean;
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly pairs: number;
  readonly only?: string;
  readonly path?: string;
  /** The name of a mutation. */
  readonly mutation?: string;
}

export function parseCommandLine(): CommandLine {
  const options = parseOptions();
  const { path } = options;
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path)) {
    throw new UsageError(`--path is "${path}"; expected numbers joined by colons`);
  }
  const count = (option: 'runs' | 'seed' | 'jobs' | 'pairs', minimum: number) =>
    wholeNumber(option, options[option], minimum);
  return {
    ...options,
    runs: count('runs', 1),
    seed: count('seed', 0),
    jobs: count('jobs', 1),
    pairs: count('pairs', 0),
  };
}

function parseOptions() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw error instanceof Error ? new UsageError(error.message) : error;
  }
}

function wholeNumber(option: string, value: string, minimum: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= minimum) return number;
  throw new UsageError(`--${option} is "${value}"; expected a whole number from ${minimum} on`);
}
