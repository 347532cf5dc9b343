import { parallelSearch } from './parallel-search';
import { replayScenario, formatCounterexample } from './search';
import { add, emptyTally, Tally } from './tally';
import { printNotes, printTable } from '../../bench/table';
import { deploymentPackage, type Mutation } from '../function-bundle';
import { showProgress } from '../progress';

export interface SimulationOptions {
  /** Stories, each of some deployments. */
  readonly runs: number;
  readonly seed: number;
  /** Processes. */
  readonly jobs: number;
  readonly mutation?: Mutation;
}

/** Simulates so many scenarios, until one breaks a invariant. Gives whether all invariants were kept. */
export async function simulate(options: SimulationOptions): Promise<boolean> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const tally = emptyTally();
  const endProgress = showProgress(() => oneLine(tally, seconds()));
  const counterexample = await parallelSearch({ ...options, onPlayed: (played) => add(tally, played) });
  endProgress();
  report(tally, seconds(), options);
  if (counterexample) console.log(`\n${formatCounterexample(counterexample, options.mutation?.name)}`);
  return counterexample === undefined;
}

/** Plays one scenario again. Gives whether all invariants were kept. */
export async function replay(seed: number, path: string, mutation?: Mutation): Promise<boolean> {
  const code = await deploymentPackage(mutation);
  const counterexample = await replayScenario(code, seed, path);
  console.log(counterexample ? formatCounterexample(counterexample, mutation?.name) : 'All invariants are kept.');
  return counterexample === undefined;
}

function oneLine({ scenarios, deployments }: Tally, seconds: number): string {
  return `${scenarios} scenarios, ${deployments} deployments, ${(deployments / seconds).toFixed(1)} a second`;
}

function report(tally: Tally, seconds: number, { seed }: SimulationOptions): void {
  printTable('How the deployments ended', ['Stack', 'Deployments'], mostFirst(tally.outcomes));
  printTable('Faults that befell calls of the function', ['Fault', 'Calls'], mostFirst(tally.faults));
  printNotes(
    `${oneLine(tally, seconds)}, in ${Math.round(seconds)} s (seed ${seed})`,
    `${tally.calls} calls of the function to services, ${tally.invocations} invocations of it`,
  );
}

function mostFirst(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}
