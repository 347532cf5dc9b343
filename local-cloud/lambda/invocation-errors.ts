import { AwsError } from '../gateway/service';
import { internalError } from '../gateway/service-errors';

/**
 * The maximum length of the event of an asynchronous invocation, in bytes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LONGEST_EVENT = 1_048_576;

export function validateEventSize(payload: string): void {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= LONGEST_EVENT) return;
  throw new AwsError(
    'RequestEntityTooLargeException',
    `${bytes} byte payload is too large for the Event invocation type (limit ${LONGEST_EVENT} bytes)`,
    413,
  );
}

export function tooManyRequests(): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
}

export function serviceError(): AwsError {
  return new AwsError('ServiceException', internalError('lambda').message, 500);
}
