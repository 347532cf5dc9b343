import type { ScenarioResult } from './run/run-scenario';

/** What was simulated, in figures. It can be sent to another process. */
export interface Tally {
  scenarios: number;
  deployments: number;
  /** The calls of the function to all services. */
  calls: number;
  invocations: number;
  readonly faults: Record<string, number>;
  /** The deployments by their outcome. */
  readonly outcomes: Record<string, number>;
}

const NOTHING_DONE = /^(no updates|no stack|refused)/;

export function emptyTally(): Tally {
  return { scenarios: 0, deployments: 0, calls: 0, invocations: 0, faults: {}, outcomes: {} };
}

export function tallyOf({ simulated: { cloud }, outcomes }: ScenarioResult): Tally {
  return {
    scenarios: 1,
    deployments: outcomes.filter((outcome) => !NOTHING_DONE.test(outcome)).length,
    calls: cloud.callLog.entries.filter(({ functionName }) => functionName !== undefined).length,
    invocations: cloud.functions.invocations.length,
    faults: count(cloud.faults.injected.map(({ fault }) => fault)),
    outcomes: count(outcomes),
  };
}

export function add(tally: Tally, other: Tally): void {
  tally.scenarios += other.scenarios;
  tally.deployments += other.deployments;
  tally.calls += other.calls;
  tally.invocations += other.invocations;
  addCounts(tally.faults, other.faults);
  addCounts(tally.outcomes, other.outcomes);
}

function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function addCounts(counts: Record<string, number>, others: Readonly<Record<string, number>>): void {
  for (const [name, number] of Object.entries(others)) counts[name] = (counts[name] ?? 0) + number;
}
