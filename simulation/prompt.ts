import { Evidence, nameOf, Origin } from './evidence';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';
import { hasEnded } from '../local-cloud/service-catalog/record';

/** A step of the function may meet faults of its own, or of the state machine; then nothing is said about its pace. */
const LONGEST_PAUSE_MILLISECONDS = 30_000;
const LONGEST_STEP_MILLISECONDS = 5_000;
const STEPS_OF_AN_OPERATION = 40;
const STEPS_OF_A_MINUTE = 3;

/** Waiting costs no running function, and the answer comes soon after the operation has ended. */
export function prompt(evidence: Evidence): string[] {
  const { cloud } = evidence;
  if (cloud.faults.befallen.length > 0 || wasThrottled(evidence)) return [];
  const long = cloud.functions.invocations.filter(
    ({ billedMilliseconds }) => billedMilliseconds > LONGEST_STEP_MILLISECONDS,
  );
  return [
    ...long.map(({ requestId, billedMilliseconds }) => `invocation ${requestId} ran for ${billedMilliseconds} ms`),
    ...evidence.exchanges.flatMap((exchange) => lateAnswer(evidence, exchange)),
    ...evidence.exchanges.flatMap((exchange) => manySteps(evidence, exchange)),
  ];
}

/** A throttled call is tried again by the step that makes it, for some seconds. */
function wasThrottled({ cloud }: Evidence): boolean {
  return cloud.ledger.entries.some(
    ({ outcome }) => outcome !== undefined && 'error' in outcome && outcome.error.code === 'ThrottlingException',
  );
}

function lateAnswer(evidence: Evidence, exchange: Exchange): string[] {
  const { event, endedAt, answer } = exchange;
  if (endedAt === undefined || answer === undefined) return [];
  const own = evidence.records.filter((record) => evidence.originOf(record)?.request === event.ResponseURL);
  const last = own.filter(hasEnded).at(-1);
  if (last === undefined || own.some((record) => !hasEnded(record))) return [];
  const late = endedAt - last.updatedTime;
  const isLate = late > LONGEST_PAUSE_MILLISECONDS + LONGEST_STEP_MILLISECONDS;
  return isLate ? [`${nameOf(exchange)} was answered ${late} ms after ${last.id} had ended`] : [];
}

/**
 * Looks at the start of an operation are close to each other; later on there are two a minute. They may go on when the
 * stack has given the request up, if no removal follows.
 */
function manySteps(evidence: Evidence, exchange: Exchange): string[] {
  const { event, sentAt } = exchange;
  const isOwn = (origin: Origin | undefined) => origin?.request === event.ResponseURL;
  const operations = evidence.records.filter((record) => isOwn(evidence.originOf(record))).length;
  const { invocations } = evidence.cloud.functions;
  const steps = invocations.filter(({ requestId }) => isOwn(evidence.originOfInvocation(requestId)));
  const minutes = Math.ceil(((steps.at(-1)?.startedAt ?? sentAt) - sentAt) / 60_000);
  const most = STEPS_OF_AN_OPERATION * (1 + operations) + STEPS_OF_A_MINUTE * minutes;
  return steps.length > most ? [`${nameOf(exchange)} took ${steps.length} steps in ${minutes} minutes`] : [];
}
