import fc from 'fast-check';
import type { Counterexample } from './counterexample';
import { UsageError } from '../command-line';
import { SCENARIO } from './draw/draw-scenario';
import { AppTemplate } from './run/app-template';
import { runScenario, type ScenarioResult } from './run/run-scenario';
import type { Violation } from '../invariants/invariants';
import { ReusableClock } from '../reusable-clock';

/** In real time; a scenario takes much less, unless the local cloud hangs. */
const SCENARIO_LIMIT_MILLISECONDS = 120_000;

/** The time for which a counterexample is simplified. */
const SHRINKING_MILLISECONDS = 120_000;

export interface SearchOptions {
  /** The function's deployment package. */
  readonly code: Buffer;
  readonly runs: number;
  readonly seed: number;
  /** Whether a counterexample is simplified. */
  readonly shrinks: boolean;
  /** The numbers of the drawn scenarios to run, from 0 on. @default - all */
  readonly only?: ReadonlySet<number>;
  /** Called for every drawn scenario that has run, up to the one that violates an invariant. */
  readonly onResult?: (result: ScenarioResult, number: number) => void;
}

class InvariantViolated extends Error {
  constructor(readonly violations: readonly Violation[]) {
    super(violations.map(({ invariant, message }) => `${invariant}: ${message}`).join('\n'));
  }
}

let template: AppTemplate | undefined;

/**
 * Runs drawn scenarios until one violates an invariant, and then simpler ones. Returns undefined if none does. The function
 * stays warm from one drawn scenario to the next, and starts cold in each simpler one.
 */
export async function search(options: SearchOptions): Promise<Counterexample | undefined> {
  const { code, runs, seed, shrinks, only, onResult } = options;
  template ??= new AppTemplate();
  const apps = template;
  const warm = new ReusableClock();
  let isShrinking = false;
  let endsAt = Infinity;
  let drawn = 0;
  const property = fc.asyncProperty(SCENARIO, async (scenario) => {
    const number = drawn;
    if (!isShrinking) drawn++;
    if (performance.now() > endsAt || (!isShrinking && only?.has(number) === false)) return;
    const clock = isShrinking ? new ReusableClock() : warm;
    const result = await withinLimit(runScenario(scenario, apps, code, clock)).catch((error: unknown) => {
      // A simpler scenario would show no more of an error of the simulation itself.
      endsAt = 0;
      throw error;
    });
    if (!isShrinking) onResult?.(result, number);
    if (result.violations.length === 0) return;
    isShrinking = true;
    endsAt = Math.min(endsAt, performance.now() + SHRINKING_MILLISECONDS);
    throw new InvariantViolated(result.violations);
  });
  const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: !shrinks });
  if (!result.failed || result.counterexample === null) return undefined;
  const path = result.counterexamplePath ?? '';
  if (!(result.errorInstance instanceof InvariantViolated)) {
    throw new Error(`the simulation itself fails in the scenario --seed ${seed} --path "${path}"`, {
      cause: result.errorInstance,
    });
  }
  const [scenario] = result.counterexample;
  return { seed, path, scenario, violations: result.errorInstance.violations };
}

/**
 * Runs the scenario at the end of a path: a drawn one after those before it, which may have left something in the warm
 * function; a simpler one alone.
 */
export async function replayScenario(code: Buffer, seed: number, path: string): Promise<Counterexample | undefined> {
  if (!path.includes(':')) return search({ code, runs: Number(path) + 1, seed, shrinks: false });
  const [scenario] = fc.sample(SCENARIO, { seed, path, numRuns: 1 });
  if (scenario === undefined) throw new UsageError(`no scenario is drawn at path ${path} of seed ${seed}`);
  const { violations } = await withinLimit(runScenario(scenario, new AppTemplate(), code, new ReusableClock()));
  return violations.length === 0 ? undefined : { seed, path, scenario, violations };
}

async function withinLimit(running: Promise<ScenarioResult>): Promise<ScenarioResult> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const fail = () => reject(new InvariantViolated([{ invariant: 'timely', message: 'the scenario does not end' }]));
    timer = setTimeout(fail, SCENARIO_LIMIT_MILLISECONDS);
  });
  try {
    return await Promise.race([running, limit]);
  } finally {
    clearTimeout(timer);
  }
}
