import { declaredDifferences } from './declared-differences';
import { Evidence } from './evidence';
import { quiet } from './quiet';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';
import { LocalCloud } from '../local-cloud/local-cloud';
import { ProvisionedProduct } from '../local-cloud/service-catalog/provisioned-product';
import { hasEnded } from '../local-cloud/service-catalog/record';

/** Gives a sentence, with ids, for everything that breaks the promise. */
type PromiseCheck = (evidence: Evidence) => readonly string[];

/** What is promised whatever happens; each is judged by what the local cloud has noted, when everything has come to rest. */
export const PROMISES = { answered, once, noLeak, nothingForeign, true: isTrue, quiet, prompt } satisfies Record<
  string,
  PromiseCheck
>;

export type PromiseName = keyof typeof PROMISES;

export interface BrokenPromise {
  readonly promise: PromiseName;
  readonly how: string;
}

export function brokenPromises(cloud: LocalCloud): BrokenPromise[] {
  const evidence = new Evidence(cloud);
  return Object.entries(PROMISES).flatMap(([promise, check]) =>
    check(evidence).map((how) => ({ promise: promise as PromiseName, how })),
  );
}

/** Traces of a program that did not expect what it met. */
const UNREADABLE = /undefined|\[object |TypeError|ReferenceError|SyntaxError|NaN|\n {4}at /;

/** Every request of CloudFormation gets an answer in time that it takes, and a failure tells people what and why. */
function answered({ exchanges }: Evidence): string[] {
  return exchanges.flatMap((exchange) => {
    const { answer, failure, endedAt } = exchange;
    if (answer === undefined && failure === CANCELLED) return [];
    if (endedAt === undefined) return [`${nameOf(exchange)} still waits for its answer`];
    if (answer === undefined) return [`${nameOf(exchange)} got no answer that CloudFormation takes: ${failure}`];
    if (answer.succeeded) return [];
    const isReadable = !UNREADABLE.test(answer.reason) && /[.!?]$/.test(answer.reason);
    return isReadable ? [] : [`${nameOf(exchange)} failed with words that help nobody: ${answer.reason}`];
  });
}

/** The stack had given the resource up; nobody waits any more. */
const CANCELLED = 'Resource operation cancelled';

/** At most one provisioned product for a declared resource; two only while one takes the place of the other. */
function once(evidence: Evidence): string[] {
  const launched = evidence.cloud.serviceCatalog.ledger.provisionedProducts.filter((one) => evidence.launchedFor(one));
  return launched.flatMap((second, index) => {
    const origin = evidence.launchedFor(second);
    return launched
      .slice(0, index)
      .filter((first) => evidence.launchedFor(first)?.request === origin?.request && stoodBeside(first, second))
      .map((first) => `one request for ${origin?.logicalId} launched ${first.id} and, beside it, ${second.id}`);
  });
}

/** Whether the first one still stood when the second one was launched. */
function stoodBeside(first: ProvisionedProduct, second: ProvisionedProduct): boolean {
  return first.terminatedTime === undefined || first.terminatedTime > second.createdTime;
}

/** Nothing is left of what is no longer declared, unless that was wanted or could not be helped and the deploy says so. */
function noLeak(evidence: Evidence): string[] {
  const standing = new Set(evidence.deployed.map(({ resource }) => resource.physicalId));
  const leaked = evidence.present.filter(
    (product) =>
      evidence.launchedFor(product) &&
      !standing.has(product.id) &&
      !isRetained(evidence, product) &&
      !isUndecided(evidence, product),
  );
  return [
    ...leaked
      .filter((product) => !isTold(evidence, product))
      .map(({ id, name, state }) => `${id} (${name}), ${state.status}, is left and no resource stands for it`),
    ...evidence.exchanges
      .filter(({ event, answer }) => event.RequestType === 'Delete' && answer?.succeeded)
      .flatMap((exchange) => stillThereAfter(evidence, exchange)),
  ];
}

/** Under its id, or under the one that CloudFormation made up because it did not wait for the end of the launch. */
function isRetained(evidence: Evidence, product: ProvisionedProduct): boolean {
  const resource = evidence.launchedFor(product)?.resource;
  return evidence.events.some(
    ({ resourceStatus, stackId, logicalResourceId, physicalResourceId: id = '' }) =>
      resourceStatus === 'DELETE_SKIPPED' &&
      `${stackId} ${logicalResourceId}` === resource &&
      (id === product.id || !id.startsWith('pp-')),
  );
}

/** A stack that waits for a person to go on with its rollback may still remove what its resources have left. */
function isUndecided(evidence: Evidence, product: ProvisionedProduct): boolean {
  const resource = evidence.launchedFor(product)?.resource;
  return evidence.deployed.some(
    ({ stack, resource: { logicalId } }) =>
      stack.status.endsWith('_FAILED') && `${stack.stackId} ${logicalId}` === resource,
  );
}

/**
 * The deploy has said that it stays: a removal of it has failed and was not repeated with success, or the last request for
 * its resource was an update that failed and names it.
 */
function isTold(evidence: Evidence, product: ProvisionedProduct): boolean {
  const origin = evidence.launchedFor(product)?.resource;
  const isLeftToPeople = evidence.deployed.some(
    ({ stack, resource }) => `${stack.stackId} ${resource.logicalId}` === origin && resource.status === 'DELETE_FAILED',
  );
  if (isLeftToPeople) return true;
  const ofResource = evidence.exchangesOf(evidence.launchedFor(product)?.resource ?? '');
  const tells = (exchange: Exchange) =>
    exchange.answer?.succeeded === false &&
    (exchange.event.PhysicalResourceId === product.id || exchange.answer.reason.includes(product.id));
  const telling = ofResource.filter((exchange) => exchange.event.RequestType === 'Delete' && tells(exchange)).at(-1);
  const repeated = ofResource.some(
    ({ event, answer, sentAt }) =>
      event.RequestType === 'Delete' &&
      event.PhysicalResourceId === telling?.event.PhysicalResourceId &&
      answer?.succeeded &&
      sentAt > (telling?.sentAt ?? 0),
  );
  const last = ofResource.at(-1);
  return (telling !== undefined && !repeated) || (last?.event.RequestType === 'Update' && tells(last));
}

function stillThereAfter({ cloud }: Evidence, { event, endedAt = 0 }: Exchange): string[] {
  const product = cloud.serviceCatalog.ledger.provisionedProducts.find(({ id }) => id === event.PhysicalResourceId);
  const isGone = product === undefined || (product.terminatedTime ?? Infinity) <= endedAt;
  return isGone ? [] : [`the Delete of ${event.LogicalResourceId} succeeded while ${product.id} was still there`];
}

/** What a resource did not launch itself, it never updates or terminates. */
function nothingForeign(evidence: Evidence): string[] {
  return evidence.records.flatMap((record) => {
    const origin = evidence.originOf(record);
    const owner = evidence.launchedFor(record.provisionedProduct);
    if (origin === undefined || origin.resource === owner?.resource) return [];
    const { id } = record.provisionedProduct;
    return [`${origin.logicalId} made ${record.type} (${record.id}) on ${id}, of ${owner?.logicalId ?? 'nobody here'}`];
  });
}

/** After a success the product is what is declared, and its operation had ended when the answer came. */
function isTrue(evidence: Evidence): string[] {
  return [
    ...evidence.deployed.flatMap((deployed) => declaredDifferences(evidence, deployed)),
    ...evidence.records.flatMap((record) => {
      const exchange = evidence.exchanges.find(({ event }) => event.ResponseURL === evidence.originOf(record)?.request);
      const isEarly =
        exchange?.answer?.succeeded && (!hasEnded(record) || record.updatedTime > (exchange.endedAt ?? Infinity));
      return isEarly ? [`${nameOf(exchange)} was answered before ${record.id} (${record.type}) had ended`] : [];
    }),
  ];
}

/** A step of the function may meet faults of its own, or of the state machine; then nothing is said about its pace. */
const LONGEST_PAUSE_MILLISECONDS = 30_000;
const LONGEST_STEP_MILLISECONDS = 5_000;

/** Waiting costs no running function, and the answer comes soon after the operation has ended. */
function prompt(evidence: Evidence): string[] {
  const { cloud } = evidence;
  if (cloud.faults.befallen.length > 0 || wasThrottled(evidence)) return [];
  const long = cloud.functions.invocations.filter(
    ({ billedMilliseconds }) => billedMilliseconds > LONGEST_STEP_MILLISECONDS,
  );
  return [
    ...long.map(({ requestId, billedMilliseconds }) => `invocation ${requestId} ran for ${billedMilliseconds} ms`),
    ...evidence.exchanges.flatMap((exchange) => lateAnswer(evidence, exchange)),
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

function nameOf({ event }: Exchange): string {
  return `${event.RequestType} of ${event.LogicalResourceId} (${event.RequestId})`;
}
