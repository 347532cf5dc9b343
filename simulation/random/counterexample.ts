import type { Violation } from '../invariants/invariants';
import { formatScenario } from './scenario/format-scenario';
import type { Scenario } from './scenario/scenario';

/** The simplest scenario found that violates an invariant, and where fast-check draws it. */
export interface Counterexample {
  readonly seed: number;
  readonly path: string;
  readonly scenario: Scenario;
  readonly violations: readonly Violation[];
}

/** Describes a counterexample, with the command that replays it. */
export function formatCounterexample(counterexample: Counterexample, mutation?: string): string {
  const { seed, path, scenario, violations } = counterexample;
  return [
    'An invariant is violated:',
    ...violations.map(({ invariant, message }) => `  ${invariant}: ${message}`),
    'in this scenario:',
    formatScenario(scenario).replace(/^/gm, '  '),
    'To replay it:',
    `  npm run simulate -- --seed ${seed} --path "${path}"${mutation === undefined ? '' : ` --mutation "${mutation}"`}`,
  ].join('\n');
}
