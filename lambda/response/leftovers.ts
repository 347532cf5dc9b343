import { leftover, leftoversOfReplacement } from '../messages/provisioned-product';
import type { CustomResourceEvent } from '../request/event';
import { namesOfUpdate, provisionedProductName } from '../request/names';
import { isProvisionedProductId } from '../request/ownership';

/**
 * A Delete that does nothing may be the last that is heard of a product: a clean-up is not repeated. A rollback that does
 * nothing leaves both products of a replacement, and who deletes the stack then instead of continuing its rollback loses
 * sight of one.
 */
export function possibleLeftovers(event: CustomResourceEvent): string | undefined {
  if (event.RequestType === 'Delete') {
    const name = provisionedProductName(event, event.ResourceProperties);
    const known = isProvisionedProductId(event.PhysicalResourceId) ? event.PhysicalResourceId : name;
    return leftover(known);
  }
  const [before, wanted] = namesOfUpdate(event);
  return before === wanted ? undefined : leftoversOfReplacement(before, wanted);
}
