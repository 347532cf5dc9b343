import type { OwnRecord, Progress } from './context';
import { shorten } from '../messages/shorten';
import { bytesOf } from '../request/bytes-of';

/**
 * With the event it must fit into the 262,144 bytes that Step Functions hands from state to state. A step whose result does
 * not is never answered: `States.ALL` does not catch that.
 */
export const MAXIMUM_PROGRESS_BYTES = 16_000;

/** Characters of one text, three bytes each at the most. */
const MOST_CHARACTERS = 700;
const FEWEST_CHARACTERS = 200;

/** What goes on to the next step, of a size that always fits: texts are cut, and what only spares calls is left out. */
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

/** The secrets are then read as they are and as they were before, and what is missing gets its minutes anew. */
function withoutHelpers(progress: Progress): Progress {
  return { ...progress, missingSince: undefined, record: progress.record && withoutSecretVersions(progress.record) };
}

function withoutSecretVersions(record: OwnRecord): OwnRecord {
  return { ...record, secretVersions: undefined };
}
