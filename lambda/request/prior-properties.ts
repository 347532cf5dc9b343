import { createHash } from 'node:crypto';
import { bytesOf } from './bytes-of';
import type { ResourceProperties } from '../../src/private/resource-properties';

/** What was declared before, as far as an update and its way back need it: no values, which would double the event. */
export interface PriorProperties extends Omit<ResourceProperties, 'ProvisioningParameters'> {
  /** Keys of the parameters that had a value. */
  readonly ParameterKeys?: readonly string[];
  /** Of all that a launch depends on. */
  readonly LaunchHash: string;
  /** Of the same without accounts and Regions. */
  readonly ContentHash: string;
}

/** More than that would leave too little room for what is declared now. */
const MOST_BYTES = 24_000;

/** What an update needs least goes first, where all of it has no room. */
const DISPENSABLE = [
  'ProvisioningPreferences',
  'Tags',
  'ParameterKeys',
  'PreviousParameters',
  'SecretParameters',
] as const;

/** What remains of properties once another declaration takes their place; properties that are reduced already stay so. */
export function priorProperties(properties: ResourceProperties | PriorProperties): PriorProperties {
  const prior = isPrior(properties) ? properties : reduce(properties);
  return DISPENSABLE.reduce(
    (smaller, key) => (bytesOf(smaller) > MOST_BYTES ? { ...smaller, [key]: undefined } : smaller),
    prior,
  );
}

/** Whether secrets and all that an update must not lose have room in it. */
export function fitsPrior(properties: ResourceProperties): boolean {
  return priorProperties(properties).SecretParameters === properties.SecretParameters;
}

/** Declarations that lead to the same launch: they differ in nothing but what concerns this function alone. */
export function launchesTheSame(before: ResourceProperties | PriorProperties, wanted: ResourceProperties): boolean {
  return priorProperties(before).LaunchHash === hash(launchProperties(wanted));
}

/** The same, wherever it is launched. */
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

/** A request may be malformed, and is answered all the same. */
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

/** Where no version is declared, the newest is meant; what the first version of the library called recommended is the same. */
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
