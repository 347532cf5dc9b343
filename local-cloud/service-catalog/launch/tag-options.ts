import type { Tag, TagOptionSummary } from '@aws-sdk/client-service-catalog';
import { type AwsError } from '../../gateway/service';
import { type Behaviours } from '../behaviours';
import { type Catalog } from '../catalog/catalog';
import { type Product } from '../catalog/product';
import { invalidParameters } from '../errors';
import { type LaunchPath } from '../model/launch-spec';

/** CloudFormation's own message. */
const RESERVED_TAG = 'aws: prefixed tag key names are not allowed for external use.';

/**
 * Returns the TagOptions of a product by a path. An option without values means that portfolio and product conflict.
 */
export function tagOptionsOf(catalog: Catalog, product: Product, path: LaunchPath): TagOptionSummary[] {
  const ofPortfolio = valuesByKey(catalog, path.portfolio.id);
  const ofProduct = valuesByKey(catalog, product.id);
  const keys = new Set([...ofPortfolio.keys(), ...ofProduct.keys()]);
  return [...keys].map((Key) => ({ Key, Values: both(ofPortfolio.get(Key), ofProduct.get(Key)) }));
}

/**
 * Returns the tags of a launch: those of the request, and those that follow from the TagOptions of product and
 * portfolio.
 */
export function completeTags(
  { catalog, behaviours }: { readonly catalog: Catalog; readonly behaviours: Behaviours },
  product: Product,
  path: LaunchPath,
  tags: readonly Tag[],
): Record<string, string> {
  const complete = new Map<string, string>();
  for (const { Key, Value } of tags) {
    if (Key === undefined || Value === undefined) continue;
    if (/^aws:/i.test(Key)) throw invalidParameters(`${RESERVED_TAG} Got the tag key ${Key}.`);
    if (complete.has(Key)) throw invalidParameters(`Duplicate tag key: ${Key}`);
    complete.set(Key, Value);
  }
  tagOptionsOf(catalog, product, path).forEach(({ Key = '', Values = [] }, index) => {
    const chosen = complete.get(Key);
    const [only, another] = Values;
    if (chosen !== undefined) {
      if (!Values.includes(chosen)) throw notAllowed(Key, Values);
    } else if (only === undefined) {
      if (behaviours.conflictingTagOptions === 'TAGGED') complete.set(conflictTag(product, path), Key);
    } else if (another === undefined) {
      complete.set(Key, only);
    } else if (behaviours.tagOptionNotChosen === 'REFUSED') {
      throw invalidParameters(`Parameter validation failed: Missing required parameter in Tags[${index}]:Value`);
    }
  });
  return Object.fromEntries(complete);
}

function notAllowed(key: string, values: readonly string[]): AwsError {
  return invalidParameters(`Tag ${key} must have one of the values of its TagOptions: [${values.join(', ')}]`);
}

/** @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_DescribeProvisioningParameters.html */
function conflictTag(product: Product, { portfolio }: LaunchPath): string {
  return `sc-tagoption-conflict-${portfolio.id}-${product.id}`;
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
