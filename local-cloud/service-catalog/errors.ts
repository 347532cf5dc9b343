import { AwsError } from '../gateway/service';

export function invalidParameters(message: string): AwsError {
  return new AwsError('InvalidParametersException', message);
}

/** The engine of an EXTERNAL product does not understand what it was given, or does not answer. */
export function unparsable(words: string): AwsError {
  return invalidParameters(`Error occurred during parameter parsing: ${words}`);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function inUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', message);
}

/**
 * Nobody has published what DescribeProduct says of an id that the caller has no access to; of the others some words were
 * seen, by users of several tools (aws-cdk#21871, aws-service-catalog-puppet#677, AFT#285). One here nobody has seen.
 */
const WORDS = {
  EACH_ITS_OWN: (_product: string, own: string) => own,
  DENIED: (product: string) => `Product with name ${product} does not exist or access was denied.`,
  NOT_FOUND: (product: string) => `Product ${product} not found`,
  BARE: () => 'Resource not found',
  NEW: (product: string) => `${product} cannot be seen by this principal.`,
} as const;

export type NotFoundMessage = keyof typeof WORDS;

/** @param own - what the operation says by itself */
export function productNotFound(words: NotFoundMessage, product: string, own: string): AwsError {
  return notFound(WORDS[words](product, own));
}
