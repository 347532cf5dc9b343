import { Assignment, Crew } from './crew';
import { playAgain, tellFinding } from './search';
import { add, emptyTally, Tally } from './tally';
import { printNotes, printTable } from '../../bench/table';
import { deploymentPackage } from '../mutations/deployment-package';

export interface SimulationOptions {
  /** Stories, each of some deployments. */
  readonly runs: number;
  readonly seed: number;
  /** Processes. */
  readonly jobs: number;
  readonly mutation?: string;
}

/** Stories that a process plays before it takes the next ones. */
const RUNS_OF_AN_ASSIGNMENT = 50;

/** Simulates so many stories, until one breaks a promise. Gives whether all promises were kept. */
export async function simulate(options: SimulationOptions): Promise<boolean> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const crew = new Crew(options.jobs);
  const tally = emptyTally();
  const progress = setInterval(() => process.stderr.write(`\r${oneLine(tally, seconds())}  `), 1000);
  const finding = await crew.work(assignments(options), (played) => add(tally, played));
  clearInterval(progress);
  process.stderr.write('\r');
  report(tally, seconds(), options);
  if (finding) console.log(`\n${tellFinding(finding, options.mutation)}`);
  return finding === undefined;
}

/** Plays one story again. Gives whether all promises were kept. */
export async function simulateAgain(seed: number, path: string, mutation?: string): Promise<boolean> {
  const code = await deploymentPackage(mutation);
  const finding = await playAgain(code, seed, path);
  console.log(finding ? tellFinding(finding, mutation) : 'All promises are kept.');
  return finding === undefined;
}

/** The same seed draws the same stories, in however many processes. */
export function* assignments({ runs, seed, mutation }: Omit<SimulationOptions, 'jobs'>): Generator<Assignment> {
  for (let done = 0; done < runs; done += RUNS_OF_AN_ASSIGNMENT) {
    const ofAssignment = Math.min(RUNS_OF_AN_ASSIGNMENT, runs - done);
    yield { runs: ofAssignment, seed: (seed * 1_000_003 + done) % 2 ** 31, mutation };
  }
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
