import type { UsageInstruction } from '@aws-sdk/client-service-catalog';
import { type Catalog } from '../catalog/catalog';
import { type Product } from '../catalog/product';
import { type LaunchPath } from '../model/launch-spec';

/** Returns the instructions that follow from the constraints of a launch path. */
export function usageInstructions(
  catalog: Catalog,
  product: Product,
  path: LaunchPath,
  launchRoleArn: string | undefined,
): UsageInstruction[] {
  return [
    { Type: 'tagUpdateOnProvisionedProduct', Value: tagUpdates(catalog, product, path) },
    ...(launchRoleArn === undefined ? [] : [{ Type: 'launchAsRole', Value: launchRoleArn }]),
  ];
}

/** Without a RESOURCE_UPDATE constraint tag updates are not allowed. */
export function tagUpdates(catalog: Catalog, { id }: Product, { portfolio }: LaunchPath): 'ALLOWED' | 'NOT_ALLOWED' {
  return catalog.constraint('RESOURCE_UPDATE', portfolio.id, id)?.tagUpdates ?? 'NOT_ALLOWED';
}
