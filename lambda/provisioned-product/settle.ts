import { findProvisionedProduct, type ProvisionedProduct } from './find';
import { isPending } from './read-record';
import { isTransient } from '../aws/errors';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { type StepContext, type Step } from '../step/context';
import { mayStillAppear, waitBriefly, poll } from '../step/pause';

/** Waits for another operation, ours or not: Service Catalog would reject a further one. */
export async function settle(context: StepContext, product: ProvisionedProduct): Promise<Step> {
  if (product.Status === 'PLAN_IN_PROGRESS') return waitForPlan(context, product);
  return poll(context, `${productLabel(product)}, which is ${product.Status}, to become stable`);
}

/** CloudFormation does not retry a removal that failed in a clean-up. */
const DELETE_AGAIN =
  'delete again; if the stack no longer has the resource, terminate the provisioned product in Service Catalog';

/** Waits briefly, as most plans are executed within minutes. Others stay open until somebody deletes them. */
async function waitForPlan(context: StepContext, product: ProvisionedProduct): Promise<Step> {
  if (mayStillAppear(context, 'plan')) {
    return waitBriefly(context, 'plan', `${productLabel(product)} is ${product.Status}`);
  }
  const plan = await openPlan(context, product);
  throw new Failure({
    what: `A plan is open for ${productLabel(product)}${plan ? `: ${plan.name} (${plan.id})` : ''}, and Service Catalog accepts no other operation meanwhile`,
    ids: [product.Id],
    advice: `Execute or delete the plan (aws servicecatalog delete-provisioned-product-plan --plan-id ${plan?.id ?? '...'}) and ${context.event.RequestType === 'Delete' ? DELETE_AGAIN : 'deploy again'}`,
  });
}

async function openPlan(
  { cloud }: StepContext,
  { Id }: ProvisionedProduct,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  try {
    const { ProvisionedProductPlans: [plan] = [] } = await cloud.serviceCatalog.listProvisionedProductPlans({
      ProvisionProductId: Id,
      AccessLevelFilter: { Key: 'Account', Value: 'self' },
    });
    return plan?.PlanId === undefined ? undefined : { id: plan.PlanId, name: plan.PlanName ?? plan.PlanId };
  } catch (error) {
    if (isTransient(error)) throw error;
    return undefined; // The advice works without the name of the plan.
  }
}

/**
 * Waits if Service Catalog rejected a call because the product has changed: it is gone, in another state, or in an
 * operation that its state does not show yet. How such a rejection looks is not documented, so the product is read
 * again. Returns undefined if the rejection has another reason.
 */
export async function settleIfChanging(context: StepContext, seen: ProvisionedProduct): Promise<Step | undefined> {
  const now = await findProvisionedProduct(context.cloud, { Id: seen.Id });
  const changing =
    now?.Status !== seen.Status ||
    (now?.LastRecordId !== undefined && (await isPending(context.cloud, now.LastRecordId)));
  return changing ? poll(context, `${productLabel(seen)} to be stable`) : undefined;
}
