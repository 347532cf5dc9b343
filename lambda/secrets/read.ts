import type { SecretParameterProperties } from '../../src/private/resource-properties';
import type { Cloud, SecretText } from '../aws/cloud';
import { isDenied, isTransient, errorMessage } from '../aws/errors';
import { Failure } from '../messages/failure';
import type { Declaration } from '../request/declaration';

/** Values by parameter key; they live no longer than the step that has read them. */
export type Secrets = Readonly<Record<string, string>>;

/** Versions of the secrets by parameter key; they reveal nothing and may be stored. */
export type SecretVersions = Readonly<Record<string, string>>;

export interface ReadSecrets {
  readonly values: Secrets;
  readonly versions: SecretVersions;
}

/** Reads the values of all secret parameters, in the given versions if there are any. */
export async function readSecrets(
  cloud: Cloud,
  secretParameters: Declaration['secretParameters'],
  versions: SecretVersions = {},
): Promise<ReadSecrets> {
  const read = await Promise.all(
    Object.entries(secretParameters).map(async ([key, reference]) => {
      const secret = await readSecretParameter(
        cloud,
        key,
        pinned(reference, Object.hasOwn(versions, key) ? versions[key] : undefined),
      );
      return { key, ...secret };
    }),
  );
  return {
    values: Object.fromEntries(read.map(({ key, value }) => [key, value])),
    versions: Object.fromEntries(read.flatMap(({ key, version }) => (version === undefined ? [] : [[key, version]]))),
  };
}

function pinned(reference: SecretParameterProperties, version: string | undefined): SecretParameterProperties {
  if (version === undefined) return reference;
  return reference.SecretId === undefined
    ? { ...reference, ParameterVersion: version }
    : { ...reference, VersionId: version, VersionStage: undefined };
}

export async function readSecretParameter(
  cloud: Cloud,
  key: string,
  reference: SecretParameterProperties,
): Promise<{ readonly value: string } & Omit<SecretText, 'text'>> {
  const store = reference.SecretId === undefined ? 'SSM parameter' : 'secret';
  const name = reference.SecretId ?? reference.ParameterName ?? '';
  let secret: SecretText;
  try {
    secret = await cloud.secretValue(reference);
  } catch (error) {
    if (isTransient(error)) throw error;
    throw new Failure({
      what: `The value of secret parameter ${key} cannot be read from ${store} ${name}`,
      words: errorMessage(error),
      advice:
        'Check that it exists in this account and Region and that the role of the function may read and decrypt it',
      isRetryable: isDenied(error),
    });
  }
  const { text, version, createdAt } = secret;
  if (text === undefined) {
    throw new Failure({
      what: `The value of secret parameter ${key} cannot be used: ${store} ${name} has no text (a binary secret?)`,
      advice: 'Store the secret as a string',
    });
  }
  const value = reference.JsonField === undefined ? text : fieldOf(text, key, reference.JsonField, name);
  return { value, version, createdAt };
}

function fieldOf(text: string, key: string, field: string, name: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  const value =
    typeof parsed === 'object' && parsed !== null && Object.hasOwn(parsed, field)
      ? (parsed as Record<string, unknown>)[field]
      : undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Failure({
    what: `The value of secret parameter ${key} cannot be used: secret ${name} is not a JSON object with a field ${field} that is a string`,
    advice: 'Correct the name of the field, or omit it to use the whole secret',
  });
}
