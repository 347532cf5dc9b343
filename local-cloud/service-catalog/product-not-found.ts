import { notFound } from './errors';
import { type AwsError } from '../gateway/service';

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

export type NotFoundWords = keyof typeof WORDS;

/** @param own - what the operation says by itself */
export function productNotFound(words: NotFoundWords, product: string, own: string): AwsError {
  return notFound(WORDS[words](product, own));
}
