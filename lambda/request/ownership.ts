import { isGeneratedName } from './names';
import { type Attempt, attemptKey, type Resource, resourceKey } from './resource-key';

/** What Service Catalog shows of whom a product was launched for. */
interface ShownProduct {
  readonly IdempotencyToken?: string;
  readonly Name?: string;
}

/**
 * Launched for this resource, as its token or its generated name tells. A declared name tells nothing: anybody may choose
 * it.
 */
export function isOurs(resource: Resource, { IdempotencyToken, Name }: ShownProduct): boolean {
  return IdempotencyToken?.startsWith(`${resourceKey(resource)}-`) === true || isGeneratedName(resource, Name);
}

/** Launched or updated for another resource, as its token tells. One that has no such form tells nothing. */
export function isForeign(resource: Resource, product: ShownProduct): boolean {
  return /^[0-9a-f]{20}-[0-9a-f]{16}-\d/.test(product.IdempotencyToken ?? '') && !isOurs(resource, product);
}

/** Launched by this very request, whose reply was lost. */
export function isOfAttempt(attempt: Attempt, { IdempotencyToken }: ShownProduct): boolean {
  return IdempotencyToken?.startsWith(`${attemptKey(attempt)}-`) === true;
}

/** `pp-` and 13 letters and digits, in all that AWS has ever shown; a stack may be called `pp-shop`. */
export function isProvisionedProductId(physicalId: string | undefined): physicalId is string {
  return /^pp-[a-z0-9]{13}$/.test(physicalId ?? '');
}

/**
 * The physical id of a resource whose Create failed before it launched anything. It names the attempt, so that its Delete,
 * however late, cannot touch what a later attempt has launched under the same name.
 */
export function attemptId(attempt: Attempt): string {
  return `not-launched-${attemptKey(attempt)}`;
}

/** The key of the attempt that such an id names. */
export function attemptOf(physicalId: string | undefined): string | undefined {
  return /^not-launched-([0-9a-f]{20}-[0-9a-f]{16})$/.exec(physicalId ?? '')?.[1];
}
