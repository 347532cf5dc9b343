import type { ProvisioningArtifactDetail } from '@aws-sdk/client-service-catalog';
import type { Product } from './product';
import { Failure } from '../answer/failure';
import type { ServiceCatalog } from '../aws/cloud';
import type { Declaration } from '../request/declaration';

export interface Version {
  readonly id: string;
  readonly name: string;
}

/**
 * The version that is declared. Names repeat (all versions of Control Tower's Account Factory are called alike), so a
 * name means the newest active version of that name; an inactive version is never chosen.
 */
export async function resolveVersion(
  serviceCatalog: ServiceCatalog,
  product: Product,
  declared: Declaration['version'],
  language: string | undefined,
  currentId: string | undefined,
): Promise<Version> {
  const { ProvisioningArtifactDetails: versions = [] } = await serviceCatalog.listProvisioningArtifacts({
    ProductId: product.id,
    AcceptLanguage: language,
  });
  const version = choose(versions, declared, currentId);
  if (!version?.Id) throw noSuchVersion(product, declared, versions);
  return { id: version.Id, name: version.Name ?? version.Id };
}

function choose(
  versions: readonly ProvisioningArtifactDetail[],
  declared: Declaration['version'],
  currentId: string | undefined,
): ProvisioningArtifactDetail | undefined {
  const active = versions.filter((version) => version.Active !== false).sort(newestFirst);
  // Nobody may launch an inactive version, nor update a product that has it.
  if ('id' in declared) return active.find((version) => version.Id === declared.id);
  if ('name' in declared) return active.find((version) => version.Name === declared.name);
  switch (declared.choice) {
    case 'LATEST':
      return active[0];
    case 'KEEP_ACTIVE':
      return active.find((version) => version.Id === currentId) ?? recommended(active);
    case 'RECOMMENDED':
      return recommended(active);
  }
}

function recommended(active: readonly ProvisioningArtifactDetail[]): ProvisioningArtifactDetail | undefined {
  return active.find((version) => version.Guidance === 'DEFAULT') ?? active[0];
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
  const candidates = versions.map(({ Name, Id, Active }) => `${Name} (${Id}${Active === false ? ', inactive' : ''})`);
  return new Failure({
    what: `Product ${product.name} (${product.id}) has no active ${wanted}; its versions are: ${candidates.join(', ') || 'none'}`,
    advice: 'Declare one of the active versions, or have the product’s administrator activate the one you need',
  });
}
