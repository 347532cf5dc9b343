import { type Version } from '../../../local-cloud/service-catalog/catalog/product';
import {
  type ProvisionedProduct,
  type ProvisioningRecord,
} from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type ResourceProperties } from '../../../src/private/resource-properties';

/** Returns the version that the last launch or update had to take of those that there were; undefined where it is named. */
export function expectedVersion({ records }: ProvisionedProduct, declared: ResourceProperties): Version | undefined {
  const { ProvisioningArtifactId, ProvisioningArtifactName, ProvisioningArtifactChoice } = declared;
  const launches = records.filter(({ type }) => type !== 'TERMINATE_PROVISIONED_PRODUCT');
  const last = launches.at(-1);
  if (last === undefined || ProvisioningArtifactId !== undefined || ProvisioningArtifactName !== undefined) {
    return undefined;
  }
  const currentId = versionOfLastSuccess(launches.slice(0, -1));
  const usable = last.launch.versions
    .filter(({ active, guidance, id }) => active && (guidance !== 'DEPRECATED' || id === currentId))
    .sort((a, b) => b.createdTime - a.createdTime);
  const kept = usable.find(({ id }) => id === currentId);
  return ProvisioningArtifactChoice === 'KEEP_ACTIVE' && kept ? kept : usable[0];
}

function versionOfLastSuccess(launches: readonly ProvisioningRecord[]): string | undefined {
  return launches.filter(({ status }) => status === 'SUCCEEDED').at(-1)?.launch.version.id;
}
