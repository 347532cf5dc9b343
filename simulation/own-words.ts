import { Evidence, nameOf } from './evidence';
import { hasLostSecrets, secretsThatWereRead } from './secrets-read';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';

/** Beyond the class of the error; a long description may be cut, but not so early. */
const BEGINNING = 60;

/** Nothing is wrong: such a record is a success, or a reason to try again. */
const NO_FAILURE = /No updates are to be performed|another AWS Control Tower operation|concurrent account operations/;

/** What Service Catalog has said of a failure is what people are told, up to the secret that it may quote. */
export function withheldWords(evidence: Evidence): string[] {
  const secrets = secretsThatWereRead(evidence)
    .flatMap((secret) => [secret, asJson(secret)])
    .filter((secret) => secret !== '');
  return evidence.exchanges.flatMap((exchange) => {
    const { answer } = exchange;
    const said = lastWords(evidence, exchange);
    if (answer === undefined || answer.succeeded || said === undefined || NO_FAILURE.test(said)) return [];
    const words = secrets.reduce((text, secret) => text.split(secret)[0] ?? '', said).slice(0, BEGINNING);
    const isTold = answer.reason.includes(words);
    if (
      isTold ||
      evidence.wasGivenUp(exchange) ||
      hasLostSecrets(evidence, exchange) ||
      !wasGiven(evidence, exchange, words)
    ) {
      return [];
    }
    return [`${nameOf(exchange)} failed without the words of Service Catalog ("${said}"): ${answer.reason}`];
  });
}

/** Of the last operation that a request wanted, if it had failed by the time of the answer: not of what cleans up after it. */
function lastWords(evidence: Evidence, { event, endedAt = 0 }: Exchange): string | undefined {
  const last = evidence.records
    .filter((record) => evidence.originOf(record)?.request === event.ResponseURL)
    .filter(({ type }) => event.RequestType === 'Delete' || type !== 'TERMINATE_PROVISIONED_PRODUCT')
    .at(-1);
  return last?.status === 'FAILED' && last.updatedTime < endedAt ? last.errors[0]?.Description : undefined;
}

/** Service Catalog may have kept its reason to itself. */
function wasGiven(evidence: Evidence, exchange: Exchange, words: string): boolean {
  return evidence
    .callsFor(exchange)
    .some(
      ({ operation, outcome }) => operation === 'DescribeRecord' && JSON.stringify(outcome)?.includes(asJson(words)),
    );
}

function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
