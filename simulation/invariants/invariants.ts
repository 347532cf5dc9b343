import { answered } from './answered';
import { asDeclared } from './as-declared';
import { confidential } from './confidential';
import { launchedOnce } from './launched-once';
import { noLeak } from './no-leak';
import { noLoss } from './no-loss';
import { onlyGenuine } from './only-genuine';
import { onlyOwn } from './only-own';
import { restored } from './restored';
import { timely } from './timely';
import { type LocalCloud } from '../../local-cloud/local-cloud';
import { History } from '../history/history';

/** Returns a sentence, with ids, for everything that violates it. */
type Invariant = (history: History) => readonly string[];

/** What holds whatever happens. Each is judged by the history of the local cloud, when everything has come to rest. */
export const INVARIANTS = {
  answered,
  launchedOnce,
  noLeak,
  noLoss,
  onlyOwn,
  onlyGenuine,
  asDeclared,
  restored,
  confidential,
  timely,
} satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof INVARIANTS;

const ALL = Object.keys(INVARIANTS) as InvariantName[];

export interface Violation {
  readonly invariant: InvariantName;
  readonly message: string;
}

export function checkInvariants(cloud: LocalCloud, names: readonly InvariantName[] = ALL): Violation[] {
  assertNoInternalFailure(cloud);
  const history = new History(cloud);
  return names.flatMap((invariant) => INVARIANTS[invariant](history).map((message) => ({ invariant, message })));
}

/** A defect of the local cloud looks like a fault to the function, which would cope with it. */
function assertNoInternalFailure({ callLog }: LocalCloud): void {
  for (const { service, operation, fault, outcome } of callLog.entries) {
    if (fault !== undefined || outcome === undefined || !('error' in outcome)) continue;
    const { code, message } = outcome.error;
    if (code === 'InternalFailure') throw new Error(`the local cloud failed at ${service} ${operation}: ${message}`);
  }
}
