import { Job, Progress, Step } from './job';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 30;
const SHORT_WINDOW_MILLISECONDS = 3 * 60_000;

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
  const progress: Progress = { ...job.progress, troubles: 0, waitingFor, ...changes };
  const waitingSince = progress.waitingSince ?? job.now;
  return { pause: untilDeadline(job, pauseAfter(job.now - waitingSince)), progress: { ...progress, waitingSince } };
}

/** Waits so many seconds, or until the deadline. */
export function pauseFor(job: Job, seconds: number, waitingFor: string, changes: Partial<Progress> = {}): Step {
  return { pause: untilDeadline(job, seconds), progress: { ...job.progress, waitingFor, ...changes } };
}

/**
 * Waits out throttling or a fault of a service: longer each time, and no two requests alike, so that a thousand of
 * them do not come back at the same moment.
 */
export function backOff(job: Job, waitingFor: string): Step {
  const troubles = (job.progress.troubles ?? 0) + 1;
  const seconds = Math.ceil(Math.min(60, 2 ** troubles) * (0.5 + Math.random() / 2));
  return pauseFor(job, seconds, waitingFor, { troubles });
}

/** Whether something that comes within minutes, or not at all, may still come; `pauseBriefly` waits for it. */
export function mayStillCome({ now, progress }: Job): boolean {
  return now - (progress.missingSince ?? now) < SHORT_WINDOW_MILLISECONDS;
}

export function pauseBriefly(job: Job, waitingFor: string): Step {
  return pauseFor(job, 10, waitingFor, { missingSince: job.progress.missingSince ?? job.now, troubles: 0 });
}

function untilDeadline(job: Job, seconds: number): number {
  const left = Math.ceil((job.progress.deadline - job.now) / 1000);
  return left > 0 ? Math.min(seconds, left) : seconds;
}
