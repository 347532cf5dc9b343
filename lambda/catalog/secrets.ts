import type { ResourceProperties, SecretParameterProperties } from '../../src/private/resource-properties';
import { Failure } from '../answer/failure';
import type { Cloud, SecretText } from '../aws/cloud';
import { isDenied, isTransient, serviceWords } from '../aws/errors';
import type { Declaration } from '../request/declaration';
import type { Job, OwnRecord } from '../step/job';

/** Values of parameters by their keys; they live no longer than the step that has read them. */
export type Secrets = Readonly<Record<string, string>>;

/** Which version of each secret was read, by the parameter's key: may be kept, and tells nothing. */
export type SecretVersions = Readonly<Record<string, string>>;

export interface ReadSecrets {
  readonly values: Secrets;
  readonly versions: SecretVersions;
}

/** Reads the values of all secret parameters; those of the versions given, where they are given. */
export async function readSecrets(
  cloud: Cloud,
  { secretParameters }: Pick<Declaration, 'secretParameters'>,
  versions: SecretVersions = {},
): Promise<ReadSecrets> {
  const read = await Promise.all(
    Object.entries(secretParameters).map(async ([key, reference]) => {
      const secret = await readSecretParameter(cloud, key, pinned(reference, versions[key]));
      return { key, ...secret };
    }),
  );
  return {
    values: Object.fromEntries(read.map(({ key, value }) => [key, value])),
    versions: Object.fromEntries(read.flatMap(({ key, version }) => (version === undefined ? [] : [[key, version]]))),
  };
}

/** What was asked of Service Catalog, and the versions of the secrets that went with it. */
type SecretCall = Pick<OwnRecord, 'operation' | 'secretVersions'>;

/**
 * Words of a service that may be shown: without the secrets that it was given, which may have been rotated since. Where
 * these cannot be read any more there is no telling what the words quote, and they are not repeated.
 */
export async function publicWords(job: Job, words: string, call: SecretCall): Promise<string> {
  const { OldResourceProperties: before, ResourceProperties: after } = job.event;
  const secrets: string[] = [];
  const read = async ({ SecretParameters = {} }: ResourceProperties, versions?: SecretVersions): Promise<void> => {
    const known = await readSecrets(job.cloud, { secretParameters: SecretParameters }, versions);
    secrets.push(...Object.values(known.values));
    // A product that there was before may be older than the last rotation.
    if (call.operation !== 'launch') secrets.push(...(await readFormer(job.cloud, SecretParameters, known.versions)));
  };
  try {
    await read(after, call.secretVersions);
    // A product that there was before may still have the secrets from before.
    if (before && call.operation !== 'launch') await read(before);
    return redact(words, secrets);
  } catch (error) {
    if (isTransient(error)) throw error;
    return 'the reason is withheld, as it may quote a secret that cannot be read now; Service Catalog or CloudTrail shows it';
  }
}

/** Takes the secrets out of words of a service, which may quote what it was given, as it is or in JSON. */
export function redact(words: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .filter((value) => value !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, '***'), words);
}

/** What the secrets were before they were changed last: what they were earlier has no label to be read by. */
async function readFormer(
  cloud: Cloud,
  secretParameters: Declaration['secretParameters'],
  versions: SecretVersions,
): Promise<readonly string[]> {
  const read = Object.entries(secretParameters).map(async ([key, reference]) => {
    const former = formerVersion(reference, Number(versions[key]));
    if (former === undefined) return [];
    try {
      return [(await readSecretParameter(cloud, key, former)).value];
    } catch (error) {
      if (isTransient(error)) throw error;
      return []; // Most likely it was never changed.
    }
  });
  return (await Promise.all(read)).flat();
}

/** None where the app names the version. */
function formerVersion(
  reference: SecretParameterProperties,
  parameterVersion: number,
): SecretParameterProperties | undefined {
  const { SecretId, VersionId, VersionStage, ParameterVersion } = reference;
  if ((VersionId ?? VersionStage ?? ParameterVersion) !== undefined) return undefined;
  if (SecretId !== undefined) return { ...reference, VersionStage: 'AWSPREVIOUS' };
  return parameterVersion > 1 ? { ...reference, ParameterVersion: String(parameterVersion - 1) } : undefined;
}

function pinned(reference: SecretParameterProperties, version: string | undefined): SecretParameterProperties {
  if (version === undefined) return reference;
  return reference.SecretId === undefined
    ? { ...reference, ParameterVersion: version }
    : { ...reference, VersionId: version, VersionStage: undefined };
}

async function readSecretParameter(
  cloud: Cloud,
  key: string,
  reference: SecretParameterProperties,
): Promise<{ readonly value: string; readonly version?: string }> {
  const store = reference.SecretId === undefined ? 'SSM parameter' : 'secret';
  const name = reference.SecretId ?? reference.ParameterName ?? '';
  let secret: SecretText;
  try {
    secret = await cloud.secretValue(reference);
  } catch (error) {
    if (isTransient(error)) throw error;
    throw new Failure({
      what: `The value of secret parameter ${key} cannot be read from ${store} ${name}`,
      words: serviceWords(error),
      advice: 'Check that it exists in this account and Region and that the function’s role may read and decrypt it',
      mayPass: isDenied(error),
    });
  }
  const { text, version } = secret;
  if (text === undefined) {
    throw new Failure({
      what: `The value of secret parameter ${key} cannot be used: ${store} ${name} has no text (a binary secret?)`,
      advice: 'Store the secret as a string',
    });
  }
  const value = reference.JsonField === undefined ? text : fieldOf(text, key, reference.JsonField, name);
  return { value, version };
}

function fieldOf(text: string, key: string, field: string, name: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  const value = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>)[field] : undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Failure({
    what: `The value of secret parameter ${key} cannot be used: secret ${name} is not a JSON object with a field ${field} that is a string`,
    advice: 'Correct the name of the field, or leave it out to use the whole secret',
  });
}
