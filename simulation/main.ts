import { type CommandLine, parseCommandLine, USAGE, UsageError } from './command-line';
import { injectFaults } from './exhaustive/inject-faults';
import { mutationNamed } from './mutations/mutations';
import { tryMutations } from './mutations/try-mutations';
import { replay, simulate } from './random/simulate';

/** Returns whether all went as it should. */
async function main(): Promise<boolean> {
  const commandLine = parseCommandLine();
  if (commandLine.help) {
    console.log(USAGE);
    return true;
  }
  return run(commandLine);
}

function run({ exhaustive, mutations, path, ...options }: CommandLine): Promise<boolean> {
  const mutation = options.mutation === undefined ? undefined : mutationNamed(options.mutation);
  const { runs, seed, jobs, pairs, only } = options;
  if (exhaustive) return injectFaults({ pairs, seed, jobs, only });
  if (mutations) return tryMutations({ runs, seed, jobs, mutation });
  if (path !== undefined) return replay(seed, path, mutation);
  return simulate({ runs, seed, jobs, mutation });
}

main().then(
  (isFine) => (process.exitCode = isFine ? 0 : 1),
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  },
);
