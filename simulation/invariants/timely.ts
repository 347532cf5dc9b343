import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { LedgerEntry } from '../../local-cloud/gateway/call-log';
import { ProvisionedProduct, hasEnded } from '../../local-cloud/service-catalog/model/provisioned-product';
import { DEFAULT_TIMEOUT_SECONDS } from '../../src/private/limits';
import { Evidence, nameOf, resourceOf } from '../history/history';
import { wayBackOf } from '../history/rollbacks';

const LONGEST_PAUSE_MILLISECONDS = 30_000;
const LONGEST_STEP_MILLISECONDS = 5_000;
/** A call without a reply is given up after this time. */
const LONGEST_CALL_MILLISECONDS = 25_000;
/**
 * The SDK pauses so long after each of seven tries, on average at most: up to 0.2 s, throttled 1 s, twice as long each
 * time, and 20 s at most.
 */
const RETRY_MILLISECONDS = 2_000;
const THROTTLED_RETRY_MILLISECONDS = 7_500;
/** What nobody else tries again, Lambda does after some minutes. */
const LONGEST_FAULTS_MILLISECONDS = 15 * 60_000;
/** The longest pause after a call that went wrong, and how many such calls the stories have in a row. */
const LONGEST_SLOW_PAUSE_MILLISECONDS = 270_000;
const FAULTS_IN_A_ROW = 8;
/** Two things may be missing for three minutes each, one after the other, and each is looked for every ten seconds. */
const LONGEST_REFUSAL_MILLISECONDS = 6.5 * 60_000;
/** As many runs of the function in vain as a step is given. */
const OUTAGE = 9;
/** For a path: more of them wait for it. */
const A_FEW_SEARCHES = 4;
/** As long as a step of it may take. */
const CANCELLED_CHANGE_MILLISECONDS = 65_000;
const STEPS_OF_AN_OPERATION = 40;
const STEPS_OF_A_MINUTE = 3;

/** Waiting costs no running function, and the answer comes soon after the operation has ended. */
export function prompt(evidence: Evidence): string[] {
  // What Lambda does not run it may keep for long; and what cannot be run many times in a row waits for its last step.
  const ofLambda = evidence.cloud.faults.befallen.filter(({ service }) => service === 'lambda');
  const isLambdaDown = ofLambda.length >= OUTAGE || ofLambda.some(({ fault }) => fault === 'throttled');
  const troubled = evidence.cloud.ledger.entries
    .filter(isTroubled)
    .map(({ invocation }) => evidence.originOfInvocation(invocation)?.resource);
  return [
    ...longSteps(evidence),
    ...evidence.exchanges.flatMap((exchange) => {
      const troubles = troubled.filter((resource) => resource === resourceOf(exchange.event)).length;
      const isDisturbed = ofLambda.length > 0 || troubles > 0;
      const delay = LONGEST_PAUSE_MILLISECONDS + (isDisturbed ? longestTroubles(troubles) : LONGEST_STEP_MILLISECONDS);
      return [
        ...(isLambdaDown ? [] : [...lateAnswer(evidence, exchange, delay), ...overdue(evidence, exchange, delay)]),
        ...(isDisturbed ? [] : lateRefusal(evidence, exchange)),
        ...manySteps(evidence, exchange),
      ];
    }),
  ];
}

function longestTroubles(troubles: number): number {
  const inARow = Math.min(troubles, FAULTS_IN_A_ROW);
  return Math.max(LONGEST_FAULTS_MILLISECONDS, inARow * LONGEST_SLOW_PAUSE_MILLISECONDS);
}

/** The call of a step goes wrong, or is throttled: it is tried again by the step itself, for some seconds. */
function isTroubled({ fault, outcome }: LedgerEntry): boolean {
  const isThrottled = outcome !== undefined && 'error' in outcome && outcome.error.code === 'ThrottlingException';
  return fault !== undefined || isThrottled;
}

function longSteps({ cloud }: Evidence): string[] {
  const troubles = new Map<string | undefined, number>();
  for (const call of cloud.ledger.entries.filter(isTroubled)) {
    troubles.set(call.invocation, (troubles.get(call.invocation) ?? 0) + longestTrouble(call));
  }
  return cloud.functions.invocations
    .filter(
      ({ requestId, fault, billedMilliseconds }) =>
        fault === undefined && billedMilliseconds > LONGEST_STEP_MILLISECONDS + (troubles.get(requestId) ?? 0),
    )
    .map(({ requestId, billedMilliseconds }) => `invocation ${requestId} ran for ${billedMilliseconds} ms`);
}

/** The call of a step, and the pause before it is tried again. */
function longestTrouble({ fault = 'throttled' }: LedgerEntry): number {
  if (fault === 'throttled') return THROTTLED_RETRY_MILLISECONDS;
  const isWaitedFor = fault === 'late' || fault.startsWith('unanswered');
  return RETRY_MILLISECONDS + (isWaitedFor ? LONGEST_CALL_MILLISECONDS : 0);
}

