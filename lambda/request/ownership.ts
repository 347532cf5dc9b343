import { isGeneratedName } from './names';
import { type Attempt, attemptKey, type Resource, resourceKey } from './resource-key';

/** The properties of a product that show its origin. */
interface ShownProduct {
  readonly IdempotencyToken?: string;
  readonly Name?: string;
}

/**
 * Returns true if token or generated name show that the product was launched for this resource. A declared name proves
 * nothing: anybody may choose it.
 */
export function isOurs(resource: Resource, { IdempotencyToken, Name }: ShownProduct): boolean {
  return IdempotencyToken?.startsWith(`${resourceKey(resource)}-`) === true || isGeneratedName(resource, Name);
}

/**
 * Returns true if its token shows that the product was launched or updated for another resource. A token of another
 * form proves nothing.
 */
export function isForeign(resource: Resource, product: ShownProduct): boolean {
  return /^[0-9a-f]{20}-[0-9a-f]{16}-\d/.test(product.IdempotencyToken ?? '') && !isOurs(resource, product);
}

/** Returns true if this request launched the product; its reply may have been lost. */
export function isOfAttempt(attempt: Attempt, { IdempotencyToken }: ShownProduct): boolean {
  return IdempotencyToken?.startsWith(`${attemptKey(attempt)}-`) === true;
}

/** All known ids are `pp-` and 13 letters and digits. The prefix is not enough: a stack may be called `pp-shop`. */
export function isProvisionedProductId(physicalId: string | undefined): physicalId is string {
  return /^pp-[a-z0-9]{13}$/.test(physicalId ?? '');
}

/**
 * The physical id of a resource whose Create failed before it launched anything. It names the attempt, so that its
 * Delete, however late, cannot touch what a later attempt has launched under the same name.
 */
export function attemptId(attempt: Attempt): string {
  return `not-launched-${attemptKey(attempt)}`;
}

/** The key of the attempt in such an id. */
export function attemptOf(physicalId: string | undefined): string | undefined {
  return /^not-launched-([0-9a-f]{20}-[0-9a-f]{16})$/.exec(physicalId ?? '')?.[1];
}
