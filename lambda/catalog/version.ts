import type { ProvisioningArtifactDetail } from '@aws-sdk/client-service-catalog';
import type { Product } from './product';
import type { ServiceCatalog } from '../aws/cloud';
import { unlessRefused } from '../aws/unless-refused';
import { Failure } from '../messages/failure';
import type { Declaration } from '../request/declaration';

export interface Version {
  readonly id: string;
  readonly name: string;
}

/**
 * Resolves the declared version. Names are not unique (all versions of Control Tower's Account Factory share one), so a
 * name means the newest active version with it. Inactive versions are never chosen, deprecated ones only by id or if
 * they are deployed already: they cannot be launched anew. Versions are listed only if those of the product description
 * do not suffice.
 */
export async function resolveVersion(
  serviceCatalog: ServiceCatalog,
  product: Product,
  declared: Declaration['version'],
  language: string | undefined,
  currentId: string | undefined,
): Promise<Version> {
  const { offeredVersions: offered } = product;
  const tells = currentId === undefined || offered.some(({ Id }) => Id === currentId);
  const versions =
    tells && choose(offered, declared, currentId) ? offered : await listVersions(serviceCatalog, product, language);
  const version = choose(versions, declared, currentId);
  if (!version?.Id) throw noSuchVersion(product, declared, versions);
  return { id: version.Id, name: version.Name ?? version.Id };
}

/**
 * Lists all versions. If the role may not list those of a shared product, the versions offered for a launch are used.
 */
async function listVersions(
  serviceCatalog: ServiceCatalog,
  product: Product,
  language: string | undefined,
): Promise<readonly ProvisioningArtifactDetail[]> {
  const request = { ProductId: product.id, AcceptLanguage: language };
  const listed = await unlessRefused(serviceCatalog.listProvisioningArtifacts(request));
  return listed === undefined ? product.offeredVersions : (listed.ProvisioningArtifactDetails ?? []);
}

function choose(
  versions: readonly ProvisioningArtifactDetail[],
  declared: Declaration['version'],
  currentId: string | undefined,
): ProvisioningArtifactDetail | undefined {
  // An inactive version can neither be launched nor be updated to.
  const active = versions.filter((version) => version.Active !== false).sort(newestFirst);
  if ('id' in declared) return active.find((version) => version.Id === declared.id);
  const usable = active.filter(({ Guidance, Id }) => Guidance !== 'DEPRECATED' || Id === currentId);
  if ('name' in declared) return usable.find((version) => version.Name === declared.name);
  switch (declared.choice) {
    case 'LATEST':
      return usable[0];
    case 'KEEP_ACTIVE':
      return usable.find((version) => version.Id === currentId) ?? usable[0];
  }
}

function newestFirst(a: ProvisioningArtifactDetail, b: ProvisioningArtifactDetail): number {
  return (b.CreatedTime?.getTime() ?? 0) - (a.CreatedTime?.getTime() ?? 0);
}

function noSuchVersion(
  product: Product,
  declared: Declaration['version'],
  versions: readonly ProvisioningArtifactDetail[],
): Failure {
  const wanted =
    'id' in declared ? `version ${declared.id}` : 'name' in declared ? `version named ${declared.name}` : 'version';
  const candidates = versions.map(({ Name, Id, Active, Guidance }) => {
    const state = Active === false ? ', inactive' : Guidance === 'DEPRECATED' ? ', deprecated' : '';
    return `${Name} (${Id}${state})`;
  });
  return new Failure({
    what: `Product ${product.name} (${product.id}) has no active ${wanted} that may be launched; its versions are: ${candidates.join(', ') || 'none'}`,
    advice: 'Declare one of the active versions, or have the administrator of the product activate the one you need',
  });
}
