import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

/** An error of the SDK, or of the network under it. */
export type ServiceError = Error & { readonly $metadata?: { readonly httpStatusCode?: number } };

/** Returns true if the same call may succeed later: throttling, a service fault, or no reply. */
export function isTransient(error: unknown): error is ServiceError {
  if (!(error instanceof Error) || isAtLimit(error)) return false;
  const sdkError = error as Parameters<typeof isThrottlingError>[0];
  // Network errors have codes such as ECONNRESET. So do programming errors in Node.js: ERR_….
  const neverAnswered = 'code' in error && !('$fault' in error) && !String(error.code).startsWith('ERR_');
  return isThrottlingError(sdkError) || isServerError(sdkError) || isTransientError(sdkError) || neverAnswered;
}

/** Returns true if the call was rejected only because of the request rate. */
export function isThrottled(error: unknown): boolean {
  return (
    error instanceof Error && isThrottlingError(error as Parameters<typeof isThrottlingError>[0]) && !isAtLimit(error)
  );
}

/**
 * Returns true for errors that the SDK takes for throttling but waiting alone does not cure: a quota, or another
 * operation in progress. In Service Catalog, LimitExceededException is about resources; throttling has an error class
 * of its own.
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
 * Returns true if a permission is missing. A new one takes seconds to minutes to propagate, like all of IAM. Denials
 * that Service Catalog itself got from other services are recognised by their message: their class is not documented.
 */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && (/AccessDenied|NotAuthorized/.test(error.name) || isDenialMessage(error.message));
}

export function isDenialMessage(words: string): boolean {
  return /is not authorized to perform: |S3 error: Access Denied/.test(words);
}

/**
 * Returns the part of a message that says that Control Tower is busy: it runs one operation at a time, five for
 * accounts. The message comes from a call or a failed record. The error class is no proof: DynamoDB, for one, reports a
 * table that exists as ResourceInUseException.
 */
export function busyMessage(words: string): string | undefined {
  return /(\d+ concurrent account operations|another AWS Control Tower operation|another execution) is (exceeded|in progress)/.exec(
    words,
  )?.[0];
}

/**
 * Returns true if a call fails as it does while the association of role and portfolio propagates. The messages vary,
 * but the product is all that these calls can fail to find. InvalidParametersException means other things, too, so it
 * counts only with a message that has been seen.
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

/** Returns true if the resolved launch path no longer exists: its id changes when its portfolio changes. */
export function isStalePath(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Invalid PathId');
}

/**
 * Returns true if the engine of an EXTERNAL product could not return the parameters, which is temporary; false if its
 * launch role is missing.
 */
export function isParameterParsingError(error: unknown): boolean {
  return error instanceof Error && /Error occurred during parameter parsing: (?!LaunchRoleArn)/.test(error.message);
}

/** Returns true if the request itself may be right, and a later attempt may succeed. */
export function isRetryable(error: unknown): boolean {
  return (
    isTransient(error) || isAtLimit(error) || isDenied(error) || isStalePath(error) || isParameterParsingError(error)
  );
}

/** Returns true if an update had nothing to change, which is a success. */
export function isNoUpdate(words: string): boolean {
  return words.includes('No updates are to be performed');
}

/** Returns error class and message, e.g. `InvalidParametersException: Invalid PathId: lpv2-x`. */
export function errorMessage(error: unknown): string {
  // The SDK's message names its own internals.
  if (error instanceof Error && error.name === 'TimeoutError') return 'no reply came in time';
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
