import { parallelSearch } from './parallel-search';
import { playAgain, tellFinding } from './search';
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

/** Simulates so many stories, until one breaks a promise. Gives whether all promises were kept. */
export async function simulate(options: SimulationOptions): Promise<boolean> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const tally = emptyTally();
  const endProgress = showProgress(() => oneLine(tally, seconds()));
  const finding = await parallelSearch({ ...options, onPlayed: (played) => add(tally, played) });
  endProgress();
  report(tally, seconds(), options);
  if (finding) console.log(`\n${tellFinding(finding, options.mutation?.name)}`);
  return finding === undefined;
}

/** Plays one story again. Gives whether all promises were kept. */
export async function replay(seed: number, path: string, mutation?: Mutation): Promise<boolean> {
  const code = await deploymentPackage(mutation);
  const finding = await playAgain(code, seed, path);
  console.log(finding ? tellFinding(finding, mutation?.name) : 'All promises are kept.');
  return finding === undefined;
}

function oneLine({ stories, deployments }: Tally, seconds: number): string {
  return `${stories} stories, ${deployments} deployments, ${(deployments / seconds).toFixed(1)} a second`;
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
