import { contentOf } from '../../local-cloud/service-catalog/catalog/version-content';
import { type LaunchSpec } from '../../local-cloud/service-catalog/model/launch-spec';

/** The value of a parameter as it applies: as it was passed, or by the default of the version. */
export function effectiveValue({ product, version, parameters }: LaunchSpec, key: string): string | undefined {
  const { Default } = contentOf(product, version).parameters[key] ?? {};
  return parameters[key] ?? (Default === undefined ? undefined : String(Default));
}
