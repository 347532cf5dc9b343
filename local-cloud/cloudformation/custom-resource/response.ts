import { type CustomResourceEvent } from './custom-resource-event';
import { type Properties } from '../resource-handlers/resource-handler';
import { isRecord } from '../template/is-record';

/** The limit of the whole body of an answer. */
export const MAX_ANSWER_BYTES = 4096;

const MAX_PHYSICAL_ID_BYTES = 1024;

/** What the function has answered, checked. */
export interface Answer {
  readonly succeeded: boolean;
  readonly reason: string;
  readonly physicalId: string;
  readonly data: Properties;
  readonly noEcho: boolean;
}

/** An answer that CloudFormation does not take; the operation has failed. */
class RefusedAnswer extends Error {}

export function readAnswer(body: string, event: CustomResourceEvent): Answer {
  if (Buffer.byteLength(body) > MAX_ANSWER_BYTES) throw new RefusedAnswer('Response object is too long.');
  const answer = parse(body);
  for (const field of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (answer[field] === undefined) throw invalid(`Missing required property ${field}`);
    if (answer[field] !== event[field]) throw invalid(`Value of property ${field} is not the one of the request`);
  }
  const { Status: status, PhysicalResourceId: physicalId, Reason: reason, Data: data } = answer;
  if (status !== 'SUCCESS' && status !== 'FAILED') {
    throw invalid('Value of property Status must be one of [SUCCESS, FAILED]');
  }
  if (typeof physicalId !== 'string' || physicalId === '' || Buffer.byteLength(physicalId) > MAX_PHYSICAL_ID_BYTES) {
    throw new RefusedAnswer('Invalid PhysicalResourceId');
  }
  if (status === 'FAILED' && (typeof reason !== 'string' || reason === '')) {
    throw invalid('Value of property Reason must be a string');
  }
  if (data !== undefined && data !== null && !isRecord(data)) throw invalid('Value of property Data must be an object');
  return {
    succeeded: status === 'SUCCESS',
    reason: typeof reason === 'string' ? reason : '',
    physicalId,
    data: isRecord(data) ? data : {},
    noEcho: answer.NoEcho === true || answer.NoEcho === 'true',
  };
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(body);
    if (isRecord(answer)) return answer;
  } catch {
    // Told below, in the same words as JSON that is not an object.
  }
  throw new RefusedAnswer('Response is not valid JSON');
}

function invalid(detail: string): RefusedAnswer {
  return new RefusedAnswer(`Invalid Response object: ${detail}`);
}