/** The app says how long a Create and an Update may take. The way back takes what it needs. */
function overdue(evidence: Evidence, exchange: Exchange, delay: number): string[] {
  const { event, sentAt, endedAt, answer } = exchange;
  if (answer === undefined || endedAt === undefined || event.RequestType === 'Delete') return [];
  if (evidence.stackStatusAt(event.StackId, sentAt)?.includes('ROLLBACK')) return [];
  if (wayBackOf(evidence, exchange)?.isCertain) return [];
  const arrivedAt = evidence.deliveriesOf(exchange)[0]?.[0]?.startedAt ?? sentAt;
  const timeout = Number(event.ResourceProperties.TimeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
  // Where the URL does not tell when the request was made, its time begins when it comes.
  const begin = /X-Amz-Date|Expires/.test(event.ResponseURL) ? sentAt : arrivedAt;
  const late = endedAt - Math.max(begin + timeout, arrivedAt);
  return late > delay ? [`${nameOf(exchange)} was answered ${late} ms after its time was over`] : [];
}

function lateAnswer(evidence: Evidence, exchange: Exchange, delay: number): string[] {
  const { endedAt, answer } = exchange;
  if (endedAt === undefined || answer === undefined) return [];
  const own = evidence.recordsOf(exchange);
  const last = own.filter(hasEnded).at(-1);
  if (last === undefined || own.some((record) => !hasEnded(record)) || waitsForAnother(evidence, exchange)) return [];
  const late = endedAt - Math.max(last.updatedTime, mayBeTouchedUntil(evidence, exchange));
  const granted = delay + (wasRefused(evidence, exchange) ? LONGEST_REFUSAL_MILLISECONDS : 0);
  return late > granted ? [`${nameOf(exchange)} was answered ${late} ms after ${last.id} had ended`] : [];
}

/** The way back lets a change come to its end that was cancelled, and whose execution is not listed yet. */
function mayBeTouchedUntil(evidence: Evidence, exchange: Exchange): number {
  return wayBackOf(evidence, exchange) ? exchange.sentAt + CANCELLED_CHANGE_MILLISECONDS : 0;
}

/** What leads to no operation is answered soon, unless there is one to wait for. */
function lateRefusal(evidence: Evidence, exchange: Exchange): string[] {
  const { event, endedAt, answer } = exchange;
  const resource = resourceOf(event);
  const arrivedAt = evidence.deliveriesOf(exchange)[0]?.[0]?.startedAt;
  if (arrivedAt === undefined || endedAt === undefined || answer === undefined) return [];
  const isOfResource = (product: ProvisionedProduct) =>
    evidence.launchedFor(product)?.resource === resource || product.id === event.PhysicalResourceId;
  const isOperating = evidence.records.some(
    (record) =>
      isOfResource(record.provisionedProduct) &&
      record.createdTime <= endedAt &&
      (!hasEnded(record) || record.updatedTime >= arrivedAt),
  );
  // Others may have brought it into a state that nobody knows.
  const isTouched = evidence.cloud.serviceCatalog.ledger.interventions.some(
    ({ provisionedProduct, time }) => isOfResource(provisionedProduct) && time <= endedAt,
  );
  const took = endedAt - arrivedAt;
  if (took <= LONGEST_REFUSAL_MILLISECONDS) return [];
  if (isOperating || isTouched || wasToldToWait(evidence, exchange)) return [];
  return [`${nameOf(exchange)} was answered after ${took} ms, in which there was no operation to wait for`];
}

/** Control Tower does few things at a time, and refuses what comes meanwhile. */
function wasToldToWait(evidence: Evidence, exchange: Exchange): boolean {
  return evidence
    .callsFor(exchange)
    .some(({ outcome }) => outcome && 'error' in outcome && /concurrent|another/.test(outcome.error.message));
}

/** What is refused may be granted within minutes; so may the path that is declared, while there are just others. */
function wasRefused(evidence: Evidence, exchange: Exchange): boolean {
  const calls = evidence.callsFor(exchange);
  const searches = calls.filter(({ operation }) => operation === 'DescribeProduct' || operation === 'ListLaunchPaths');
  const isRefused = calls.some(
    ({ operation, outcome }) => operation !== 'DescribeProvisionedProduct' && outcome && 'error' in outcome,
  );
  return isRefused || searches.length > A_FEW_SEARCHES;
}

/** A resource may have a second product, of a replacement, that never becomes stable. */
function waitsForAnother(evidence: Evidence, { event }: Exchange): boolean {
  const resource = resourceOf(event);
  return evidence.present.some(
    (product) => product.state.status === 'UNDER_CHANGE' && evidence.launchedFor(product)?.resource === resource,
  );
}

/** Looks at the start of an operation are close to each other; later on there are two a minute. */
function manySteps(evidence: Evidence, exchange: Exchange): string[] {
  const { event, sentAt } = exchange;
  const operations = evidence.recordsOf(exchange).length;
  const steps = evidence.cloud.functions.invocations.filter(
    ({ requestId }) => evidence.originOfInvocation(requestId)?.request === event.ResponseURL,
  );
  const end = endOf(evidence, exchange) ?? steps.at(-1)?.startedAt ?? sentAt;
  const minutes = Math.ceil((end - sentAt) / 60_000);
  const most = STEPS_OF_AN_OPERATION * (1 + operations) + STEPS_OF_A_MINUTE * minutes;
  return steps.length > most ? [`${nameOf(exchange)} took ${steps.length} steps in ${minutes} minutes`] : [];
}

/** What nobody waits for any more may be followed to its end, until the next request comes. */
function endOf(evidence: Evidence, exchange: Exchange): number | undefined {
  const { event, sentAt, endedAt, answer } = exchange;
  if (wasStartedUnawares(evidence, exchange)) return undefined;
  if (answer) return endedAt;
  const next = evidence.exchangesOf(resourceOf(event)).find((other) => other.sentAt > sentAt);
  return next && (evidence.deliveriesOf(next)[0]?.[0]?.startedAt ?? next.sentAt);
}

/** The start was taken for failed, and answered so; the next request may come in the same second, and then stops nothing. */
function wasStartedUnawares(evidence: Evidence, exchange: Exchange): boolean {
  return evidence
    .callsFor(exchange)
    .some(({ operation, fault, outcome }) => operation === 'StartExecution' && fault && outcome && 'output' in outcome);
}
