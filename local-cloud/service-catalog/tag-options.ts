import type { Tag, TagOptionSummary } from '@aws-sdk/client-service-catalog';
import { Catalog } from './catalog/catalog';
import { Product } from './catalog/product';
import { invalidParameters } from './errors';
import { LaunchPath } from './launch-paths';

/** The TagOptions of a product by a path. No value at all is a conflict of those of the portfolio with the product's. */
export function tagOptionsOf(catalog: Catalog, product: Product, path: LaunchPath): TagOptionSummary[] {
  const ofPortfolio = valuesByKey(catalog, path.portfolio.id);
  const ofProduct = valuesByKey(catalog, product.id);
  const keys = new Set([...ofPortfolio.keys(), ...ofProduct.keys()]);
  return [...keys].map((Key) => ({ Key, Values: both(ofPortfolio.get(Key), ofProduct.get(Key)) }));
}

/** The tags of a launch: those of the request, and a TagOption that leaves no choice. */
export function completeTags(tags: readonly Tag[], tagOptions: readonly TagOptionSummary[]): Record<string, string> {
  const complete: Record<string, string> = {};
  for (const { Key, Value } of tags) {
    if (Key === undefined || Value === undefined) continue;
    if (Key in complete) throw invalidParameters(`Duplicate tag key: ${Key}`);
    complete[Key] = Value;
  }
  tagOptions.forEach(({ Key = '', Values = [] }, index) => {
    const chosen = complete[Key];
    const value = chosen ?? (Values.length === 1 ? Values[0] : undefined);
    if (value === undefined) {
      throw invalidParameters(`Parameter validation failed: Missing required parameter in Tags[${index}]:Value`);
    }
    if (!Values.includes(value)) {
      throw invalidParameters(`Tag ${Key} must have one of the values of its TagOptions: [${Values.join(', ')}]`);
    }
    complete[Key] = value;
  });
  return complete;
}

function valuesByKey(catalog: Catalog, resourceId: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const { key, value, active, resourceIds } of catalog.tagOptions.values()) {
    if (active && resourceIds.has(resourceId)) values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}

function both(some: string[] | undefined, others: string[] | undefined): string[] {
  if (some === undefined || others === undefined) return some ?? others ?? [];
  return some.filter((value) => others.includes(value));
}
