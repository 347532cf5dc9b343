import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type LoggedCall } from '../../local-cloud/gateway/call-log';
import { type ProvisioningRecord } from '../../local-cloud/service-catalog/model/provisioned-product';
import { type History, nameOf } from '../history/history';
import { escapeJson, quotedForms } from '../history/quoted-secrets';
import { secretsRead } from '../history/secrets';
import { saysBusy, saysDenied, saysNoUpdates } from '../history/service-messages';
import { hasUnreadableSecrets } from '../history/unreadable-secrets';

/** A long message may be cut, but not before so many characters, which go beyond the class of the error. */
const COMPARED_CHARACTERS = 60;

const CHANGES: readonly string[] = ['ProvisionProduct', 'UpdateProvisionedProduct', 'TerminateProvisionedProduct'];

interface ServiceMessage {
  readonly text: string;
  readonly time: number;
}

/** Finds failures that leave out the message of Service Catalog. It is compared up to the first secret that it quotes. */
export function missingServiceMessages(history: History): string[] {
  const secrets = secretsRead(history).flatMap(quotedForms);
  return history.exchanges.flatMap((exchange) => {
    const { response } = exchange;
    if (response === undefined || response.succeeded || history.wasAnsweredByLastStep(exchange)) return [];
    const message = messageOfRefusal(history, exchange) ?? messageOfRecord(history, exchange);
    if (message === undefined || isNoFailure(message.text)) return [];
    const expected = secrets
      .reduce((text, secret) => text.split(secret)[0] ?? '', message.text)
      .slice(0, COMPARED_CHARACTERS);
    // Answers show line breaks and other control characters as spaces.
    const isQuoted = response.reason.includes(expected.replace(/\p{Cc}/gu, ' '));
    if (isQuoted || hasUnreadableSecrets(history, exchange, message.time)) return [];
    return wasReceived(history, exchange, expected)
      ? [`${nameOf(exchange)} failed without the message of Service Catalog ("${message.text}"): ${response.reason}`]
      : [];
  });
}

/** The message of the last operation of a request, if it had failed by the time of the answer; not of the clean-up after it. */
function messageOfRecord(history: History, exchange: Exchange): ServiceMessage | undefined {
  const { event, endedAt = 0 } = exchange;
  const last = history
    .recordsOf(exchange)
    .filter(({ type }) => event.RequestType === 'Delete' || type !== 'TERMINATE_PROVISIONED_PRODUCT')
    .at(-1);
  if (last?.status !== 'FAILED' || last.updatedTime >= endedAt || wasRetried(history, exchange, last)) {
    return undefined;
  }
  const text = last.errors[0]?.Description ?? '';
  const time = last.updatedTime;
  const isOvertaken = isNotTerminated(history, exchange) || wasRefusedAfter(history, exchange, time);
  // The function waits for a permission: it terminates what was launched without it, and launches again.
  return saysDenied(text) && isOvertaken ? undefined : { text, time };
}

/** A record with such a message counts as a success, or its operation is retried. */
function isNoFailure(text: string): boolean {
  return saysNoUpdates(text) || saysBusy(text);
}

function isNotTerminated(history: History, exchange: Exchange): boolean {
  const last = history.recordsOf(exchange).at(-1);
  const isInTime = last?.status === 'SUCCEEDED' && last.updatedTime < (exchange.endedAt ?? 0);
  return last?.type === 'TERMINATE_PROVISIONED_PRODUCT' && !isInTime;
}

function wasRefusedAfter(history: History, exchange: Exchange, moment: number): boolean {
  return history.callsFor(exchange).some(({ operation, time, outcome }) => {
    return CHANGES.includes(operation) && time > moment && outcome !== undefined && 'error' in outcome;
  });
}

/**
 * A change that got no reply, or was denied for a while, is made again, and may fail for another reason: access that was
 * lost, a call that gets no reply.
 */
function wasRetried(history: History, exchange: Exchange, { updatedTime }: ProvisioningRecord): boolean {
  return (
    callsOfAnsweringStep(history, exchange).some(
      ({ operation }) => operation === 'ListLaunchPaths' || operation === 'DescribeProduct',
    ) ||
    history
      .callsFor(exchange)
      .some(({ operation, time, fault }) => CHANGES.includes(operation) && time > updatedTime && fault !== undefined)
  );
}

/** The message of the call that was refused in the step that answers. */
function messageOfRefusal(history: History, exchange: Exchange): ServiceMessage | undefined {
  const last = callsOfAnsweringStep(history, exchange)
    .filter(({ operation }) => CHANGES.includes(operation))
    .at(-1);
  if (last?.fault !== undefined || last?.outcome === undefined || !('error' in last.outcome)) return undefined;
  return { text: last.outcome.error.message, time: last.time };
}

function callsOfAnsweringStep(history: History, exchange: Exchange): readonly LoggedCall[] {
  const calls = history.callsFor(exchange);
  const answering = calls.find(({ service }) => service === 'custom-resource-response')?.invocation;
  return calls.filter(({ invocation }) => invocation === answering);
}

/** Service Catalog need not have returned its message to the function. */
function wasReceived(history: History, exchange: Exchange, text: string): boolean {
  return history.callsFor(exchange).some(({ outcome }) => JSON.stringify(outcome)?.includes(escapeJson(text)));
}
