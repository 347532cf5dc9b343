import type { ProvisionedProductPlanSummary } from '@aws-sdk/client-service-catalog';
import { ProvisionedProduct, ProvisionedProductState } from './provisioned-product';

/** A change that somebody has prepared and neither executed nor deleted: the product waits, perhaps for good. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  /** Of the principal that made it. */
  readonly ownerArn: string;
  readonly versionId: string;
  readonly stateBefore: ProvisionedProductState;
}

export function planSummary({ id, name }: ProvisionedProduct, plan: Plan): ProvisionedProductPlanSummary {
  return {
    PlanId: plan.id,
    PlanName: plan.name,
    PlanType: 'CLOUDFORMATION',
    ProvisionProductId: id,
    ProvisionProductName: name,
    ProvisioningArtifactId: plan.versionId,
  };
}
