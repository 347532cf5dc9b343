import type { CustomResourceEvent } from './event';
import { type Resource, resourceKey, sha256 } from './resource-key';
import { stackName } from './stack-id';
import type { ResourceProperties } from '../../src/private/resource-properties';

type NamingProperties = Partial<ResourceProperties>;

const MAXIMUM_NAME_LENGTH = 128;

/** @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionProduct.html */
const LEGAL_NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/;

/**
 * The declared name, or one generated from what never changes, so that a Delete finds the product without any other
 * input. The topics are part of it because they cannot be updated: a replacement with other topics needs a name of its
 * own.
 */
export function provisionedProductName(resource: Resource, properties: NamingProperties): string {
  if (properties.ProvisionedProductName) return properties.ProvisionedProductName;
  const topics = topicsOf(properties);
  const key = nameKey(resource);
  const suffix = topics.length === 0 ? key : `${key}-${sha256(...topics).slice(0, 6)}`;
  return `${readableName(resource).slice(0, MAXIMUM_NAME_LENGTH - suffix.length - 1)}-${suffix}`;
}

/** Returns true if Service Catalog accepts the name; a product of any other name cannot exist. */
export function isLegalName(name: string): boolean {
  return LEGAL_NAME.test(name);
}

/**
 * Returns true if the name was generated for this resource, with any topics. The logical id in it may be cut off, so
 * the key is compared as well.
 */
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

/** The topics as a sorted set: another order must not replace the product. */
export function topicsOf({ NotificationArns = [] }: NamingProperties): readonly string[] {
  return [...new Set(NotificationArns)].sort();
}

/** The names before and after an update; they differ in a replacement. */
export function namesOfUpdate(event: CustomResourceEvent): readonly [before: string, wanted: string] {
  const wanted = provisionedProductName(event, event.ResourceProperties);
  const before = event.OldResourceProperties && provisionedProductName(event, event.OldResourceProperties);
  return [before ?? wanted, wanted];
}
