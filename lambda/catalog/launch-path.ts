import { isDeepStrictEqual } from 'node:util';
import type { LaunchPath, LaunchPathSummary } from '@aws-sdk/client-service-catalog';
import { type Access, AccessMissing, needingAccess } from './access';
import { describePortfolio } from './portfolio';
import type { Product } from './product';
import type { ServiceCatalog } from '../aws/cloud';
import { pages } from '../aws/pages';
import { Failure } from '../messages/failure';
import type { Declaration } from '../request/declaration';

/** The declared path, and what is in doubt about a single match. */
interface WantedPath {
  readonly fits: (path: LaunchPath) => boolean;
  /** Other portfolios that the path may belong to; `UNTOLD`: its portfolio cannot be determined. */
  readonly doubt?: readonly string[] | 'UNTOLD';
}

/**
 * Resolves the declared path, or the only one if none is declared. Paths are listed only if those of the product
 * description do not suffice.
 */
export async function resolveLaunchPath(
  serviceCatalog: ServiceCatalog,
  product: Product,
  declared: Declaration['path'],
  language: string | undefined,
  access: Access,
): Promise<{ readonly id: string }> {
  const { fits, doubt } = await wantedPath(serviceCatalog, product, declared, language);
  const offered = product.offeredPaths.filter(fits);
  const all = offered.length === 1 ? offered : await listLaunchPaths(serviceCatalog, product.id, language);
  const paths = all.filter(fits);
  const [path, another] = paths;
  if (path === undefined) throw noneFits(product, all);
  if (another === undefined) refuseDoubtful(path, doubt, access);
  else if (!areAlike(paths)) throw ambiguous(product, paths);
  else if (doubt !== undefined) awaitAnother(paths, access);
  return { id: firstById(paths, access) };
}

/** Returns true if the product is offered on the declared path. */
export async function isOfferedOnPath(
  serviceCatalog: ServiceCatalog,
  product: Product,
  declared: Declaration['path'],
  language: string | undefined,
): Promise<boolean> {
  const { fits } = await wantedPath(serviceCatalog, product, declared, language);
  return product.offeredPaths.some(fits);
}

async function wantedPath(
  serviceCatalog: ServiceCatalog,
  product: Product,
  declared: Declaration['path'],
  language: string | undefined,
): Promise<WantedPath> {
  if (declared === undefined) return { fits: () => true };
  if ('id' in declared) return { fits: ({ Id }) => Id === declared.id };
  if ('name' in declared) return { fits: ({ Name }) => Name === declared.name };
  const { name, namesakes } = await describePortfolio(serviceCatalog, declared.portfolioId, product.id, language);
  if (name === undefined) return { fits: () => true, doubt: 'UNTOLD' };
  return { fits: ({ Name }) => Name === name, doubt: namesakes?.length === 0 ? undefined : (namesakes ?? 'UNTOLD') };
}

/**
 * While access propagates, the path of another portfolio may be the only one visible. If the portfolio cannot be
 * determined, a path that is still alone after the grace period is taken; if another portfolio is known to have the
 * same name, it is not.
 */
function refuseDoubtful({ Id, Name }: LaunchPath, doubt: WantedPath['doubt'], access: Access): void {
  if (doubt === undefined || !access.isFresh) return;
  if (doubt === 'UNTOLD' && !access.mayStillAppear) return;
  const through = doubt === 'UNTOLD' ? 'another portfolio' : `${doubt.join(', ')}, which has the same name`;
  throw new AccessMissing(
    `The only visible launch path, ${Name} (${Id}), may lead through ${through}; if it is the right one, declare it with LaunchPath.fromId`,
    Id === undefined ? [] : [Id],
  );
}

/** Equal paths, all of them visible from the start, may all belong to the other portfolio. */
function awaitAnother(paths: readonly LaunchPath[], { isFresh, mayStillAppear, seenBefore }: Access): void {
  const ids = paths.flatMap(({ Id }) => Id ?? []);
  const hasCome = seenBefore.length > 0 && ids.some((id) => !seenBefore.includes(id));
  if (!isFresh || !mayStillAppear || hasCome) return;
  throw new AccessMissing(`The visible launch paths may lead through another portfolio: ${listed(paths)}`, ids);
}

/** Account Factory has been seen with two paths that differ only in their id (terraform-provider-controltower#48). */
function areAlike(paths: readonly LaunchPathSummary[]): boolean {
  const [first, ...others] = paths.map(({ Name, ConstraintSummaries = [], Tags = [] }) => ({
    Name,
    constraints: ConstraintSummaries.map(({ Type, Description }) => `${Type} ${Description ?? ''}`).sort(),
    tags: Tags.map(({ Key, Value }) => `${Key}=${Value}`).sort(),
  }));
  return others.every((other) => isDeepStrictEqual(other, first));
}

/** A path that was visible before the declared one appeared belongs to the other portfolio. */
function firstById(paths: readonly LaunchPath[], { seenBefore }: Access): string {
  const ids = paths.flatMap(({ Id }) => Id ?? []).sort();
  return ids.find((id) => !seenBefore.includes(id)) ?? ids[0] ?? '';
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

/** A path appears when the association of role and portfolio has propagated; others may be visible before. */
function noneFits({ id }: Product, paths: readonly LaunchPathSummary[]): AccessMissing {
  const others = paths.length === 0 ? '' : `, except ${listed(paths)}`;
  return new AccessMissing(`No launch paths found for resource: ${id}${others}`);
}

function ambiguous(product: Product, paths: readonly LaunchPathSummary[]): Failure {
  return new Failure({
    what: `Product ${product.name} (${product.id}) has more than one matching launch path: ${listed(paths)}`,
    advice: 'Declare one of them as launchPath: by its id, or by its name if the names differ',
  });
}

function listed(paths: readonly LaunchPathSummary[]): string {
  return paths.map(({ Name, Id }) => `${Name} (${Id})`).join(', ');
}
