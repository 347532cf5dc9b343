import { createHash } from 'node:crypto';
import { bytesOf } from './bytes-of';
import type { ResourceProperties } from '../../src/private/resource-properties';

/**
 * The prior declaration, reduced to what an update and its rollback need. It holds no values: they would double the
 * event.
 */
export interface PriorProperties extends Omit<ResourceProperties, 'ProvisioningParameters'> {
  /** Keys of the parameters with a value. */
  readonly ParameterKeys?: readonly string[];
  /** Hash of all properties that affect a launch. */
  readonly LaunchHash: string;
  /** The same hash without accounts and Regions. */
  readonly ContentHash: string;
}

/** A larger prior declaration would leave too little room for the current one. */
const MOST_BYTES = 24_000;

/** Dropped one after the other if there is no room; an update needs the first ones least. */
const DISPENSABLE = [
  'ProvisioningPreferences',
  'Tags',
  'ParameterKeys',
  'PreviousParameters',
  'SecretParameters',
] as const;

/** Reduces properties to the prior declaration; reduced ones stay as they are. */
export function priorProperties(properties: ResourceProperties | PriorProperties): PriorProperties {
  const prior = isPrior(properties) ? properties : reduce(properties);
  return DISPENSABLE.reduce(
    (smaller, key) => (bytesOf(smaller) > MOST_BYTES ? { ...smaller, [key]: undefined } : smaller),
    prior,
  );
}

/** Returns true if the properties fit without losing what an update must know, such as the secrets. */
export function fitsPrior(properties: ResourceProperties): boolean {
  return priorProperties(properties).SecretParameters === properties.SecretParameters;
}

/**
 * Returns true if both declarations launch the same product. They may differ in properties that only this function
 * uses.
 */
export function launchesTheSame(before: ResourceProperties | PriorProperties, wanted: ResourceProperties): boolean {
  return priorProperties(before).LaunchHash === hash(launchProperties(wanted));
}

/** The same, whatever accounts and Regions are declared. */
export function hasSameContent(before: ResourceProperties | PriorProperties, wanted: ResourceProperties): boolean {
  return priorProperties(before).ContentHash === hash(contentProperties(wanted));
}

function isPrior(properties: ResourceProperties | PriorProperties): properties is PriorProperties {
  return 'LaunchHash' in properties && 'ContentHash' in properties;
}

function reduce(properties: ResourceProperties): PriorProperties {
  return {
    ServiceToken: properties.ServiceToken,
    ProductId: properties.ProductId,
    ProductName: properties.ProductName,
    ProvisioningArtifactId: properties.ProvisioningArtifactId,
    ProvisioningArtifactName: properties.ProvisioningArtifactName,
    ProvisioningArtifactChoice: properties.ProvisioningArtifactChoice,
    PathId: properties.PathId,
    PathName: properties.PathName,
    PortfolioId: properties.PortfolioId,
    ProvisionedProductName: properties.ProvisionedProductName,
    NotificationArns: properties.NotificationArns,
    ProvisioningPreferences: properties.ProvisioningPreferences,
    PreviousParameters: properties.PreviousParameters,
    SecretParameters: properties.SecretParameters,
    Tags: properties.Tags,
    AcceptLanguage: properties.AcceptLanguage,
    ParameterKeys: keysOf(properties.ProvisioningParameters),
    LaunchHash: hash(launchProperties(properties)),
    ContentHash: hash(contentProperties(properties)),
  };
}

/** A malformed request gets a response as well. */
function keysOf(parameters: unknown): readonly string[] | undefined {
  return typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : undefined;
}

function contentProperties(properties: ResourceProperties): object {
  return { ...launchProperties(properties), ProvisioningPreferences: undefined };
}

function launchProperties(properties: ResourceProperties): object {
  return {
    ...properties,
    ProvisioningArtifactChoice: isDefaultChoice(properties) ? undefined : properties.ProvisioningArtifactChoice,
    ServiceToken: undefined,
    AcceptLanguage: undefined,
    IgnoreErrors: undefined,
    RetainPhysicalResources: undefined,
    OutputKeys: undefined,
    NoEcho: undefined,
    TimeoutSeconds: undefined,
  };
}

/** No declared version means the latest; `RECOMMENDED` of earlier versions of the library means the same. */
function isDefaultChoice({ ProvisioningArtifactChoice: choice }: ResourceProperties): boolean {
  return choice === 'RECOMMENDED' || choice === 'LATEST';
}

function hash(value: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(value)))
    .digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sortKeys(entry)]),
  );
}
