import { leftover, leftoversOfReplacement } from '../messages/provisioned-product';
import type { CustomResourceEvent } from '../request/event';
import { namesOfUpdate, provisionedProductName } from '../request/names';
import { isProvisionedProductId } from '../request/ownership';

/**
 * Names the products that a failed request may leave. CloudFormation does not retry a clean-up, so a failed Delete may
 * be the last trace of its product. A failed rollback leaves both products of a replacement; deleting the stack instead
 * of continuing the rollback orphans one of them.
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
