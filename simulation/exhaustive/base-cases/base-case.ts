import type { Outcome } from './outcome';
import type { StackOutcome } from '../../../local-cloud/cloudformation/stack-engine';
import { SECRETS, type TestBed } from '../test-bed/test-bed';

/** A deployment into which faults are injected, and what comes before it. */
export interface BaseCase {
  readonly name: string;
  /** The outcome of the deployment without faults. */
  readonly expected: Outcome;
  readonly prepare?: (testBed: TestBed) => Promise<void>;
  readonly deploy: (testBed: TestBed) => Promise<StackOutcome>;
}

/** A failure that quotes the secrets. */
export const QUOTA = `You have reached your quota with ${SECRETS.password}, which is ${JSON.stringify(SECRETS)}`;

/** A refusal that Control Tower lifts when its operation has ended. */
export const BUSY =
  'ResourceInUseException  Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.';

export const minutes = (count: number): number => count * 60_000;

export const deployOnce = async (testBed: TestBed): Promise<void> => {
  await testBed.deploy();
};
