import type { ProvisionedProductDetail } from '@aws-sdk/client-service-catalog';
import type { Cloud } from '../aws/cloud';
import { isNotFound } from '../aws/errors';

export type ProvisionedProduct = ProvisionedProductDetail & { readonly Id: string };

/** By name or id DescribeProvisionedProduct is the firm test of existence; the search index may lag. */
export async function findProvisionedProduct(
  { serviceCatalog }: Cloud,
  key: { readonly Id: string } | { readonly Name: string },
): Promise<ProvisionedProduct | undefined> {
  try {
    const { ProvisionedProductDetail: product } = await serviceCatalog.describeProvisionedProduct(key);
    return product?.Id === undefined ? undefined : { ...product, Id: product.Id };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The states are an open list: one that we do not know is waited out like UNDER_CHANGE, until the deadline. */
export function isStable({ Status }: ProvisionedProduct): boolean {
  return Status === 'AVAILABLE' || Status === 'TAINTED' || Status === 'ERROR';
}

/**
 * A launch that has come to nothing: there is nothing to lose, and while it stands it keeps its name. What was once there
 * and is in ERROR now is not removed by us: it may hold data, or be an account.
 */
export function isFailedLaunch({ Status, LastSuccessfulProvisioningRecordId }: ProvisionedProduct): boolean {
  return Status === 'ERROR' && LastSuccessfulProvisioningRecordId === undefined;
}

/** E.g. `provisioned product web-Network-1a2b3c4d (pp-…)`. */
export function describe(product: ProvisionedProduct): string {
  return `provisioned product ${product.Name} (${product.Id})`;
}
