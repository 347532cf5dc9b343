import { type StepContext, type Progress, type Step } from './context';
import { MISSING, type Missing } from './missing';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 30;
const STEPS_SECONDS = 2;
const GRACE_PERIOD_MILLISECONDS = 3 * 60_000;
/** Pause while something may appear at any moment. */
export const BRIEF_PAUSE_SECONDS = 10;
/** Pause while a service that runs one operation at a time is busy. */
export const BUSY_PAUSE_SECONDS = 30;

/** Longest pause while services throttle: a thousand waiting products then poll six times a second. */
const LONGEST_SLOW_PAUSE_SECONDS = 180;
const GREATEST_SLOWNESS = 64;
/**
 * Factors of the pauses after a throttled and after a successful poll. Many requests under a low rate settle where a
 * quarter of their calls is throttled: 5 ^ 0.27 × 0.55 ^ 0.73 = 1.
 */
const INCREASE = 5;
const DECREASE = 0.55;

/** The final check must be made within two minutes after the deadline: no time for long pauses. */
const LAST_PAUSE_SECONDS = 15;

/**
 * Seconds until the next poll: a tenth of the elapsed time. So the response is late by at most a tenth of the
 * operation's own time, and the number of polls grows with its logarithm. Nothing is ready in the first ten seconds.
 * Pauses are whole seconds, rounded up, less the time that the steps themselves took.
 */
export function pauseAfter(waitedMilliseconds: number): number {
  const waited = waitedMilliseconds / 1000;
  if (waited < 2 * FIRST_PAUSE_SECONDS - 1) return FIRST_PAUSE_SECONDS;
  return Math.min(LONGEST_PAUSE_SECONDS, Math.max(1, Math.ceil((waited - STEPS_SECONDS) / 10)));
}

/** Polls what another party changes. The response at the deadline quotes `waitingFor`. */
export function poll(context: StepContext, waitingFor: string, changes: Partial<Progress> = {}): Step {
  const slowness = Math.max(1, (context.progress.slowness ?? 1) * DECREASE);
  const progress: Progress = { ...context.progress, slowness, waitingFor, missingSince: undefined, ...changes };
  const waitingSince = progress.waitingSince ?? context.now;
  const pause = Math.ceil(slowPause(context.now - waitingSince, slowness));
  return { kind: 'wait', pause: untilDeadline(context, pause), progress: { ...progress, waitingSince } };
}

/** Waits for the given seconds, but not beyond the deadline. */
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
 * Waits after throttling or a service fault. Each time multiplies the pauses of this request, and successful calls
 * shorten them again, so that a thousand independent requests settle at the rate that the service accepts. Random
 * jitter keeps them apart.
 */
export function backOff(context: StepContext, waitingFor: string): Step {
  const { slowness = 1, waitingSince = context.now } = context.progress;
  const seconds = Math.ceil(slowPause(context.now - waitingSince, slowness) * (0.5 + Math.random()));
  return pauseFor(context, seconds, waitingFor, { slowness: Math.min(GREATEST_SLOWNESS, slowness * INCREASE) });
}

function slowPause(waitedMilliseconds: number, slowness: number): number {
  return Math.min(LONGEST_SLOW_PAUSE_SECONDS, pauseAfter(waitedMilliseconds) * slowness);
}

/** Returns true within the grace period of what is missing; `waitBriefly` waits for it. */
export function mayStillAppear(context: StepContext, missing: Missing): boolean {
  return isWithinGracePeriod(context, missingSince(context, missing));
}

/** Returns true while something new may not have taken effect yet. */
export function isWithinGracePeriod({ now }: StepContext, since: number): boolean {
  return now - since < GRACE_PERIOD_MILLISECONDS;
}

/** @param words - the service's message, quoted if the deadline comes first */
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
