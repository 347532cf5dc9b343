import type { OwnRecord, Progress } from './context';
import { shorten } from '../messages/shorten';
import { bytesOf } from '../request/bytes-of';

/**
 * Event and progress must fit into the 262,144 bytes that Step Functions passes between states. A larger result fails
 * the execution past `States.ALL`, so that the request never gets a response.
 */
export const MAXIMUM_PROGRESS_BYTES = 16_000;

/** Characters of one text, of at most three bytes each. */
const MOST_CHARACTERS = 700;
const FEWEST_CHARACTERS = 200;

/** Limits the progress to a size that always fits: shortens texts, then drops what only saves calls. */
export function boundedProgress(progress: Progress): Progress {
  const shortened = withShortTexts(progress, MOST_CHARACTERS);
  if (bytesOf(shortened) <= MAXIMUM_PROGRESS_BYTES) return shortened;
  return withShortTexts(withoutHelpers(progress), FEWEST_CHARACTERS);
}

function withShortTexts(progress: Progress, length: number): Progress {
  const { waitingFor, failure, denied, record, answer } = progress;
  return {
    ...progress,
    waitingFor: waitingFor && shorten(waitingFor, length),
    failure: failure && shorten(failure, 2 * length),
    denied: denied && { ...denied, words: shorten(denied.words, length) },
    record: record && { ...record, of: shorten(record.of, length) },
    answer: answer?.Status === 'FAILED' ? { ...answer, Reason: shorten(answer.Reason, 2 * length) } : answer,
  };
}

/** Without these, the current and the previous secrets are read, and grace periods start over. */
function withoutHelpers(progress: Progress): Progress {
  return { ...progress, missingSince: undefined, record: progress.record && withoutSecretVersions(progress.record) };
}

function withoutSecretVersions(record: OwnRecord): OwnRecord {
  return { ...record, secretVersions: undefined };
}
