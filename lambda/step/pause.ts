import { type Job, type Progress, type Step } from './context';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 30;
const STEPS_SECONDS = 2;
const SHORT_WINDOW_MILLISECONDS = 3 * 60_000;

/** While services throttle: a thousand products that wait are six looks a second then. */
const LONGEST_SLOW_PAUSE_SECONDS = 180;
const GREATEST_SLOWNESS = 64;
/**
 * What trouble does to the pauses, and what a look that goes well does. Where many requests share a low rate they come to
 * rest with a quarter of their calls throttled: 5 ^ 0.27 × 0.55 ^ 0.73 = 1.
 */
const TROUBLE = 5;
const RECOVERY = 0.55;

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
export function waitFor(job: Job, waitingFor: string, changes: Partial<Progress> = {}): Step {
  const slowness = Math.max(1, (job.progress.slowness ?? 1) * RECOVERY);
  const progress: Progress = { ...job.progress, slowness, waitingFor, missingSince: undefined, ...changes };
  const waitingSince = progress.waitingSince ?? job.now;
  const pause = Math.ceil(slowPause(job.now - waitingSince, slowness));
  return { pause: untilDeadline(job, pause), progress: { ...progress, waitingSince } };
}

/** Waits so many seconds, or until the deadline. */
export function pauseFor(job: Job, seconds: number, waitingFor: string, changes: Partial<Progress> = {}): Step {
  return { pause: untilDeadline(job, seconds), progress: { ...job.progress, waitingFor, ...changes } };
}

/**
 * Waits out throttling or a fault of a service. Each time makes the pauses of this request longer, and calls that go well
 * bring them back by and by: so a thousand requests that know nothing of each other come to the pace that the service
 * takes. No two of them are alike, so that they do not come back at the same moment.
 */
export function backOff(job: Job, waitingFor: string): Step {
  const { slowness = 1, waitingSince = job.now } = job.progress;
  const seconds = Math.ceil(slowPause(job.now - waitingSince, slowness) * (0.5 + Math.random()));
  return pauseFor(job, seconds, waitingFor, { slowness: Math.min(GREATEST_SLOWNESS, slowness * TROUBLE) });
}

function slowPause(waitedMilliseconds: number, slowness: number): number {
  return Math.min(LONGEST_SLOW_PAUSE_SECONDS, pauseAfter(waitedMilliseconds) * slowness);
}

/** Whether something that comes within minutes, or not at all, may still come; `pauseBriefly` waits for it. */
export function mayStillCome(job: Job, what: string): boolean {
  return isWithinGracePeriod(job, missingSince(job, what));
}

/** What was just given may not have taken effect yet. */
export function isWithinGracePeriod({ now }: Job, since: number): boolean {
  return now - since < SHORT_WINDOW_MILLISECONDS;
}

/** @param words - of the service, should the deadline come before the end of the window */
export function pauseBriefly(job: Job, what: string, words: string, changes: Partial<Progress> = {}): Step {
  const since = { ...job.progress.missingSince, [what]: missingSince(job, what) };
  return pauseFor(job, 10, `${what} (${words})`, { ...changes, missingSince: since });
}

function missingSince({ now, progress }: Job, what: string): number {
  return progress.missingSince?.[what] ?? now;
}

function untilDeadline(job: Job, seconds: number): number {
  const left = Math.ceil((job.progress.deadline - job.now) / 1000);
  return Math.min(seconds, left > 0 ? left : LAST_PAUSE_SECONDS);
}
