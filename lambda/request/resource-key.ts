import { createHash } from 'node:crypto';
import type { CustomResourceEvent } from './event';

export type Resource = Pick<CustomResourceEvent, 'StackId' | 'LogicalResourceId'>;
export type Attempt = Resource & Pick<CustomResourceEvent, 'RequestId' | 'ResponseURL'>;

/** Identifies a resource across all its requests. */
export function resourceKey({ StackId, LogicalResourceId }: Resource): string {
  return sha256(StackId, LogicalResourceId).slice(0, 20);
}

/**
 * Identifies a request; duplicates of its event share the key. The URL tells a retried deployment, which reuses the
 * RequestId, from the first one (aws-cdk#35957).
 */
export function attemptKey(attempt: Attempt): string {
  return `${resourceKey(attempt)}-${sha256(attempt.RequestId, attempt.ResponseURL).slice(0, 16)}`;
}

export function sha256(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
