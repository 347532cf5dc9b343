import { AwsError } from '../gateway/service';

export function invalidParameters(message: string): AwsError {
  return new AwsError('InvalidParametersException', message);
}

/** The engine of an EXTERNAL product cannot parse the parameters, or does not answer. */
export function unparsable(problem: string): AwsError {
  return invalidParameters(`Error occurred during parameter parsing: ${problem}`);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function inUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', message);
}

/**
 * The message of DescribeProduct for an id without access is not documented. Of the others some have been reported by
 * users of several tools (aws-cdk#21871, aws-service-catalog-puppet#677, AFT#285); NEW is invented.
 */
const NOT_FOUND_MESSAGES = {
  EACH_ITS_OWN: (_product: string, own: string) => own,
  DENIED: (product: string) => `Product with name ${product} does not exist or access was denied.`,
  NOT_FOUND: (product: string) => `Product ${product} not found`,
  BARE: () => 'Resource not found',
  NEW: (product: string) => `${product} cannot be seen by this principal.`,
} as const;

export type NotFoundMessage = keyof typeof NOT_FOUND_MESSAGES;

/** @param own - the message of the operation itself */
export function productNotFound(message: NotFoundMessage, product: string, own: string): AwsError {
  return notFound(NOT_FOUND_MESSAGES[message](product, own));
}
