import type { ProvisioningArtifact } from '@aws-sdk/client-service-catalog';
import type { ServiceCatalog } from '../aws/cloud';
import type { Declaration } from '../request/declaration';

export interface Product {
  readonly id: string;
  readonly name: string;
  /** Versions as an end user is shown them. */
  readonly offeredVersions: readonly ProvisioningArtifact[];
}

/** The product as the function's role sees it; not found also means no access. */
export async function resolveProduct(
  serviceCatalog: ServiceCatalog,
  { product }: Declaration,
  language: string | undefined,
): Promise<Product> {
  const { ProductViewSummary: view, ProvisioningArtifacts: offeredVersions = [] } =
    await serviceCatalog.describeProduct({
      ...('id' in product ? { Id: product.id } : { Name: product.name }),
      AcceptLanguage: language,
    });
  const id = view?.ProductId ?? ('id' in product ? product.id : '');
  return { id, name: view?.Name ?? id, offeredVersions };
}
