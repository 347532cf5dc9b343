import { Evidence, nameOf } from './evidence';
import { secretsThatWereRead, secretValue } from './secrets-read';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';

/** Beyond the class of the error; a long description may be cut, but not so early. */
const BEGINNING = 60;

/** Says nothing is wrong: such a record is a success. */
const NO_UPDATE = 'No updates are to be performed';

/** What Service Catalog has said of a failure is what people are told, up to the secret that it may quote. */
export function withheldWords(evidence: Evidence): string[] {
  const secrets = secretsThatWereRead(evidence)
    .flatMap((secret) => [secret, asJson(secret)])
    .filter((secret) => secret !== '');
  return evidence.exchanges.flatMap((exchange) => {
    const { answer } = exchange;
    const said = lastWords(evidence, exchange);
    if (answer === undefined || answer.succeeded || said === undefined || said.includes(NO_UPDATE)) return [];
    const words = secrets.reduce((text, secret) => text.split(secret)[0] ?? '', said).slice(0, BEGINNING);
    const isTold = answer.reason.includes(words);
    if (isTold || hasLostSecrets(evidence, exchange) || !wasGiven(evidence, exchange, words)) return [];
    return [`${nameOf(exchange)} failed without the words of Service Catalog ("${said}"): ${answer.reason}`];
  });
}

/** Of the last operation of a request, if it had failed by the time of the answer. */
function lastWords(evidence: Evidence, { event, endedAt = 0 }: Exchange): string | undefined {
  const last = evidence.records.filter((record) => evidence.originOf(record)?.request === event.ResponseURL).at(-1);
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

/** Who cannot read a secret that a product may have cannot tell whether words quote it. */
function hasLostSecrets(evidence: Evidence, exchange: Exchange): boolean {
  const { OldResourceProperties: before = {}, ResourceProperties: after } = exchange.event;
  const declared = [before, after].flatMap(({ SecretParameters }) => Object.values(SecretParameters ?? {}));
  if (declared.some((secret) => secretValue(evidence.cloud, secret) === undefined)) return true;
  return evidence
    .callsFor(exchange)
    .some(
      ({ service, outcome }) =>
        (service === 'secretsmanager' || service === 'ssm') && outcome !== undefined && 'error' in outcome,
    );
}
