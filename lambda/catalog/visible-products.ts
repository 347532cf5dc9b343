import { distance } from 'fastest-levenshtein';
import type { ServiceCatalog } from '../aws/cloud';
import { log } from '../log';
import { shorten } from '../messages/shorten';
import { nearest } from '../messages/suggestion';

const MAXIMUM_NAMES = 10;
const MAXIMUM_LENGTH = 100;

/**
 * Describes the products that the role can launch, those with a name like the declared one first. The text is empty if
 * there is none, or if the declared name is among them.
 */
export async function describeVisibleProducts(serviceCatalog: ServiceCatalog, declared: string): Promise<string> {
  const names = await visibleNames(serviceCatalog);
  if (names.length === 0 || names.includes(declared)) return '';
  const sorted = names.sort((one, other) => distance(one, declared) - distance(other, declared));
  const listed = sorted.slice(0, MAXIMUM_NAMES).map((name) => shorten(name, MAXIMUM_LENGTH));
  const others = names.length > MAXIMUM_NAMES ? ` and ${names.length - MAXIMUM_NAMES} more` : '';
  const near = nearest(declared, names);
  return `, only to ${listed.join(', ')}${others}${near === undefined ? '' : ` (did you mean ${shorten(near, MAXIMUM_LENGTH)}?)`}`;
}

/** The names on the first page. The request fails anyway: no error may hide its reason. */
async function visibleNames(serviceCatalog: ServiceCatalog): Promise<string[]> {
  try {
    const { ProductViewSummaries = [] } = await serviceCatalog.searchProducts({ PageSize: 100 });
    return [...new Set(ProductViewSummaries.flatMap(({ Name }) => Name ?? []))];
  } catch {
    log('visible products unknown', {});
    return [];
  }
}
