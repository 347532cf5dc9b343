import { DEFAULT_TIMEOUT_SECONDS, MAXIMUM_TIMEOUT_SECONDS } from '../../src/private/limits';
import type {
  ProvisioningArtifactChoice,
  ProvisioningPreferencesProperties,
  ResourceProperties,
  SecretParameterProperties,
} from '../../src/private/resource-properties';
import { Failure } from '../messages/failure';

/** The declaration of the app. CloudFormation passes all scalars as strings; here they have their types. */
export interface Declaration {
  readonly product: { readonly id: string } | { readonly name: string };
  readonly version:
    | { readonly id: string }
    | { readonly name: string }
    | { readonly choice: Exclude<ProvisioningArtifactChoice, 'RECOMMENDED'> };
  /** Default: the only path. */
  readonly path?: { readonly id: string } | { readonly name: string } | { readonly portfolioId: string };
  readonly parameters: Readonly<Record<string, string>>;
  readonly previousParameters: readonly string[];
  readonly secretParameters: Readonly<Record<string, SecretParameterProperties>>;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly preferences?: ProvisioningPreferences;
  readonly outputKeys: readonly string[];
}

/** Accounts and Regions of a stack-set product, its concurrency and its failure tolerance. */
export interface ProvisioningPreferences {
  readonly StackSetAccounts?: string[];
  readonly StackSetRegions?: string[];
  readonly StackSetFailureToleranceCount?: number;
  readonly StackSetFailureTolerancePercentage?: number;
  readonly StackSetMaxConcurrencyCount?: number;
  readonly StackSetMaxConcurrencyPercentage?: number;
}

export function parseDeclaration(properties: ResourceProperties): Declaration {
  return {
    product: parseProduct(properties),
    version: parseVersion(properties),
    path: parsePath(properties),
    parameters: stringMap(properties.ProvisioningParameters, 'ProvisioningParameters'),
    previousParameters: list(properties.PreviousParameters, 'PreviousParameters'),
    secretParameters: properties.SecretParameters ?? {},
    tags: list(properties.Tags, 'Tags'),
    preferences: properties.ProvisioningPreferences && parsePreferences(properties.ProvisioningPreferences),
    outputKeys: list(properties.OutputKeys, 'OutputKeys'),
  };
}

/** Never throws: even the Delete of a malformed resource needs a timeout. An unreadable value means the default. */
export function timeoutSeconds(properties: ResourceProperties | undefined): number {
  const seconds = Number(properties?.TimeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  return seconds > 0 ? Math.min(seconds, MAXIMUM_TIMEOUT_SECONDS) : DEFAULT_TIMEOUT_SECONDS;
}

function parseProduct({ ProductId, ProductName }: ResourceProperties): Declaration['product'] {
  if (ProductId && !ProductName) return { id: ProductId };
  if (ProductName && !ProductId) return { name: ProductName };
  throw malformed('exactly one of ProductId and ProductName', { ProductId, ProductName });
}

function parseVersion(properties: ResourceProperties): Declaration['version'] {
  const { ProvisioningArtifactId: id, ProvisioningArtifactName: name, ProvisioningArtifactChoice: choice } = properties;
  if (id && !name && !choice) return { id };
  if (name && !id && !choice) return { name };
  if (!id && !name) return { choice: choice === 'KEEP_ACTIVE' ? choice : 'LATEST' };
  throw malformed('at most one of ProvisioningArtifactId, -Name and -Choice', { id, name, choice });
}

function parsePath({ PathId, PathName, PortfolioId }: ResourceProperties): Declaration['path'] {
  if (PathId && PathName) throw malformed('at most one of PathId and PathName', { PathId, PathName });
  if (PathId) return { id: PathId };
  if (PathName) return { name: PathName };
  return PortfolioId ? { portfolioId: PortfolioId } : undefined;
}

function parsePreferences(preferences: ProvisioningPreferencesProperties): ProvisioningPreferences {
  const number = (value: string | undefined, key: string): number | undefined => {
    if (value === undefined) return undefined;
    const parsed = Number(value);
    if (!Number.isInteger(parsed)) throw malformed(`a whole number as ${key}`, value);
    return parsed;
  };
  return {
    StackSetAccounts: preferences.StackSetAccounts && [...preferences.StackSetAccounts],
    StackSetRegions: preferences.StackSetRegions && [...preferences.StackSetRegions],
    StackSetFailureToleranceCount: number(preferences.StackSetFailureToleranceCount, 'StackSetFailureToleranceCount'),
    StackSetFailureTolerancePercentage: number(
      preferences.StackSetFailureTolerancePercentage,
      'StackSetFailureTolerancePercentage',
    ),
    StackSetMaxConcurrencyCount: number(preferences.StackSetMaxConcurrencyCount, 'StackSetMaxConcurrencyCount'),
    StackSetMaxConcurrencyPercentage: number(
      preferences.StackSetMaxConcurrencyPercentage,
      'StackSetMaxConcurrencyPercentage',
    ),
  };
}

function list<T>(value: readonly T[] | undefined, key: string): readonly T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw malformed(`a list as ${key}`, typeof value);
  return value;
}

function stringMap(value: Readonly<Record<string, string>> | undefined, key: string): Readonly<Record<string, string>> {
  if (value !== undefined && typeof value !== 'object') throw malformed(`an object as ${key}`, typeof value);
  for (const [name, entry] of Object.entries(value ?? {})) {
    if (typeof entry !== 'string') throw malformed(`a string as ${key}.${name}`, typeof entry);
  }
  return value ?? {};
}

function malformed(expected: string, got: unknown): Failure {
  return new Failure({
    what: `The properties of the resource are malformed: expected ${expected}, got ${JSON.stringify(got)}`,
    advice: 'Declare it with the ProvisionedProduct construct, which writes these properties',
  });
}
