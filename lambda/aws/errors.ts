import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

/** An error of the SDK, or of the network under it. */
export type ServiceError = Error & { readonly $metadata?: { readonly httpStatusCode?: number } };

/** Worth another try later, whatever was asked: throttling, a fault of the service, no reply at all. */
export function isTransient(error: unknown): error is ServiceError {
  if (!(error instanceof Error) || isAtLimit(error)) return false;
  const sdkError = error as Parameters<typeof isThrottlingError>[0];
  // The network's codes, such as ECONNRESET; Node.js gives codes to mistakes in programs, too.
  const neverAnswered = 'code' in error && !('$fault' in error) && !String(error.code).startsWith('ERR_');
  return isThrottlingError(sdkError) || isServerError(sdkError) || isTransientError(sdkError) || neverAnswered;
}

/** Refused for the rate of the calls alone. */
export function isThrottled(error: unknown): boolean {
  return (
    error instanceof Error && isThrottlingError(error as Parameters<typeof isThrottlingError>[0]) && !isAtLimit(error)
  );
}

/**
 * What the SDK counts as throttling though it is none: a quota, which does not pass by waiting, or something else that is
 * under way. With Service Catalog, a LimitExceededException means resources, and its throttling has a class of its own.
 */
export function isAtLimit(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(?!Request|Bandwidth)\w*(Limit|Quota)Exceeded|^PriorRequestNotComplete$|^TransactionInProgressException$/.test(
      error.name,
    ) &&
    !/rate exceeded|throttl|too many requests/i.test(error.message)
  );
}

export function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResourceNotFoundException';
}

export function isInvalid(error: unknown): error is ServiceError {
  return error instanceof Error && error.name === 'InvalidParametersException';
}

export function isUnknownOperation(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnknownOperationException';
}

/**
 * A permission that was given a moment ago takes effect after seconds to minutes, like all of IAM. What Service Catalog may
 * not do in our name with another service is told by words: the class is not known.
 */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && (/AccessDenied|NotAuthorized/.test(error.name) || isDenialMessage(error.message));
}

export function isDenialMessage(words: string): boolean {
  return /is not authorized to perform: |S3 error: Access Denied/.test(words);
}

/**
 * Control Tower does one thing at a time, five accounts at most: what it says of that, at the call or in a failed record.
 * Its class alone says nothing: DynamoDB, for one, calls a table that exists a ResourceInUseException.
 */
export function busyMessage(words: string): string | undefined {
  return /(\d+ concurrent account operations|another AWS Control Tower operation|another execution) is (exceeded|in progress)/.exec(
    words,
  )?.[0];
}

/**
 * How the calls that lead to a product refuse it while an association of role and portfolio has not spread yet. They say
 * so in ever other words; but whatever they do not find, it is the product. A class that means more than that needs the
 * words that have been seen.
 */
export function isAccessMissing(error: unknown): boolean {
  if (isNotFound(error)) return true;
  return (
    isInvalid(error) &&
    /No launch paths found|does not exist or access was denied|Product with name .* not found|profile does not exist/.test(
      error.message,
    )
  );
}

export function isNameTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/A stack named .* already exists/.test(error.message) || error.name === 'DuplicateResourceException')
  );
}

/** The path that we have just resolved is gone: its id changed with a change of the portfolio. */
export function isStalePath(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Invalid PathId');
}

/** The engine of an EXTERNAL product does not tell the parameters, as happens for a while; not when the role is missing. */
export function isParameterParsingError(error: unknown): boolean {
  return error instanceof Error && /Error occurred during parameter parsing: (?!LaunchRoleArn)/.test(error.message);
}

/** Refusals that say nothing about the request: whoever waits and looks again may be served. */
export function isRetryable(error: unknown): boolean {
  return (
    isTransient(error) || isAtLimit(error) || isDenied(error) || isStalePath(error) || isParameterParsingError(error)
  );
}

/** An update that changes nothing fails with these words, and is what was wanted. */
export function isNoUpdate(words: string): boolean {
  return words.includes('No updates are to be performed');
}

/** The service's class and words, e.g. `InvalidParametersException: Invalid PathId: lpv2-x`. */
export function errorMessage(error: unknown): string {
  // The SDK's own words name the parts that it is made of.
  if (error instanceof Error && error.name === 'TimeoutError') return 'no reply came in time';
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
