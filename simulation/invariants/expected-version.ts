import { Version } from '../../local-cloud/service-catalog/catalog/product';
import { ProvisionedProduct, ProvisioningRecord } from '../../local-cloud/service-catalog/model/provisioned-product';
import { ResourceProperties } from '../../src/private/resource-properties';

/** Which version the last launch or update was to take, by the versions that there were; undefined where it is named. */
export function chosenVersion({ records }: ProvisionedProduct, declared: ResourceProperties): Version | undefined {
  const { ProvisioningArtifactId, ProvisioningArtifactName, ProvisioningArtifactChoice } = declared;
  const launches = records.filter(({ type }) => type !== 'TERMINATE_PROVISIONED_PRODUCT');
  const last = launches.at(-1);
  if (last === undefined || ProvisioningArtifactId !== undefined || ProvisioningArtifactName !== undefined) {
    return undefined;
  }
  const currentId = versionBefore(launches.slice(0, -1));
  const usable = last.launch.versions
    .filter(({ active, guidance, id }) => active && (guidance !== 'DEPRECATED' || id === currentId))
    .sort((a, b) => b.createdTime - a.createdTime);
  const kept = usable.find(({ id }) => id === currentId);
  return ProvisioningArtifactChoice === 'KEEP_ACTIVE' && kept ? kept : usable[0];
}

/** Of the last operation that succeeded. */
function versionBefore(launches: readonly ProvisioningRecord[]): string | undefined {
  return launches.filter(({ status }) => status === 'SUCCEEDED').at(-1)?.launch.version.id;
}
