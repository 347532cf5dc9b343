import { type CustomResourceEvent } from './custom-resource-event';
import { type Properties } from '../resource-handlers/resource-handler';
import { isRecord } from '../template/template';

/** The maximum length of the body of a response. */
const MAXIMUM_RESPONSE_BYTES = 4096;

const MAX_PHYSICAL_ID_BYTES = 1024;

/** A valid response. */
export interface CustomResourceResponse {
  readonly succeeded: boolean;
  readonly reason: string;
  readonly physicalId: string;
  readonly data: Properties;
  readonly noEcho: boolean;
}

/** A response that CloudFormation does not accept, so that the operation fails. */
class InvalidResponse extends Error {}

export function readResponse(body: string, event: CustomResourceEvent): CustomResourceResponse {
  if (Buffer.byteLength(body) > MAXIMUM_RESPONSE_BYTES) throw new InvalidResponse('Response object is too long.');
  const response = parse(body);
  for (const field of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (response[field] === undefined) throw invalid(`Missing required property ${field}`);
    if (response[field] !== event[field]) throw invalid(`Value of property ${field} is not the one of the request`);
  }
  const { Status: status, PhysicalResourceId: physicalId, Reason: reason, Data: data } = response;
  if (status !== 'SUCCESS' && status !== 'FAILED') {
    throw invalid('Value of property Status must be one of [SUCCESS, FAILED]');
  }
  if (typeof physicalId !== 'string' || physicalId === '' || Buffer.byteLength(physicalId) > MAX_PHYSICAL_ID_BYTES) {
    throw new InvalidResponse('Invalid PhysicalResourceId');
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
    noEcho: response.NoEcho === true || response.NoEcho === 'true',
  };
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const response: unknown = JSON.parse(body);
    if (isRecord(response)) return response;
  } catch {
    // The error below is the same as for JSON that is not an object.
  }
  throw new InvalidResponse('Response is not valid JSON');
}

function invalid(detail: string): InvalidResponse {
  return new InvalidResponse(`Invalid Response object: ${detail}`);
}
