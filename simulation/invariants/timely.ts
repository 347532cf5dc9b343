import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type LoggedCall } from '../../local-cloud/gateway/call-log';
import { type ProvisionedProduct, hasEnded } from '../../local-cloud/service-catalog/model/provisioned-product';
import { DEFAULT_TIMEOUT_SECONDS } from '../../src/private/limits';
import { type History, nameOf, resourceOf } from '../history/history';
import { rollbackOf } from '../history/rollbacks';
import { saysBusy } from '../history/service-messages';

const LONGEST_PAUSE_MILLISECONDS = 30_000;
const LONGEST_STEP_MILLISECONDS = 5_000;
/** The SDK abandons a call without a reply after this time. */
const LONGEST_CALL_MILLISECONDS = 25_000;
/**
 * The average pause of the SDK over seven attempts: it starts with up to 0.2 s, throttled up to 1 s, and doubles each time,
 * up to 20 s.
 */
const RETRY_MILLISECONDS = 2_000;
const THROTTLED_RETRY_MILLISECONDS = 7_500;
/** Lambda itself retries after some minutes. */
const LONGEST_FAULTS_MILLISECONDS = 15 * 60_000;
/** The longest pause after a failed call, and how many of them the scenarios have in a row. */
const LONGEST_SLOW_PAUSE_MILLISECONDS = 270_000;
const FAULTS_IN_A_ROW = 8;
/** Two things may be missing for three minutes each, one after the other, and the function polls every ten seconds. */
const LONGEST_REFUSAL_MILLISECONDS = 6.5 * 60_000;
/** The number of invocations that a step gets. */
const TRIES_OF_STEP = 9;
/** More searches for a launch path than this mean that the function waited for it. */
const FEW_SEARCHES = 4;
/** The longest step of a change that was cancelled. */
const CANCELLED_STEP_MILLISECONDS = 65_000;
const STEPS_OF_AN_OPERATION = 40;
const STEPS_OF_A_MINUTE = 3;

/** No invocation waits, no request takes many steps, and the answer comes soon after the operation has ended. */
export function timely(history: History): string[] {
  // Lambda may keep for long what it cannot run; a step that failed so many times waits for the last step.
  const ofLambda = history.cloud.faults.injected.filter(({ service }) => service === 'lambda');
  const isLambdaDown = ofLambda.length >= TRIES_OF_STEP || ofLambda.some(({ fault }) => fault === 'throttled');
  const failedCalls = history.cloud.callLog.entries
    .filter(isFailed)
    .map(({ invocation }) => history.originOfInvocation(invocation)?.resource);
  return [
    ...longSteps(history),
    ...history.exchanges.flatMap((exchange) => {
      const failures = failedCalls.filter((resource) => resource === resourceOf(exchange.event)).length;
      const isFaulty = ofLambda.length > 0 || failures > 0;
      const delay = LONGEST_PAUSE_MILLISECONDS + (isFaulty ? longestFaults(failures) : LONGEST_STEP_MILLISECONDS);
      return [
        ...(isLambdaDown ? [] : [...lateAnswer(history, exchange, delay), ...overdue(history, exchange, delay)]),
        ...(isFaulty ? [] : lateRefusal(history, exchange)),
        ...manySteps(history, exchange, ofLambda.length),
      ];
    }),
  ];
}

function longestFaults(failures: number): number {
  const inARow = Math.min(failures, FAULTS_IN_A_ROW);
  return Math.max(LONGEST_FAULTS_MILLISECONDS, inARow * LONGEST_SLOW_PAUSE_MILLISECONDS);
}

/** The step itself retries such a call, for some seconds. */
function isFailed({ fault, outcome }: LoggedCall): boolean {
  const isThrottled = outcome !== undefined && 'error' in outcome && outcome.error.code === 'ThrottlingException';
  return fault !== undefined || isThrottled;
}

function longSteps({ cloud }: History): string[] {
  const delays = new Map<string | undefined, number>();
  for (const call of cloud.callLog.entries.filter(isFailed)) {
    delays.set(call.invocation, (delays.get(call.invocation) ?? 0) + longestDelay(call));
  }
  return cloud.functions.invocations
    .filter(
      ({ requestId, fault, billedMilliseconds }) =>
        fault === undefined && billedMilliseconds > LONGEST_STEP_MILLISECONDS + (delays.get(requestId) ?? 0),
    )
    .map(({ requestId, billedMilliseconds }) => `invocation ${requestId} ran for ${billedMilliseconds} ms`);
}

/** The failed call, and the pause before it is retried. */
function longestDelay({ fault = 'throttled' }: LoggedCall): number {
  if (fault === 'throttled') return THROTTLED_RETRY_MILLISECONDS;
  const isWaitedFor = fault === 'late' || fault.startsWith('unanswered');
  return RETRY_MILLISECONDS + (isWaitedFor ? LONGEST_CALL_MILLISECONDS : 0);
}

