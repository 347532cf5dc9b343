import type { Access } from './access';
import { resolveLaunchPath } from './launch-path';
import { resolveProduct } from './product';
import { resolveVersion } from './version';
import type { Cloud } from '../aws/cloud';
import type { Declaration } from '../request/declaration';

/** What a declaration means today: ids, and the names that people know. */
export interface Target {
  readonly productId: string;
  readonly versionId: string;
  readonly pathId: string;
  /** E.g. `EXTERNAL`; absent where nobody tells it. */
  readonly productType?: string;
  readonly language?: string;
  /** E.g. `product Network (prod-1), version v2 (pa-2)`. */
  readonly description: string;
}

/** Resolves afresh on every operation: path ids change with their portfolios, versions come and go. */
export async function resolveTarget(
  { serviceCatalog }: Cloud,
  declared: Declaration,
  language: string | undefined,
  access: Access,
  currentVersionId?: string,
): Promise<Target> {
  const product = await resolveProduct(serviceCatalog, declared, language);
  // While access spreads, all that is seen may be another product of that name: its path tells, its versions do not.
  const path = await resolveLaunchPath(serviceCatalog, product, declared.path, language, access);
  const version = await resolveVersion(serviceCatalog, product, declared.version, language, currentVersionId);
  return {
    productId: product.id,
    versionId: version.id,
    pathId: path.id,
    productType: product.type,
    language,
    description: `product ${product.name} (${product.id}), version ${version.name} (${version.id})`,
  };
}
