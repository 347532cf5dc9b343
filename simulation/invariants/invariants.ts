import { quiet } from './confidential';
import { declaredDifferences } from './declared-differences';
import { noLeak } from './no-leak';
import { nothingForged } from './only-genuine';
import { restored } from './restored';
import { withheldWords } from './service-message';
import { prompt } from './timely';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { ProvisionedProduct, hasEnded } from '../../local-cloud/service-catalog/model/provisioned-product';
import { Evidence, nameOf } from '../history/history';
import { neverArrived } from '../history/undeliverable';

/** Gives a sentence, with ids, for everything that breaks the promise. */
type PromiseCheck = (evidence: Evidence) => readonly string[];

/** What is promised whatever happens; each is judged by what the local cloud has noted, when everything has come to rest. */
export const PROMISES = {
  answered,
  once,
  noLeak,
  nothingForeign,
  nothingForged,
  true: isTrue,
  restored,
  quiet,
  prompt,
} satisfies Record<string, PromiseCheck>;

export type PromiseName = keyof typeof PROMISES;

const ALL = Object.keys(PROMISES) as PromiseName[];

export interface BrokenPromise {
  readonly promise: PromiseName;
  readonly how: string;
}

export function brokenPromises(cloud: LocalCloud, promises: readonly PromiseName[] = ALL): BrokenPromise[] {
  assertFlawless(cloud);
  const evidence = new Evidence(cloud);
  return promises.flatMap((promise) => PROMISES[promise](evidence).map((how) => ({ promise, how })));
}

/** What the local cloud does wrong looks like a fault to the function, which would cope with it. */
function assertFlawless({ ledger }: LocalCloud): void {
  for (const { service, operation, fault, outcome } of ledger.entries) {
    if (fault !== undefined || outcome === undefined || !('error' in outcome)) continue;
    const { code, message } = outcome.error;
    if (code === 'InternalFailure') throw new Error(`the local cloud failed at ${service} ${operation}: ${message}`);
  }
}

/** Traces of a program that did not expect what it met. */
const UNREADABLE = /undefined|\[object |TypeError|ReferenceError|SyntaxError|NaN|\n {4}at /;

/** Every request of CloudFormation gets an answer in time that it takes, and a failure tells people what and why. */
function answered(evidence: Evidence): string[] {
  return [...evidence.exchanges.flatMap((exchange) => badAnswer(evidence, exchange)), ...withheldWords(evidence)];
}

function badAnswer(evidence: Evidence, exchange: Exchange): string[] {
  const { answer, failure, endedAt } = exchange;
  if (answer === undefined && (failure === CANCELLED || neverArrived(evidence, exchange))) return [];
  if (endedAt === undefined) return [`${nameOf(exchange)} still waits for its answer`];
  if (answer === undefined) return [`${nameOf(exchange)} got no answer that CloudFormation takes: ${failure}`];
  if (answer.succeeded) return [];
  const isReadable = !UNREADABLE.test(answer.reason) && /[.!?]$/.test(answer.reason);
  return isReadable ? [] : [`${nameOf(exchange)} failed with words that help nobody: ${answer.reason}`];
}

/** The stack had given the resource up; nobody waits any more. */
const CANCELLED = 'Resource operation cancelled';

/** One request launches no second product beside the first: not when it is tried again, and not when it comes twice. */
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
      const exchange = evidence.exchangeOf(record);
      const isEarly =
        exchange?.answer?.succeeded && (!hasEnded(record) || record.updatedTime > (exchange.endedAt ?? Infinity));
      return isEarly ? [`${nameOf(exchange)} was answered before ${record.id} (${record.type}) had ended`] : [];
    }),
  ];
}
