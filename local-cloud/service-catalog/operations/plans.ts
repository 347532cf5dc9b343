import type {
  ListProvisionedProductPlansInput,
  ListProvisionedProductPlansOutput,
} from '@aws-sdk/client-service-catalog';
import { isWithin } from './access-level-filter';
import { Caller } from '../../gateway/service';
import { planSummary } from '../model/plan';
import { pageOf } from '../request/page';
import { Parts } from '../service-context';

export function listProvisionedProductPlans(
  { ledger }: Parts,
  { AccessLevelFilter, ProvisionProductId, ...page }: ListProvisionedProductPlansInput,
  caller: Caller,
): ListProvisionedProductPlansOutput {
  const plans = ledger.present
    .filter(({ id }) => id === (ProvisionProductId ?? id))
    .flatMap((product) => (product.plan === undefined ? [] : [{ product, plan: product.plan }]))
    .filter(({ plan }) => isWithin(AccessLevelFilter, plan.ownerArn, caller));
  const { items, NextPageToken } = pageOf(plans, page);
  return { ProvisionedProductPlans: items.map(({ product, plan }) => planSummary(product, plan)), NextPageToken };
}
