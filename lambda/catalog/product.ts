import type { DescribeProductInput, LaunchPath, ProvisioningArtifact } from '@aws-sdk/client-service-catalog';
import { AccessMissing, needingAccess } from './access';
import { isOfferedOnPath } from './launch-path';
import type { ServiceCatalog } from '../aws/cloud';
import { isDenied, isInvalid, isUnknownOperation } from '../aws/errors';
import { pages } from '../aws/pages';
import { log } from '../log';
import { Failure } from '../messages/failure';
import type { Declaration } from '../request/declaration';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  /** The versions that an end user sees. */
  readonly offeredVersions: readonly ProvisioningArtifact[];
  readonly offeredPaths: readonly LaunchPath[];
}

/**
 * Resolves the product as the function's role sees it; "not found" also means no access. If several products have the
 * declared name, Service Catalog describes any of them, so the declared path selects one.
 */
export async function resolveProduct(
  serviceCatalog: ServiceCatalog,
  { product, path }: Pick<Declaration, 'product' | 'path'>,
  language: string | undefined,
): Promise<Product> {
  if ('id' in product) return describeProduct(serviceCatalog, { Id: product.id, AcceptLanguage: language });
  const ids = await idsOfName(serviceCatalog, product.name, language);
  if (ids.length < 2) return describeProduct(serviceCatalog, { Name: product.name, AcceptLanguage: language });
  const meant: Product[] = [];
  for (const Id of ids) {
    const candidate = await describeProduct(serviceCatalog, { Id, AcceptLanguage: language });
    if (await isOfferedOnPath(serviceCatalog, candidate, path, language)) meant.push(candidate);
  }
  const [only, another] = meant;
  if (only === undefined) throw noneOnPath(product.name, ids);
  if (another !== undefined) throw ambiguous(product.name, meant);
  return only;
}

async function describeProduct(serviceCatalog: ServiceCatalog, input: DescribeProductInput): Promise<Product> {
  const {
    ProductViewSummary: view,
    ProvisioningArtifacts: offeredVersions = [],
    LaunchPaths: offeredPaths = [],
  } = await needingAccess(serviceCatalog.describeProduct(input));
  const id = view?.ProductId ?? input.Id ?? '';
  return { id, name: view?.Name ?? id, type: view?.Type, offeredVersions, offeredPaths };
}

/** Ids of the accessible products with exactly this name. */
async function idsOfName(
  serviceCatalog: ServiceCatalog,
  name: string,
  language: string | undefined,
): Promise<readonly string[]> {
  const request = { Filters: { FullTextSearch: [name] }, PageSize: 100, AcceptLanguage: language };
  const ids = new Set<string>();
  try {
    for await (const { ProductViewSummaries = [] } of pages((PageToken) =>
      serviceCatalog.searchProducts({ ...request, PageToken }),
    )) {
      for (const { Name, ProductId } of ProductViewSummaries) if (Name === name && ProductId) ids.add(ProductId);
    }
  } catch (error) {
    // An imported role may lack the permission.
    if (!isDenied(error) && !isInvalid(error) && !isUnknownOperation(error)) throw error;
    log('namesakes unknown', { product: name });
  }
  return [...ids];
}

function noneOnPath(name: string, ids: readonly string[]): AccessMissing {
  return new AccessMissing(`No matching launch path leads to a product named ${name}: ${ids.join(', ')}`);
}

function ambiguous(name: string, products: readonly Product[]): Failure {
  return new Failure({
    what: `More than one matching product is named ${name}: ${products.map(({ id }) => id).join(', ')}`,
    advice: 'Declare one of them with CatalogProduct.fromId',
  });
}
