import type { CustomResourceEvent } from './event';
import { type Resource, resourceKey, sha256 } from './resource-key';
import { stackName } from './stack-id';
import type { ResourceProperties } from '../../src/private/resource-properties';

type NamingProperties = Partial<ResourceProperties>;

const MAXIMUM_NAME_LENGTH = 128;

/** @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionProduct.html */
const LEGAL_NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/;

/**
 * The declared name, or one made from what never changes, so that a Delete that knows nothing else finds the product.
 * The topics belong to the name because they cannot be updated: with others, the replacement needs a name of its own.
 */
export function provisionedProductName(resource: Resource, properties: NamingProperties): string {
  if (properties.ProvisionedProductName) return properties.ProvisionedProductName;
  const topics = topicsOf(properties);
  const key = nameKey(resource);
  const suffix = topics.length === 0 ? key : `${key}-${sha256(...topics).slice(0, 6)}`;
  return `${readableName(resource).slice(0, MAXIMUM_NAME_LENGTH - suffix.length - 1)}-${suffix}`;
}

/** What no product can be called is the name of none. */
export function isLegalName(name: string): boolean {
  return LEGAL_NAME.test(name);
}

/** Generated for this very resource, whatever its topics were. One that had to be cut does not tell the logical id. */
export function isGeneratedName(resource: Resource, name: string | undefined): boolean {
  const [suffix = ''] = name?.match(/(?<=-)[0-9a-f]{8}(-[0-9a-f]{6})?$/) ?? [];
  return suffix.startsWith(nameKey(resource)) && name === `${readableName(resource)}-${suffix}`;
}

function nameKey(resource: Resource): string {
  return resourceKey(resource).slice(0, 8);
}

function readableName({ StackId, LogicalResourceId }: Resource): string {
  return `${stackName(StackId)}-${LogicalResourceId}`.replace(/[^a-zA-Z0-9._-]/g, '-');
}

/** A set: their order means nothing, and must not replace a product. */
export function topicsOf({ NotificationArns = [] }: NamingProperties): readonly string[] {
  return [...new Set(NotificationArns)].sort();
}

/** Under which name the product stood, and under which it is to stand: others in a replacement. */
export function namesOfUpdate(event: CustomResourceEvent): readonly [before: string, wanted: string] {
  const wanted = provisionedProductName(event, event.ResourceProperties);
  const before = event.OldResourceProperties && provisionedProductName(event, event.OldResourceProperties);
  return [before ?? wanted, wanted];
}
