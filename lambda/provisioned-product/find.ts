import type { ProvisionedProductDetail } from '@aws-sdk/client-service-catalog';
import { isPending } from './read-record';
import type { Cloud } from '../aws/cloud';
import { isNotFound } from '../aws/errors';
import { provisioningRecords } from '../ordering/prior-state';
import { isLegalName } from '../request/names';

export type ProvisionedProduct = ProvisionedProductDetail & { readonly Id: string };

/**
 * Finds a product by name or id. Only DescribeProvisionedProduct reliably tells whether it exists; the search index may
 * lag.
 */
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
 * Returns true if no operation is in progress. The list of states is open: for an unknown one, the last record decides.
 * An open plan may stay open for any time.
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
 * Returns true for a failed launch: there is nothing to lose, and it occupies its name. A product that once worked and
 * is in ERROR now is not terminated: it may hold data, or be an account. The same applies if no record shows what
 * happened.
 */
export async function isFailedLaunch(cloud: Cloud, product: ProvisionedProduct): Promise<boolean> {
  if (product.Status !== 'ERROR' || product.LastSuccessfulProvisioningRecordId !== undefined) return false;
  const last = (await provisioningRecords(cloud, product)).at(-1);
  return last?.RecordType === 'PROVISION_PRODUCT' && last.Status === 'FAILED';
}
