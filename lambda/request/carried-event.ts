import { bytesOf } from './bytes-of';
import type { CustomResourceEvent, ReceivedEvent } from './event';
import { fitsPrior, priorProperties } from './prior-properties';
import { MAXIMUM_DECLARATION_BYTES } from '../../src/private/limits';
import type { ResourceProperties } from '../../src/private/resource-properties';

/** Room for the declaration, the prior properties and the envelope. */
const MAXIMUM_EVENT_BYTES = MAXIMUM_DECLARATION_BYTES + 28_000;

const LARGEST = 5;

/**
 * The part of an event that an execution carries: prior properties without values, and for a Delete no parameters. It
 * is idempotent, and accepts events in executions that an earlier version started.
 */
export function carriedEvent(event: ReceivedEvent): CustomResourceEvent {
  const { RequestType, ResourceProperties: declared, OldResourceProperties: before } = event;
  return {
    ...event,
    ResourceProperties: RequestType === 'Delete' ? neededByDelete(declared) : declared,
    OldResourceProperties: isObject(before) ? priorProperties(before) : undefined,
  };
}

function neededByDelete(properties: ResourceProperties): ResourceProperties {
  const { ProvisioningParameters, ...rest } = properties;
  if (bytesOf(rest) <= MAXIMUM_DECLARATION_BYTES) return rest;
  // A declaration of this size was never launched. The rest still gives the name to search for.
  return {
    ServiceToken: properties.ServiceToken,
    ProductId: properties.ProductId,
    ProductName: properties.ProductName,
    ProvisionedProductName: properties.ProvisionedProductName,
    NotificationArns: properties.NotificationArns,
    AcceptLanguage: properties.AcceptLanguage,
    IgnoreErrors: properties.IgnoreErrors,
    RetainPhysicalResources: properties.RetainPhysicalResources,
  };
}

/**
 * Explains why an event is too large to be carried, or its product could not be updated later. Returns undefined if it
 * fits.
 */
export function sizeProblem(event: CustomResourceEvent): string | undefined {
  const { RequestType, LogicalResourceId, ResourceProperties: declared } = event;
  const bytes = bytesOf(declared);
  const isTooLarge = bytes > MAXIMUM_DECLARATION_BYTES || bytesOf(event) > MAXIMUM_EVENT_BYTES;
  if (isTooLarge || (RequestType !== 'Delete' && !fitsPrior(declared))) {
    const limit = bytes > MAXIMUM_DECLARATION_BYTES ? `; at most ${MAXIMUM_DECLARATION_BYTES} are allowed` : '';
    return `The declaration of ${LogicalResourceId} is too large: it has ${bytes} bytes${limit}. The largest parts are ${largestParts(declared)}`;
  }
  return undefined;
}

/** E.g. `Certificate (4096 bytes)`. */
function largestParts({ ProvisioningParameters, ...others }: ResourceProperties): string {
  return Object.entries({ ...others, ...(isObject(ProvisioningParameters) ? ProvisioningParameters : {}) })
    .map(([key, value]) => ({ key, bytes: bytesOf(value) }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, LARGEST)
    .map(({ key, bytes }) => `${key.slice(0, 255)} (${bytes} bytes)`)
    .join(', ');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
