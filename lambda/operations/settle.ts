import type { Job, Step } from './job';
import { describe, ProvisionedProduct } from './provisioned-product';
import { waitFor } from './wait';

/** Another operation runs, ours or somebody's: Service Catalog would refuse a further one. */
export function settle(job: Job, product: ProvisionedProduct): Step {
  return waitFor(job, `${describe(product)}, which is ${product.Status}, to become stable`);
}
