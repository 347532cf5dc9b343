import { formatCounterexample } from './counterexample';
import { parallelSearch } from './parallel-search';
import { replayScenario } from './search';
import { add, emptyTally, type Tally } from './tally';
import { showProgress } from '../../terminal/progress';
import { printNotes, printTable } from '../../terminal/table';
import { deploymentPackage, type Mutation } from '../function-bundle';

export interface SimulationOptions {
  /** The number of scenarios, each of some deployments. */
  readonly runs: number;
  readonly seed: number;
  /** The number of processes. */
  readonly jobs: number;
  readonly mutation?: Mutation;
}

/** Runs drawn scenarios until one violates an invariant. Returns whether all invariants hold. */
export async function simulate(options: SimulationOptions): Promise<boolean> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const total = emptyTally();
  const endProgress = showProgress(() => summary(total, seconds()));
  const counterexample = await parallelSearch({ ...options, onTally: (tally) => add(total, tally) });
  endProgress();
  report(total, seconds(), options);
  if (counterexample) console.log(`\n${formatCounterexample(counterexample, options.mutation?.name)}`);
  return counterexample === undefined;
}

/** Runs one scenario again. Returns whether all invariants hold. */
export async function replay(seed: number, path: string, mutation?: Mutation): Promise<boolean> {
  const code = await deploymentPackage(mutation);
  const counterexample = await replayScenario(code, seed, path);
  console.log(counterexample ? formatCounterexample(counterexample, mutation?.name) : 'All invariants hold.');
  return counterexample === undefined;
}

function summary({ scenarios, deployments }: Tally, seconds: number): string {
  return `${scenarios} scenarios, ${deployments} deployments, ${(deployments / seconds).toFixed(1)} a second`;
}

function report(tally: Tally, seconds: number, { seed }: SimulationOptions): void {
  printTable('How the deployments ended', ['Stack', 'Deployments'], mostFirst(tally.outcomes));
  printTable('Faults at calls of the function', ['Fault', 'Calls'], mostFirst(tally.faults));
  printNotes(
    `${summary(tally, seconds)}, in ${Math.round(seconds)} s (seed ${seed})`,
    `${tally.calls} calls of the function to services, ${tally.invocations} invocations of it`,
  );
}

function mostFirst(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}
