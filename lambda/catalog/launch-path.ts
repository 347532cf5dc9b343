import type { LaunchPath, LaunchPathSummary } from '@aws-sdk/client-service-catalog';
import { AccessMissing, needingAccess } from './access';
import type { Product } from './product';
import { Failure } from '../answer/failure';
import type { ServiceCatalog } from '../aws/cloud';
import { pages } from '../aws/pages';
import type { Declaration } from '../request/declaration';

/**
 * The path that is declared, among those that the function's role has; the only one where none is declared. They are
 * listed only where those that the product offers do not tell.
 */
export async function resolveLaunchPath(
  serviceCatalog: ServiceCatalog,
  product: Product,
  declared: Declaration['path'],
  language: string | undefined,
): Promise<{ readonly id: string }> {
  const fits = await declaredPath(serviceCatalog, declared, language);
  const [offered, anotherOffered] = product.offeredPaths.filter(fits);
  if (offered?.Id && !anotherOffered) return { id: offered.Id };

  const paths = await listLaunchPaths(serviceCatalog, product.id, language);
  const [path, another] = paths.filter(fits);
  if (path?.Id && !another) return { id: path.Id };
  if (another) throw ambiguous(product, paths.filter(fits));
  // A path appears when our role's association with its portfolio has spread; others may be there before.
  const others = paths.length === 0 ? '' : `, except ${listed(paths)}`;
  throw new AccessMissing(`No launch paths found for resource: ${product.id}${others}`);
}

async function declaredPath(
  serviceCatalog: ServiceCatalog,
  declared: Declaration['path'],
  language: string | undefined,
): Promise<(path: LaunchPath) => boolean> {
  if (declared === undefined) return () => true;
  if ('id' in declared) return ({ Id }) => Id === declared.id;
  if ('name' in declared) return ({ Name }) => Name === declared.name;
  // A launch path does not tell its portfolio, except by the name that it takes from it.
  const { PortfolioDetail: portfolio } = await serviceCatalog.describePortfolio({
    Id: declared.portfolioId,
    AcceptLanguage: language,
  });
  return ({ Name }) => Name === portfolio?.DisplayName;
}

async function listLaunchPaths(
  serviceCatalog: ServiceCatalog,
  productId: string,
  language: string | undefined,
): Promise<readonly LaunchPathSummary[]> {
  const paths: LaunchPathSummary[] = [];
  const request = { ProductId: productId, AcceptLanguage: language };
  const list = (PageToken?: string) => needingAccess(serviceCatalog.listLaunchPaths({ ...request, PageToken }));
  for await (const page of pages(list)) {
    paths.push(...(page.LaunchPathSummaries ?? []));
  }
  return paths;
}

function ambiguous(product: Product, paths: readonly LaunchPathSummary[]): Failure {
  return new Failure({
    what: `Product ${product.name} (${product.id}) has more than one launch path that fits: ${listed(paths)}`,
    advice: 'Declare launchPath by the id of one of them, or by its name where the names differ',
  });
}

function listed(paths: readonly LaunchPathSummary[]): string {
  return paths.map(({ Name, Id }) => `${Name} (${Id})`).join(', ');
}
