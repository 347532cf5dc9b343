import { type StepContext, type Progress, type Step } from './context';
import { MISSING, type Missing } from './missing';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 30;
const STEPS_SECONDS = 2;
const GRACE_PERIOD_MILLISECONDS = 3 * 60_000;
/** Between two looks at what may appear at any moment. */
export const BRIEF_PAUSE_SECONDS = 10;
/** Until a service is asked again that does one thing at a time. */
export const BUSY_PAUSE_SECONDS = 30;

/** While services throttle: a thousand products that wait are six looks a second then. */
const LONGEST_SLOW_PAUSE_SECONDS = 180;
const GREATEST_SLOWNESS = 64;
/**
 * What trouble does to the pauses, and what a look that goes well does. Where many requests share a low rate they come to
 * rest with a quarter of their calls throttled: 5 ^ 0.27 × 0.55 ^ 0.73 = 1.
 */
const INCREASE = 5;
const DECREASE = 0.55;

/** After the deadline a service may keep us from the last look for two minutes: no time for long pauses. */
const LAST_PAUSE_SECONDS = 15;

/**
 * Seconds until the next look: a tenth of what we have waited so far, so that the answer is late by a tenth of the
 * product's own time at most, and the looks grow with its logarithm. Nothing is ready in the first ten seconds. Rounded up,
 * as pauses are whole seconds, but not for the moments that the steps themselves have taken.
 */
export function pauseAfter(waitedMilliseconds: number): number {
  const waited = waitedMilliseconds / 1000;
  if (waited < 2 * FIRST_PAUSE_SECONDS - 1) return FIRST_PAUSE_SECONDS;
  return Math.min(LONGEST_PAUSE_SECONDS, Math.max(1, Math.ceil((waited - STEPS_SECONDS) / 10)));
}

/** Waits for something that somebody else does; the words say what, should the deadline come first. */
export function poll(context: StepContext, waitingFor: string, changes: Partial<Progress> = {}): Step {
  const slowness = Math.max(1, (context.progress.slowness ?? 1) * DECREASE);
  const progress: Progress = { ...context.progress, slowness, waitingFor, missingSince: undefined, ...changes };
  const waitingSince = progress.waitingSince ?? context.now;
  const pause = Math.ceil(slowPause(context.now - waitingSince, slowness));
  return { kind: 'wait', pause: untilDeadline(context, pause), progress: { ...progress, waitingSince } };
}

/** Waits so many seconds, or until the deadline. */
export function pauseFor(
  context: StepContext,
  seconds: number,
  waitingFor: string,
  changes: Partial<Progress> = {},
): Step {
  return {
    kind: 'wait',
    pause: untilDeadline(context, seconds),
    progress: { ...context.progress, waitingFor, ...changes },
  };
}

/**
 * Waits out throttling or a fault of a service. Each time makes the pauses of this request longer, and calls that go well
 * bring them back by and by: so a thousand requests that know nothing of each other come to the pace that the service
 * takes. No two of them are alike, so that they do not come back at the same moment.
 */
export function backOff(context: StepContext, waitingFor: string): Step {
  const { slowness = 1, waitingSince = context.now } = context.progress;
  const seconds = Math.ceil(slowPause(context.now - waitingSince, slowness) * (0.5 + Math.random()));
  return pauseFor(context, seconds, waitingFor, { slowness: Math.min(GREATEST_SLOWNESS, slowness * INCREASE) });
}

function slowPause(waitedMilliseconds: number, slowness: number): number {
  return Math.min(LONGEST_SLOW_PAUSE_SECONDS, pauseAfter(waitedMilliseconds) * slowness);
}

/** Whether what is missing may still appear; `waitBriefly` waits for it. */
export function mayStillAppear(context: StepContext, missing: Missing): boolean {
  return isWithinGracePeriod(context, missingSince(context, missing));
}

/** What was just given may not have taken effect yet. */
export function isWithinGracePeriod({ now }: StepContext, since: number): boolean {
  return now - since < GRACE_PERIOD_MILLISECONDS;
}

/** @param words - of the service, should the deadline come before the end of the window */
export function waitBriefly(
  context: StepContext,
  missing: Missing,
  words: string,
  changes: Partial<Progress> = {},
): Step {
  const since = { ...context.progress.missingSince, [missing]: missingSince(context, missing) };
  return pauseFor(context, BRIEF_PAUSE_SECONDS, `${MISSING[missing]} (${words})`, { ...changes, missingSince: since });
}

function missingSince({ now, progress }: StepContext, missing: Missing): number {
  return progress.missingSince?.[missing] ?? now;
}

function untilDeadline(context: StepContext, seconds: number): number {
  const left = Math.ceil((context.progress.deadline - context.now) / 1000);
  return Math.min(seconds, left > 0 ? left : LAST_PAUSE_SECONDS);
}
