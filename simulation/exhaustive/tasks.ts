import type { BaseCase } from './base-cases/base-case';
import { BASE_CASES, baseCaseNamed } from './base-cases/base-cases';
import { type Outcome } from './base-cases/outcome';
import { type FaultyCall, faultsAt, nameOf, isRetried, type InjectionPoint } from './faulty-call';
import { runCase, type CaseResult } from './run-case';
import { Random } from '../../local-cloud/faults/random';

export interface Baseline {
  readonly baseCase: BaseCase;
  /** The result without faults. */
  readonly faultFree: CaseResult;
}

/** One run of a base case. It can be sent to another process. */
export interface Task {
  /** The name of the base case. */
  readonly baseCase: string;
  readonly faultyCall: FaultyCall;
  /** The seed that draws a second fault, from the calls that are made with the first one. @default - no second fault */
  readonly secondFaultSeed?: number;
}

/** A base case that was run with none, one or two faults. */
export interface CaseRun {
  readonly baseCase: BaseCase;
  readonly faultyCalls: readonly FaultyCall[];
  readonly result: CaseResult;
}

/** Runs every base case once without faults, which shows where faults can be injected. */
export async function runBaselines(): Promise<Baseline[]> {
  const all: Baseline[] = [];
  for (const baseCase of BASE_CASES) all.push({ baseCase, faultFree: await runFaultFree(baseCase) });
  return all;
}

async function runFaultFree(baseCase: BaseCase): Promise<CaseResult> {
  const result = await runCase(baseCase, []);
  const isExpected = result.outcome === baseCase.expected;
  const failures = [
    ...(isExpected ? [] : [`without faults: it is ${result.outcome}, and must be ${baseCase.expected}`]),
    ...leftovers(result).map((leftover) => `without faults: ${leftover}`),
  ];
  return { ...result, failures: [...result.failures, ...failures] };
}

/** Each base case with each fault at each point. */
export function singleFaults(of: readonly Baseline[]): Task[] {
  return of.flatMap(({ baseCase, faultFree }) =>
    faultFree.points.flatMap(faultsAt).map((faultyCall) => ({ baseCase: baseCase.name, faultyCall })),
  );
}

/** Draws base cases with two faults. */
export function pairsOfFaults(of: readonly Baseline[], count: number, seed: number): Task[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const { baseCase, faultFree } = draw(of, random);
    const faultyCall = drawFault(faultFree.points, random);
    return { baseCase: baseCase.name, faultyCall, secondFaultSeed: Math.floor(random.next() * 1_000_000) };
  });
}

export function runTask({ baseCase: name, faultyCall, secondFaultSeed }: Task): Promise<CaseRun> {
  const baseCase = baseCaseNamed(name);
  return secondFaultSeed === undefined
    ? runSingle(baseCase, faultyCall)
    : runPair(baseCase, faultyCall, new Random(secondFaultSeed));
}

const FROM_WORST_TO_BEST: readonly Outcome[] = ['failed', 'rolledBack', 'succeeded'];

/** As long as somebody retries, a fault costs time, but must not make the outcome worse or leave a product. */
async function runSingle(baseCase: BaseCase, faultyCall: FaultyCall): Promise<CaseRun> {
  const faultyCalls = [faultyCall];
  const result = await runCase(baseCase, faultyCalls);
  if (!isRetried(faultyCall)) return { baseCase, faultyCalls, result };
  const isWorse = FROM_WORST_TO_BEST.indexOf(result.outcome) < FROM_WORST_TO_BEST.indexOf(baseCase.expected);
  const failures = [
    ...(isWorse ? [`one fault: it is ${result.outcome}, and without the fault ${baseCase.expected}`] : []),
    ...leftovers(result).map((leftover) => `one fault: ${leftover}`),
  ];
  return { baseCase, faultyCalls, result: { ...result, failures: [...result.failures, ...failures] } };
}

/** The second fault may be at a call that is made only because of the first. */
async function runPair(baseCase: BaseCase, faultyCall: FaultyCall, random: Random): Promise<CaseRun> {
  const alone = await runSingle(baseCase, faultyCall);
  if (alone.result.failures.length > 0) return alone;
  const faultyCalls = [faultyCall, drawFault(alone.result.points, random)];
  return { baseCase, faultyCalls, result: await runCase(baseCase, faultyCalls) };
}

function leftovers({ left }: CaseResult): string[] {
  return left.map((name) => `${name} is left, though its stack is deleted`);
}

/** The name by which a task can be run again. */
export function taskName({ baseCase, faultyCall, secondFaultSeed }: Task): string {
  return `${baseCase}: ${nameOf(faultyCall)}${secondFaultSeed === undefined ? '' : ` + another (${secondFaultSeed})`}`;
}

function drawFault(points: readonly InjectionPoint[], random: Random): FaultyCall {
  return draw(faultsAt(draw(points, random)), random);
}

function draw<T>(from: readonly T[], random: Random): T {
  const drawn = from[Math.floor(random.next() * from.length)];
  if (drawn === undefined) throw new Error('nothing to draw from');
  return drawn;
}
