import type { LaunchPath, ProvisioningArtifact } from '@aws-sdk/client-service-catalog';
import { needingAccess } from './access';
import type { ServiceCatalog } from '../aws/cloud';
import type { Declaration } from '../request/declaration';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  /** As an end user is shown them. */
  readonly offeredVersions: readonly ProvisioningArtifact[];
  readonly offeredPaths: readonly LaunchPath[];
}

/** The product as the function's role sees it; not found also means no access. */
export async function resolveProduct(
  serviceCatalog: ServiceCatalog,
  { product }: Pick<Declaration, 'product'>,
  language: string | undefined,
): Promise<Product> {
  const {
    ProductViewSummary: view,
    ProvisioningArtifacts: offeredVersions = [],
    LaunchPaths: offeredPaths = [],
  } = await needingAccess(
    serviceCatalog.describeProduct({
      ...('id' in product ? { Id: product.id } : { Name: product.name }),
      AcceptLanguage: language,
    }),
  );
  const id = view?.ProductId ?? ('id' in product ? product.id : '');
  return { id, name: view?.Name ?? id, type: view?.Type, offeredVersions, offeredPaths };
}
