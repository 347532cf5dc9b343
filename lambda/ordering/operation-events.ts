import { stackEvents } from './engine';
import type { StackEvent } from '../aws/cloud';
import type { CustomResourceEvent } from '../request/event';
import type { StepContext } from '../step/context';

/** About fifty calls; more would take too much of a step. */
export const MOST_EVENTS = 5_000;

export interface OperationEvents {
  /** Events of the stack itself since it was last stable; newest first, like all of these. */
  readonly ofStack: readonly StackEvent[];
  /** Events of the resource since then, and back to its last completion if that is needed. */
  readonly ofResource: readonly StackEvent[];
  /** Number of resource events since the rollback began. */
  readonly sinceRollback: number;
  /** Number of resource events since the stack was last stable. */
  readonly sinceStable: number;
  /** Number of resource events of the current operation. */
  readonly sinceBegin: number;
  /** The time when the stack was last stable. */
  readonly stableAt?: number;
  /** The last completion of the resource, if a later change has failed. */
  readonly completed?: StackEvent;
}

/**
 * Reads the events back to the last stable state: a rollback returns to it, however many failed operations were kept
 * since (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html).
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

/** Removals under the same logical id are excluded: they concern old products after a replacement. */
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
 * A nested stack completes before its siblings: a completion right before a rollback belongs to the operation that is
 * rolled back.
 */
export function isStable({ status }: StackEvent, next: StackEvent | undefined): boolean {
  return status.endsWith('_COMPLETE') && !next?.status.endsWith('ROLLBACK_IN_PROGRESS');
}

/** The last completion that is not a skip by hand. */
function completion(ofResource: readonly StackEvent[]): StackEvent | undefined {
  return ofResource.find(
    ({ status }, index) =>
      /^(CREATE|UPDATE)_COMPLETE$/.test(status) && ofResource[index + 1]?.status.endsWith('_IN_PROGRESS'),
  );
}
