import { AwsError } from './service';

const SLOW_DOWN = new AwsError('SlowDown', 'Please reduce your request rate.', 503);

/** The throttling errors of services that do not say ThrottlingException. */
const THROTTLING = new Map([
  ['cloudformation', new AwsError('Throttling', 'Rate exceeded')],
  ['sts', new AwsError('Throttling', 'Rate exceeded')],
  ['s3', SLOW_DOWN],
  ['custom-resource-response', SLOW_DOWN],
]);

export function throttlingError(service: string): AwsError {
  return THROTTLING.get(service) ?? new AwsError('ThrottlingException', 'Rate exceeded');
}

export function quotaError(): AwsError {
  return new AwsError('LimitExceededException', 'The current limits of the service would have been exceeded.');
}

/** @see https://docs.aws.amazon.com/servicecatalog/latest/dg/CommonErrors.html */
export function internalError(service: string): AwsError {
  if (service === 's3') {
    return new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500);
  }
  const message = 'The request processing has failed because of an unknown error, exception or failure.';
  return new AwsError('InternalFailure', message, 500);
}

/** The ResponseURL of a custom resource is a presigned URL of S3. */
export function isS3(service: string): boolean {
  return service === 's3' || service === 'custom-resource-response';
}

export function deniedError({ service, operation }: { service: string; operation: string }): AwsError {
  return new AwsError('AccessDeniedException', `The caller is not authorized to perform: ${service}:${operation}`);
}
