import type {
  ListProvisionedProductPlansInput,
  ListProvisionedProductPlansOutput,
  ProvisionedProductPlanSummary,
} from '@aws-sdk/client-service-catalog';
import { isWithin } from './access-level-filter';
import { type Caller } from '../../gateway/service';
import { type Plan, type ProvisionedProduct } from '../model/provisioned-product';
import { pageOf } from '../request/page';
import { type ServiceContext } from '../service-context';

export function listProvisionedProductPlans(
  { store }: ServiceContext,
  { AccessLevelFilter, ProvisionProductId, ...page }: ListProvisionedProductPlansInput,
  caller: Caller,
): ListProvisionedProductPlansOutput {
  const plans = store.present
    .filter(({ id }) => id === (ProvisionProductId ?? id))
    .flatMap((product) => (product.plan === undefined ? [] : [{ product, plan: product.plan }]))
    .filter(({ plan }) => isWithin(AccessLevelFilter, plan.ownerArn, caller));
  const { items, NextPageToken } = pageOf(plans, page);
  return { ProvisionedProductPlans: items.map(({ product, plan }) => planSummary(product, plan)), NextPageToken };
}

function planSummary({ id, name }: ProvisionedProduct, plan: Plan): ProvisionedProductPlanSummary {
  return {
    PlanId: plan.id,
    PlanName: plan.name,
    PlanType: 'CLOUDFORMATION',
    ProvisionProductId: id,
    ProvisionProductName: name,
    ProvisioningArtifactId: plan.versionId,
  };
}
