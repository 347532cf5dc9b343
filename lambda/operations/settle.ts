import { describe, findProvisionedProduct, ProvisionedProduct } from './provisioned-product';
import { isPending } from './record-reader';
import type { Job, Step } from '../step/job';
import { waitFor } from '../step/wait';

/** Another operation runs, ours or somebody's: Service Catalog would refuse a further one. */
export function settle(job: Job, product: ProvisionedProduct): Step {
  return waitFor(job, `${describe(product)}, which is ${product.Status}, to become stable`);
}

/**
 * Waits where Service Catalog has refused a call because the product is not what it seemed: gone, in another state, or
 * under an operation that its state does not show yet. The class and words of that refusal are not known, so we look.
 * Undefined: the refusal has another reason.
 */
export async function settleIfChanging(job: Job, seen: ProvisionedProduct): Promise<Step | undefined> {
  const now = await findProvisionedProduct(job.cloud, { Id: seen.Id });
  const changing =
    now?.Status !== seen.Status || (now?.LastRecordId !== undefined && (await isPending(job.cloud, now.LastRecordId)));
  return changing ? waitFor(job, `${describe(seen)} to be stable`) : undefined;
}
