import { BASE_CASES, BaseCase, baseCaseNamed } from './base-cases';
import { FaultyCall, faultsAt, nameOf, passes, InjectionPoint } from './faulty-call';
import { Outcome } from './outcome';
import { runCase, CaseResult } from './run-case';
import { Random } from '../../local-cloud/faults/random';

export interface Baseline {
  readonly baseCase: BaseCase;
  /** How the baseCase goes when nothing goes wrong. */
  readonly faultFree: CaseResult;
}

/** One deployment to be simulated; it can be sent from one process to another. */
export interface Task {
  /** Its name. */
  readonly baseCase: string;
  readonly faultyCall: FaultyCall;
  /** The seed that draws another fault, from the calls that there are with the first one. */
  readonly anotherBy?: number;
}

/** A deployment that was simulated, with none, one or two faults. */
export interface CaseRun {
  readonly baseCase: BaseCase;
  readonly faultyCalls: readonly FaultyCall[];
  readonly played: CaseResult;
}

/** Plays every baseCase once without faults: that tells where faults can befall it. */
export async function runBaselines(): Promise<Baseline[]> {
  const all: Baseline[] = [];
  for (const baseCase of BASE_CASES) all.push({ baseCase, faultFree: await runFaultFree(baseCase) });
  return all;
}

async function runFaultFree(baseCase: BaseCase): Promise<CaseResult> {
  const played = await runCase(baseCase, []);
  const wrong = [
    ...(played.outcome === baseCase.ends ? [] : [`it is ${played.outcome}, and must be ${baseCase.ends}`]),
    ...played.left.map((name) => `${name} is left, though its stack is gone`),
  ].map((words) => `nothing goes wrong: ${words}`);
  return { ...played, broken: [...played.broken, ...wrong] };
}

/** Each baseCase with each fault at each point. */
export function singleFaults(of: readonly Baseline[]): Task[] {
  return of.flatMap(({ baseCase, faultFree }) =>
    faultFree.points.flatMap(faultsAt).map((faultyCall) => ({ baseCase: baseCase.name, faultyCall })),
  );
}

/** Drawn: a baseCase with two faults. */
export function pairsOfFaults(of: readonly Baseline[], count: number, seed: number): Task[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const { baseCase, faultFree } = draw(of, random);
    const faultyCall = drawFault(faultFree.points, random);
    return { baseCase: baseCase.name, faultyCall, anotherBy: Math.floor(random.next() * 1_000_000) };
  });
}

export function runTask({ baseCase: name, faultyCall, anotherBy }: Task): Promise<CaseRun> {
  const baseCase = baseCaseNamed(name);
  return anotherBy === undefined
    ? runSingle(baseCase, faultyCall)
    : runPair(baseCase, faultyCall, new Random(anotherBy));
}

/** The better, the later. */
const ENDINGS: readonly Outcome[] = ['stuck', 'rolledBack', 'succeeded'];

/** What goes wrong is tried again by somebody: it may cost time, and makes nothing worse and leaves nothing. */
async function runSingle(baseCase: BaseCase, faultyCall: FaultyCall): Promise<CaseRun> {
  const faultyCalls = [faultyCall];
  const played = await runCase(baseCase, faultyCalls);
  const isWorse = ENDINGS.indexOf(played.outcome) < ENDINGS.indexOf(baseCase.ends);
  const worse = [
    ...(isWorse ? [`it is ${played.outcome}, and without the fault ${baseCase.ends}`] : []),
    ...played.left.map((name) => `${name} is left, though its stack is gone`),
  ].map((words) => `one fault, which passes: ${words}`);
  if (!passes(faultyCall)) return { baseCase, faultyCalls, played };
  return { baseCase, faultyCalls, played: { ...played, broken: [...played.broken, ...worse] } };
}

/** Many a call is made only because another one has gone wrong. */
async function runPair(baseCase: BaseCase, faultyCall: FaultyCall, random: Random): Promise<CaseRun> {
  const alone = await runSingle(baseCase, faultyCall);
  if (alone.played.broken.length > 0) return alone;
  const faultyCalls = [faultyCall, drawFault(alone.played.points, random)];
  return { baseCase, faultyCalls, played: await runCase(baseCase, faultyCalls) };
}

/** By this name a task is found again. */
export function taskName({ baseCase, faultyCall, anotherBy }: Task): string {
  return `${baseCase}: ${nameOf(faultyCall)}${anotherBy === undefined ? '' : ` + another (${anotherBy})`}`;
}

function drawFault(points: readonly InjectionPoint[], random: Random): FaultyCall {
  return draw(faultsAt(draw(points, random)), random);
}

function draw<T>(from: readonly T[], random: Random): T {
  const drawn = from[Math.floor(random.next() * from.length)];
  if (drawn === undefined) throw new Error('there is nothing to draw from');
  return drawn;
}
