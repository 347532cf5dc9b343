import type { ProvisionedProductDetail } from '@aws-sdk/client-service-catalog';
import { isPending } from './read-record';
import type { Cloud } from '../aws/cloud';
import { isNotFound } from '../aws/errors';
import { provisioningRecords } from '../ordering/prior-state';
import { isLegalName } from '../request/names';

export type ProvisionedProduct = ProvisionedProductDetail & { readonly Id: string };

/** By name or id DescribeProvisionedProduct is the firm test of existence; the search index may lag. */
export async function findProvisionedProduct(
  { serviceCatalog }: Cloud,
  key: { readonly Id: string } | { readonly Name: string },
): Promise<ProvisionedProduct | undefined> {
  if ('Name' in key && !isLegalName(key.Name)) return undefined;
  try {
    const { ProvisionedProductDetail: product } = await serviceCatalog.describeProvisionedProduct(key);
    return product?.Id === undefined ? undefined : { ...product, Id: product.Id };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * Whether nothing is under way. The states are an open list: of one that we do not know, its last record tells. Where a
 * plan is open nobody can say for how long.
 */
export async function isStable(cloud: Cloud, { Status, LastRecordId }: ProvisionedProduct): Promise<boolean> {
  switch (Status) {
    case 'AVAILABLE':
    case 'TAINTED':
    case 'ERROR':
      return true;
    case 'UNDER_CHANGE':
    case 'PLAN_IN_PROGRESS':
      return false;
    default:
      return LastRecordId !== undefined && !(await isPending(cloud, LastRecordId));
  }
}

/**
 * A launch that has come to nothing: there is nothing to lose, and while it stands it keeps its name. What was once there
 * and is in ERROR now is not removed by us: it may hold data, or be an account. So is what no record tells of.
 */
export async function isFailedLaunch(cloud: Cloud, product: ProvisionedProduct): Promise<boolean> {
  if (product.Status !== 'ERROR' || product.LastSuccessfulProvisioningRecordId !== undefined) return false;
  const last = (await provisioningRecords(cloud, product)).at(-1);
  return last?.RecordType === 'PROVISION_PRODUCT' && last.Status === 'FAILED';
}
