import type { Access } from './access';
import { resolveLaunchPath } from './launch-path';
import { resolveProduct } from './product';
import { resolveVersion } from './version';
import type { Cloud } from '../aws/cloud';
import type { Declaration } from '../request/declaration';

/** The ids that a declaration resolves to, with names for messages. */
export interface Target {
  readonly productId: string;
  readonly versionId: string;
  readonly pathId: string;
  /** E.g. `EXTERNAL`; absent if unknown. */
  readonly productType?: string;
  readonly language?: string;
  /** E.g. `product Network (prod-1), version v2 (pa-2)`. */
  readonly description: string;
}

/**
 * Resolves the declaration for every operation: the ids of paths change with their portfolios, and versions change,
 * too.
 */
export async function resolveTarget(
  { serviceCatalog }: Cloud,
  declared: Declaration,
  language: string | undefined,
  access: Access,
  currentVersionId?: string,
): Promise<Target> {
  const product = await resolveProduct(serviceCatalog, declared, language);
  // While access propagates, another product of the same name may be the only one visible. Its path shows that, its
  // versions do not, so the path comes first.
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
