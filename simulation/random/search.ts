import fc from 'fast-check';
import { UsageError } from '../command-line';
import { ReusableClock } from '../reusable-clock';
import { SCENARIO } from './draw/draw-scenario';
import { AppTemplate } from './run/app-template';
import { Played, runScenario } from './run/run-scenario';
import { formatScenario } from './scenario/format-scenario';
import { Scenario } from './scenario/scenario';
import { Violation } from '../invariants/invariants';

/** Real time; a scenario takes much less, unless the local cloud has stopped for ever. */
const STORY_LIMIT_MILLISECONDS = 120_000;

/** How long ever simpler scenarios are looked for. */
const SIMPLIFYING_MILLISECONDS = 120_000;

export interface SearchOptions {
  /** The function's deployment package. */
  readonly code: Buffer;
  readonly runs: number;
  readonly seed: number;
  /** Whether simpler scenarios are looked for when one breaks a invariant. */
  readonly shrinks: boolean;
  /** Told of every scenario that was played, until one has broken a invariant. */
  readonly onPlayed?: (played: Played) => void;
}

/** The simplest scenario found that breaks a invariant, and the way to it. */
export interface Counterexample {
  readonly seed: number;
  readonly path: string;
  readonly scenario: Scenario;
  readonly broken: readonly Violation[];
}

class InvariantViolated extends Error {
  constructor(readonly broken: readonly Violation[]) {
    super(broken.map(({ invariant, message }) => `${invariant}: ${message}`).join('\n'));
  }
}

let template: AppTemplate | undefined;

/**
 * Plays drawn scenarios until one breaks a invariant, and then ever simpler ones. Undefined: no invariant was broken. The
 * function stays warm from scenario to scenario, and does not remember anything in a simpler one.
 */
export async function search(options: SearchOptions): Promise<Counterexample | undefined> {
  const { code, runs, seed, shrinks, onPlayed } = options;
  template ??= new AppTemplate();
  const apps = template;
  const warm = new ReusableClock();
  let isSimplifying = false;
  let givenUpAt = Infinity;
  const property = fc.asyncProperty(SCENARIO, async (scenario) => {
    if (performance.now() > givenUpAt) return;
    const played = await withinLimit(
      runScenario(scenario, apps, code, isSimplifying ? new ReusableClock() : warm),
    ).catch((error: unknown) => {
      // The first such scenario is as good as a simpler one.
      givenUpAt = 0;
      throw error;
    });
    if (!isSimplifying) onPlayed?.(played);
    if (played.broken.length === 0) return;
    isSimplifying = true;
    givenUpAt = Math.min(givenUpAt, performance.now() + SIMPLIFYING_MILLISECONDS);
    throw new InvariantViolated(played.broken);
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
  return { seed, path, scenario, broken: result.errorInstance.broken };
}

/**
 * Plays the scenario at the end of a path: a drawn one with those before it, which may have left something in the
 * function; a simpler one alone.
 */
export async function replayScenario(code: Buffer, seed: number, path: string): Promise<Counterexample | undefined> {
  if (!path.includes(':')) return search({ code, runs: Number(path) + 1, seed, shrinks: false });
  const [scenario] = fc.sample(SCENARIO, { seed, path, numRuns: 1 });
  if (scenario === undefined) throw new UsageError(`no scenario is drawn at path ${path} of seed ${seed}`);
  const { broken } = await withinLimit(runScenario(scenario, new AppTemplate(), code, new ReusableClock()));
  return broken.length === 0 ? undefined : { seed, path, scenario, broken };
}

export function formatCounterexample({ seed, path, scenario, broken }: Counterexample, mutation?: string): string {
  return [
    'A invariant is broken:',
    ...broken.map(({ invariant, message }) => `  ${invariant}: ${message}`),
    'in this scenario:',
    formatScenario(scenario).replace(/^/gm, '  '),
    'To play it again:',
    `  npm run simulate -- --seed ${seed} --path "${path}"${mutation === undefined ? '' : ` --mutation "${mutation}"`}`,
  ].join('\n');
}

async function withinLimit(playing: Promise<Played>): Promise<Played> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const fail = () =>
      reject(new InvariantViolated([{ invariant: 'timely', message: 'the scenario does not come to an end' }]));
    timer = setTimeout(fail, STORY_LIMIT_MILLISECONDS);
  });
  try {
    return await Promise.race([playing, limit]);
  } finally {
    clearTimeout(timer);
  }
}
