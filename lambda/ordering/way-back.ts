import { Superseded } from './assert-current';
import { isBegin, isFailedUpdate, type OperationEvents } from './operation-events';
import { isSameDeclaration } from './same-declaration';
import type { StackEvent } from '../aws/cloud';
import type { CustomResourceEvent } from '../request/event';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/requested-at';
import type { StepContext, StackOperation } from '../step/context';

/** The point where a rollback begins: the events of the resource before and since. */
export interface Turn {
  readonly there: readonly StackEvent[];
  readonly back: readonly StackEvent[];
  readonly at: number;
}

export function turnOfStack({ ofStack, ofResource, sinceRollback }: OperationEvents): Turn {
  const rollback = ofStack.filter(({ status }) => status.endsWith('ROLLBACK_IN_PROGRESS')).at(-1);
  return { there: ofResource.slice(sinceRollback), back: ofResource.slice(0, sinceRollback), at: rollback?.at ?? 0 };
}

export function turnAlone({ ofResource }: OperationEvents): Turn {
  const failed = ofResource.findIndex(isFailedUpdate);
  return { there: ofResource.slice(failed), back: ofResource.slice(0, failed), at: ofResource[failed]?.at ?? 0 };
}

export function wayBack(context: StepContext, turn: Turn, operation: StackOperation): StackOperation {
  assertGoesBack(context, turn);
  return { ...operation, unansweredSince: unansweredSince(turn.there) };
}

/** A cancelled change may still be running although its execution is not listed yet. */
function unansweredSince(there: Turn['there']): number | undefined {
  const [last] = there;
  const isAnswered = last?.status.endsWith('_COMPLETE') || last?.reason?.includes('Received response status');
  return isAnswered ? undefined : there.find(isBegin)?.at;
}

/** An operation changes a resource twice only to roll it back. */
export function isTakenBackAlone({ ofResource, sinceBegin }: OperationEvents): boolean {
  return ofResource.slice(0, sinceBegin).some(isFailedUpdate);
}

/** Returns true if the last change failed and was kept, and the declaration before it is declared again. */
export function goesBackTo(
  { ofResource, completed }: OperationEvents,
  { ResourceProperties }: CustomResourceEvent,
): boolean {
  const last = ofResource.find(({ status }) => /_(COMPLETE|FAILED)$/.test(status));
  if (last?.status !== 'UPDATE_FAILED' || completed === undefined) return false;
  const { properties = ofResource[ofResource.indexOf(completed) + 1]?.properties } = completed;
  return properties !== undefined && isSameDeclaration(properties, ResourceProperties);
}

/**
 * The event of a cancelled change may arrive after the rollback has begun. Times within one second do not show which of
 * the two a request is; the declared properties do.
 */
function assertGoesBack(context: StepContext, turn: Turn): void {
  const { event } = context;
  const isOwn = ({ properties }: StackEvent) =>
    properties !== undefined && isSameDeclaration(properties, event.ResourceProperties);
  const back = turn.back.find(isBegin);
  if (back && isOwn(back)) return;
  const there = turn.there.find(isBegin);
  if (there && isOwn(there)) throw new Superseded(back?.properties !== undefined);
  // If the events have no properties, the time of the request decides.
  const isOlder = (requestedAt(event) ?? context.now) + CLOCK_SLACK_MILLISECONDS < turn.at;
  if (there?.properties === undefined && isOlder) throw new Superseded(true);
}

/**
 * The changes that the rollback of a single resource undoes: back to its last completion, or to where it was skipped.
 */
export function sinceThere({ ofResource, completed, sinceStable }: OperationEvents): readonly StackEvent[] {
  return ofResource.slice(0, Math.min(completed ? ofResource.indexOf(completed) : Infinity, sinceStable));
}
