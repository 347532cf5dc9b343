import { stackEvents } from './engine';
import { isBegin, isChange, isFailedUpdate, isStable, MOST_EVENTS } from './operation-events';
import type { StackEvent } from '../aws/cloud';
import { CLOCK_SLACK_MILLISECONDS } from '../request/requested-at';
import type { StepContext } from '../step/context';

/** The change of the resource at a moment. Without `begin` nothing was changing it, or its events are gone. */
export interface ChangeThen {
  readonly begin?: StackEvent;
  /** The events go back that far. */
  readonly isKnown: boolean;
  /** If it was a rollback: when the change that it rolled back began. */
  readonly backOver?: number;
}

/**
 * Returns the change of the resource at a moment. An operation of Service Catalog that began at any other moment was
 * not ours.
 */
export async function changeAt(context: StepContext, moment: number): Promise<ChangeThen> {
  const { event } = context;
  let begin: StackEvent | undefined;
  let backOver: number | undefined;
  let ofStack: StackEvent | undefined;
  let isKnown = false;
  let events = 0;
  for await (const one of stackEvents(context)) {
    if (++events > MOST_EVENTS) break;
    const isOfStack = one.physicalId === event.StackId;
    if (begin && begin.at <= moment) {
      if (isOfStack && backOver === undefined && !one.status.includes('ROLLBACK')) break;
      if (isOfStack && isStable(one, ofStack)) break;
      if (isOfStack || (isChange(one, event) && isFailedUpdate(one))) backOver ??= begin.at;
      else if (isChange(one, event) && isBegin(one)) backOver &&= one.at;
    } else if (isChange(one, event) && one.at <= moment + CLOCK_SLACK_MILLISECONDS) {
      if (isBegin(one)) begin = one;
      isKnown = one.at <= moment;
      if (isKnown && !isBegin(one)) break;
    }
    if (isOfStack) ofStack = one;
  }
  return { begin, isKnown, backOver };
}

/**
 * Returns true if the last change before this request succeeded. A failed change that was kept does not count, nor one
 * that was skipped by hand: it is shown as complete without having been in progress.
 */
export async function wasReached(context: StepContext): Promise<boolean> {
  let events = 0;
  let isComplete = false;
  for await (const one of stackEvents(context)) {
    if (++events > MOST_EVENTS) return true;
    if (!isChange(one, context.event)) continue;
    if (isComplete) return one.status.endsWith('_IN_PROGRESS');
    if (one.status.endsWith('_FAILED')) return false;
    isComplete = one.status.endsWith('_COMPLETE');
  }
  return true;
}
