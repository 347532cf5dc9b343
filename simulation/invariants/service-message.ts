import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { LedgerEntry } from '../../local-cloud/gateway/call-log';
import { ProvisioningRecord } from '../../local-cloud/service-catalog/model/provisioned-product';
import { asJson } from '../history/as-json';
import { Evidence, nameOf } from '../history/history';
import { formsOfQuotedSecret } from '../history/quoted-secret';
import { secretsThatWereRead } from '../history/secrets-read';
import { hasLostSecrets } from '../history/unreadable-secrets';

/** Beyond the class of the error; a long description may be cut, but not so early. */
const BEGINNING = 60;

const CHANGES: readonly string[] = ['ProvisionProduct', 'UpdateProvisionedProduct', 'TerminateProvisionedProduct'];

/** Nothing is wrong: such a record is a success, or a reason to try again. */
const NO_FAILURE = /No updates are to be performed|another AWS Control Tower operation|concurrent account operations/;

/** What Service Catalog said, and when. */
interface Said {
  readonly words: string;
  readonly at: number;
}

/** What Service Catalog has said of a failure is what people are told, up to the secret that it may quote. */
export function withheldWords(evidence: Evidence): string[] {
  const secrets = secretsThatWereRead(evidence).flatMap(formsOfQuotedSecret);
  return evidence.exchanges.flatMap((exchange) => {
    const { answer } = exchange;
    if (answer === undefined || answer.succeeded || evidence.wasGivenUp(exchange)) return [];
    const said = wordsOfRefusal(evidence, exchange) ?? wordsOfRecord(evidence, exchange);
    if (said === undefined || NO_FAILURE.test(said.words)) return [];
    const words = secrets.reduce((text, secret) => text.split(secret)[0] ?? '', said.words).slice(0, BEGINNING);
    // Line breaks and what else controls a terminal are shown as spaces.
    if (answer.reason.includes(words.replace(/\p{Cc}/gu, ' ')) || hasLostSecrets(evidence, exchange, said.at)) {
      return [];
    }
    return wasGiven(evidence, exchange, words)
      ? [`${nameOf(exchange)} failed without the words of Service Catalog ("${said.words}"): ${answer.reason}`]
      : [];
  });
}

/** Of the last operation that a request wanted, if it had failed by the time of the answer: not of what cleans up after it. */
function wordsOfRecord(evidence: Evidence, exchange: Exchange): Said | undefined {
  const { event, endedAt = 0 } = exchange;
  const last = evidence
    .recordsOf(exchange)
    .filter(({ type }) => event.RequestType === 'Delete' || type !== 'TERMINATE_PROVISIONED_PRODUCT')
    .at(-1);
  if (last?.status !== 'FAILED' || last.updatedTime >= endedAt || isTriedAnew(evidence, exchange, last)) {
    return undefined;
  }
  const words = last.errors[0]?.Description ?? '';
  const at = last.updatedTime;
  const isOvertaken = isNotRemoved(evidence, exchange) || isRefusedLater(evidence, exchange, at);
  return isDenied(words) && isOvertaken ? undefined : { words, at };
}

/** A denial is waited out: what comes of it is launched anew, once it is removed. */
function isDenied(words: string): boolean {
  return words.includes('is not authorized to perform');
}

function isNotRemoved(evidence: Evidence, exchange: Exchange): boolean {
  const last = evidence.recordsOf(exchange).at(-1);
  const isInTime = last?.status === 'SUCCEEDED' && last.updatedTime < (exchange.endedAt ?? 0);
  return last?.type === 'TERMINATE_PROVISIONED_PRODUCT' && !isInTime;
}

function isRefusedLater(evidence: Evidence, exchange: Exchange, at: number): boolean {
  return evidence.callsFor(exchange).some(({ operation, time, outcome }) => {
    return CHANGES.includes(operation) && time > at && outcome !== undefined && 'error' in outcome;
  });
}

/**
 * What was changed without a reply, or denied for a while, is changed again, and may fail for a reason of its own: access that
 * was lost, a call that nobody replies to.
 */
function isTriedAnew(evidence: Evidence, exchange: Exchange, { updatedTime }: ProvisioningRecord): boolean {
  return (
    callsOfAnsweringStep(evidence, exchange).some(
      ({ operation }) => operation === 'ListLaunchPaths' || operation === 'DescribeProduct',
    ) ||
    evidence
      .callsFor(exchange)
      .some(({ operation, time, fault }) => CHANGES.includes(operation) && time > updatedTime && fault !== undefined)
  );
}

/** Of the call that was refused in the very step that answers. */
function wordsOfRefusal(evidence: Evidence, exchange: Exchange): Said | undefined {
  const last = callsOfAnsweringStep(evidence, exchange)
    .filter(({ operation }) => CHANGES.includes(operation))
    .at(-1);
  if (last?.fault !== undefined || last?.outcome === undefined || !('error' in last.outcome)) return undefined;
  return { words: last.outcome.error.message, at: last.time };
}

function callsOfAnsweringStep(evidence: Evidence, exchange: Exchange): readonly LedgerEntry[] {
  const calls = evidence.callsFor(exchange);
  const answering = calls.find(({ service }) => service === 'custom-resource-response')?.invocation;
  return calls.filter(({ invocation }) => invocation === answering);
}

/** Service Catalog may have kept its reason to itself. */
function wasGiven(evidence: Evidence, exchange: Exchange, words: string): boolean {
  return evidence.callsFor(exchange).some(({ outcome }) => JSON.stringify(outcome)?.includes(asJson(words)));
}
