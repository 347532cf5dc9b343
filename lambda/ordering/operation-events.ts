import { stackEvents } from './engine';
import type { StackEvent } from '../aws/cloud';
import type { CustomResourceEvent } from '../request/event';
import type { StepContext } from '../step/context';

/** Fifty calls or so: what is more takes too much of a step. */
export const MOST_EVENTS = 5_000;

export interface OperationEvents {
  /** Of the stack itself since it was last stable; the newest first, like all of these. */
  readonly ofStack: readonly StackEvent[];
  /** Of the resource since then, and further back to its last completion where that is needed. */
  readonly ofResource: readonly StackEvent[];
  /** How many of these are newer than the begin of the rollback. */
  readonly sinceRollback: number;
  /** How many of these have come since the stack was last stable. */
  readonly sinceStable: number;
  /** How many of these are of the operation that runs. */
  readonly sinceBegin: number;
  /** When the stack was last stable. */
  readonly stableAt?: number;
  /** The last completion of the resource, where a change of it has failed since. */
  readonly completed?: StackEvent;
}

/**
 * Reads back to where the stack was stable: a rollback goes back to there, however many operations have failed and were
 * kept since (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html).
 */
export async function operationEvents(context: StepContext): Promise<OperationEvents> {
  const { event } = context;
  const ofStack: StackEvent[] = [];
  const ofResource: StackEvent[] = [];
  let sinceRollback = 0;
  let sinceBegin: number | undefined;
  let sinceStable: number | undefined;
  let stableAt: number | undefined;
  let events = 0;
  for await (const one of stackEvents(context)) {
    if (++events > MOST_EVENTS) break;
    if (one.physicalId === event.StackId && stableAt === undefined) {
      if (isStable(one, ofStack.at(-1))) {
        stableAt = one.at;
        sinceStable = ofResource.length;
      } else {
        ofStack.push(one);
      }
      if (one.status.endsWith('ROLLBACK_IN_PROGRESS')) sinceRollback = ofResource.length;
      if (/^(CREATE|UPDATE)_IN_PROGRESS$/.test(one.status)) sinceBegin ??= ofResource.length;
    }
    if (isChange(one, context.event)) ofResource.push(one);
    const mayHaveFailed = event.RequestType === 'Update' && !isRolledBack(ofStack) && hasFailed(ofResource);
    if (stableAt !== undefined && (!mayHaveFailed || completion(ofResource))) break;
  }
  return {
    ofStack,
    ofResource,
    sinceRollback,
    sinceBegin: sinceBegin ?? ofResource.length,
    sinceStable: sinceStable ?? ofResource.length,
    stableAt,
    completed: completion(ofResource),
  };
}

export function isRolledBack([last]: readonly StackEvent[]): boolean {
  return last?.status.includes('ROLLBACK') === true;
}

/** What is removed under the same logical id is an old product that was replaced. */
export function isChange({ logicalId, status }: StackEvent, { LogicalResourceId }: CustomResourceEvent): boolean {
  return logicalId === LogicalResourceId && !status.startsWith('DELETE_');
}

export function hasFailed(ofResource: readonly StackEvent[]): boolean {
  return ofResource.some(({ status }) => status.endsWith('_FAILED'));
}

export function isFailedUpdate({ status }: StackEvent): boolean {
  return status === 'UPDATE_FAILED';
}

export function isBegin({ status }: StackEvent): boolean {
  return status.endsWith('_IN_PROGRESS');
}

/**
 * A nested stack is complete before its siblings are: a completion right before a rollback belongs to what is rolled back.
 */
export function isStable({ status }: StackEvent, next: StackEvent | undefined): boolean {
  return status.endsWith('_COMPLETE') && !next?.status.endsWith('ROLLBACK_IN_PROGRESS');
}

/** The last completion that is no person's skipping of the resource. */
function completion(ofResource: readonly StackEvent[]): StackEvent | undefined {
  return ofResource.find(
    ({ status }, index) =>
      /^(CREATE|UPDATE)_COMPLETE$/.test(status) && ofResource[index + 1]?.status.endsWith('_IN_PROGRESS'),
  );
}
