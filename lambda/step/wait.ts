import { Job, Progress, Step } from './job';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 30;
const SHORT_WINDOW_MILLISECONDS = 3 * 60_000;

/** The longest pause between looks, and before a new try, while services throttle. */
const LONGEST_SLOW_PAUSE_SECONDS = 120;
const LONGEST_BACK_OFF_SECONDS = 300;
const GREATEST_SLOWNESS = 64;
/** How fast looks that go well bring back the usual pace: slower than trouble takes it away. */
const RECOVERY = 0.8;

/**
 * Seconds until the next look: a tenth of what we have waited so far, so that the answer is late by a tenth of the
 * product's own time at most, and the looks grow with its logarithm. Nothing is ready in the first ten seconds.
 */
export function pauseAfter(waitedMilliseconds: number): number {
  const waited = waitedMilliseconds / 1000;
  if (waited < 2 * FIRST_PAUSE_SECONDS - 1) return FIRST_PAUSE_SECONDS;
  return Math.min(LONGEST_PAUSE_SECONDS, Math.max(1, Math.round(waited / 10)));
}

/** Waits for something that somebody else does; the words say what, should the deadline come first. */
export function waitFor(job: Job, waitingFor: string, changes: Partial<Progress> = {}): Step {
  const slowness = changes.slowness ?? Math.max(1, (job.progress.slowness ?? 1) * RECOVERY);
  const progress: Progress = { ...job.progress, slowness, waitingFor, ...changes };
  const waitingSince = progress.waitingSince ?? job.now;
  const pause = Math.min(Math.ceil(pauseAfter(job.now - waitingSince) * slowness), LONGEST_SLOW_PAUSE_SECONDS);
  return { pause: untilDeadline(job, pause), progress: { ...progress, waitingSince } };
}

/** Waits so many seconds, or until the deadline. */
export function pauseFor(job: Job, seconds: number, waitingFor: string, changes: Partial<Progress> = {}): Step {
  return { pause: untilDeadline(job, seconds), progress: { ...job.progress, waitingFor, ...changes } };
}

/**
 * Waits out throttling or a fault of a service. Each time makes the pauses of this request twice as long, and looks that
 * go well bring them back by and by: so a thousand requests that know nothing of each other come to the pace that the
 * service takes. No two of them are alike, so that they do not come back at the same moment.
 */
export function backOff(job: Job, waitingFor: string): Step {
  const { slowness = 1, waitingSince } = job.progress;
  const usual = waitingSince === undefined ? 2 : pauseAfter(job.now - waitingSince);
  const longest = waitingSince === undefined ? LONGEST_BACK_OFF_SECONDS : LONGEST_SLOW_PAUSE_SECONDS;
  const seconds = Math.ceil(Math.min(longest, usual * slowness) * (0.5 + Math.random()));
  return pauseFor(job, seconds, waitingFor, { slowness: Math.min(GREATEST_SLOWNESS, slowness * 2) });
}

/** Whether something that comes within minutes, or not at all, may still come; `pauseBriefly` waits for it. */
export function mayStillCome({ now, progress }: Job): boolean {
  return now - (progress.missingSince ?? now) < SHORT_WINDOW_MILLISECONDS;
}

export function pauseBriefly(job: Job, waitingFor: string): Step {
  return pauseFor(job, 10, waitingFor, { missingSince: job.progress.missingSince ?? job.now });
}

function untilDeadline(job: Job, seconds: number): number {
  const left = Math.ceil((job.progress.deadline - job.now) / 1000);
  return left > 0 ? Math.min(seconds, left) : seconds;
}
