import { Evidence, nameOf } from './evidence';
import { secretsThatWereRead } from './secrets-read';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';

/** Beyond the class of the error; a long description may be cut, but not so early. */
const BEGINNING = 60;

/** Says nothing is wrong: such a record is a success. */
const NO_UPDATE = 'No updates are to be performed';

/** What Service Catalog has said of a failure is what people are told. */
export function withheldWords(evidence: Evidence): string[] {
  const secrets = secretsThatWereRead(evidence);
  return evidence.exchanges.flatMap((exchange) => {
    const { answer } = exchange;
    const words = lastWords(evidence, exchange)?.slice(0, BEGINNING);
    if (answer === undefined || answer.succeeded || words === undefined || answer.reason.includes(words)) return [];
    if (words.includes(NO_UPDATE) || secrets.some((secret) => secret !== '' && words.includes(secret))) return [];
    return [`${nameOf(exchange)} failed without the words of Service Catalog ("${words}"): ${answer.reason}`];
  });
}

/** Of the last operation of a request, if it failed. */
function lastWords(evidence: Evidence, { event }: Exchange): string | undefined {
  const last = evidence.records.filter((record) => evidence.originOf(record)?.request === event.ResponseURL).at(-1);
  return last?.status === 'FAILED' ? last.errors[0]?.Description : undefined;
}