/** The app limits how long a Create and an Update may take; a rollback takes as long as it needs. */
function overdue(history: History, exchange: Exchange, delay: number): string[] {
  const { event, sentAt, endedAt, response } = exchange;
  if (response === undefined || endedAt === undefined || event.RequestType === 'Delete') return [];
  if (history.stackStatusAt(event.StackId, sentAt)?.includes('ROLLBACK')) return [];
  if (rollbackOf(history, exchange)?.isCertain) return [];
  const arrivedAt = history.deliveriesOf(exchange)[0]?.[0]?.startedAt ?? sentAt;
  const timeout = Number(event.ResourceProperties.TimeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
  // Without a date in its URL, the time of a request counts from its arrival.
  const start = /X-Amz-Date|Expires/.test(event.ResponseURL) ? sentAt : arrivedAt;
  const late = endedAt - Math.max(start + timeout, arrivedAt);
  return late > delay ? [`${nameOf(exchange)} was answered ${late} ms after its timeout`] : [];
}

function lateAnswer(history: History, exchange: Exchange, delay: number): string[] {
  const { endedAt, response } = exchange;
  if (endedAt === undefined || response === undefined) return [];
  const own = history.recordsOf(exchange);
  const last = own.filter(hasEnded).at(-1);
  if (last === undefined || own.some((record) => !hasEnded(record)) || waitsForAnother(history, exchange)) return [];
  const late = endedAt - Math.max(last.updatedTime, mayChangeUntil(history, exchange));
  const granted = delay + (wasRefused(history, exchange) ? LONGEST_REFUSAL_MILLISECONDS : 0);
  return late > granted ? [`${nameOf(exchange)} was answered ${late} ms after ${last.id} had ended`] : [];
}

/** A rollback waits for the end of a cancelled change whose execution is not listed yet. */
function mayChangeUntil(history: History, exchange: Exchange): number {
  return rollbackOf(history, exchange) ? exchange.sentAt + CANCELLED_STEP_MILLISECONDS : 0;
}

/** A request that starts no operation is answered soon, unless there is one to wait for. */
function lateRefusal(history: History, exchange: Exchange): string[] {
  const { event, endedAt, response } = exchange;
  const resource = resourceOf(event);
  const arrivedAt = history.deliveriesOf(exchange)[0]?.[0]?.startedAt;
  if (arrivedAt === undefined || endedAt === undefined || response === undefined) return [];
  const isOfResource = (product: ProvisionedProduct) =>
    history.launchedFor(product)?.resource === resource || product.id === event.PhysicalResourceId;
  const isOperating = history.records.some(
    (record) =>
      isOfResource(record.provisionedProduct) &&
      record.createdTime <= endedAt &&
      (!hasEnded(record) || record.updatedTime >= arrivedAt),
  );
  // Somebody may have brought it into a state that the function does not know.
  const isChangedByOthers = history.cloud.serviceCatalog.store.outOfBandChanges.some(
    ({ provisionedProduct, time }) => isOfResource(provisionedProduct) && time <= endedAt,
  );
  const took = endedAt - arrivedAt;
  if (took <= LONGEST_REFUSAL_MILLISECONDS) return [];
  if (isOperating || isChangedByOthers || wasAskedToWait(history, exchange)) return [];
  return [`${nameOf(exchange)} was answered after ${took} ms without an operation to wait for`];
}

function wasAskedToWait(history: History, exchange: Exchange): boolean {
  return history
    .callsFor(exchange)
    .some(({ outcome }) => outcome && 'error' in outcome && saysBusy(outcome.error.message));
}

/** The function waits some minutes for access that is refused, and for a declared path while there are only others. */
function wasRefused(history: History, exchange: Exchange): boolean {
  const calls = history.callsFor(exchange);
  const searches = calls.filter(({ operation }) => operation === 'DescribeProduct' || operation === 'ListLaunchPaths');
  const isRefused = calls.some(
    ({ operation, outcome }) => operation !== 'DescribeProvisionedProduct' && outcome && 'error' in outcome,
  );
  return isRefused || searches.length > FEW_SEARCHES;
}

/** The resource may have a second product, of a replacement, that never becomes stable. */
function waitsForAnother(history: History, { event }: Exchange): boolean {
  const resource = resourceOf(event);
  return history.present.some(
    (product) => product.state.status === 'UNDER_CHANGE' && history.launchedFor(product)?.resource === resource,
  );
}

/** The function polls often at the start of an operation; later on, twice a minute. A step that was killed is repeated. */
function manySteps(history: History, exchange: Exchange, repeated: number): string[] {
  const { event, sentAt } = exchange;
  const operations = history.recordsOf(exchange).length;
  const steps = history.cloud.functions.invocations.filter(
    ({ requestId }) => history.originOfInvocation(requestId)?.request === event.ResponseURL,
  );
  const end = endOf(history, exchange) ?? steps.at(-1)?.startedAt ?? sentAt;
  const minutes = Math.ceil((end - sentAt) / 60_000);
  const maximum = STEPS_OF_AN_OPERATION * (1 + operations) + STEPS_OF_A_MINUTE * minutes + repeated;
  return steps.length > maximum ? [`${nameOf(exchange)} took ${steps.length} steps in ${minutes} minutes`] : [];
}

/** A request that nobody waits for may go on until the next one comes. */
function endOf(history: History, exchange: Exchange): number | undefined {
  const { event, sentAt, endedAt, response } = exchange;
  if (wasStartedUnnoticed(history, exchange)) return undefined;
  if (response) return endedAt;
  const next = history.exchangesOf(resourceOf(event)).find((other) => other.sentAt > sentAt);
  return next && (history.deliveriesOf(next)[0]?.[0]?.startedAt ?? next.sentAt);
}

/** The function took the start for failed and answered so. A next request in the same second does not stop the execution. */
function wasStartedUnnoticed(history: History, exchange: Exchange): boolean {
  return history
    .callsFor(exchange)
    .some(({ operation, fault, outcome }) => operation === 'StartExecution' && fault && outcome && 'output' in outcome);
}
