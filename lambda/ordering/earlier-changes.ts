import { stackEvents } from './engine';
import { isBegin, isChange, isFailedUpdate, isStable, MOST_EVENTS } from './operation-events';
import type { StackEvent } from '../aws/cloud';
import { CLOCK_SLACK_MILLISECONDS } from '../request/requested-at';
import type { StepContext } from '../step/context';

/** How the resource was being changed at a moment; without a begin nobody was changing it, or no event is left to tell. */
export interface ChangeThen {
  readonly begin?: StackEvent;
  /** Whether the events go back that far. */
  readonly isKnown: boolean;
  /** When what it took back had begun, where it was a way back. */
  readonly backOver?: number;
}

/** An operation that was begun at another moment was begun by somebody else. */
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
 * Whether the last change of the resource before this request has reached what was declared. Not one that failed and was
 * kept; nor one that a person has skipped, which is called complete without having been in progress.
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
