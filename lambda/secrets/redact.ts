import { formsOf } from './forms';
import { type ProductWithSecrets, previousSecrets } from './previous';
import { readSecretParameter, readSecrets, type Secrets, type SecretVersions } from './read';
import type { SecretParameterProperties } from '../../src/private/resource-properties';
import type { Cloud } from '../aws/cloud';
import { isThrottled, isTransient, errorMessage } from '../aws/errors';
import { Failure } from '../messages/failure';
import type { Declaration } from '../request/declaration';
import type { StepContext, OwnRecord } from '../step/context';

/** A call of Service Catalog, with its product and the versions of the secrets that it passed. */
type SecretCall = Pick<OwnRecord, 'operation' | 'secretVersions'> & {
  readonly product: ProductWithSecrets;
};

/**
 * Redacts the secrets that a service was given, which may have been rotated since. If they can no longer be read, the
 * message cannot be redacted, so it is withheld.
 */
export async function redactMessage(context: StepContext, words: string, call: SecretCall): Promise<string> {
  try {
    return redact(words, await secretsOfCall(context, call));
  } catch (error) {
    if (isTransient(error)) throw error;
    const cause = error instanceof Failure ? error.parts.what : errorMessage(error);
    return `the reason is withheld, because it may quote a secret that cannot be read now (${cause}); see Service Catalog or CloudTrail`;
  }
}

/** Redacts the secrets of a call in its error, whose message is shown if it lasts to the deadline. */
export function withoutSecrets(error: unknown, secrets: Secrets): unknown {
  if (!(error instanceof Error)) return error;
  return Object.assign(error, { message: redact(error.message, Object.values(secrets)) });
}

/** Like withoutSecrets, for a product that may have other secrets, too. Throttling errors quote nothing. */
export async function redactError(context: StepContext, error: unknown, call: SecretCall): Promise<unknown> {
  if (!(error instanceof Error) || isThrottled(error)) return error;
  return Object.assign(error, { message: await redactMessage(context, error.message, call) });
}

/** A product that existed before may be older than this declaration, and than the last rotation of a secret. */
async function secretsOfCall(context: StepContext, call: SecretCall): Promise<readonly string[]> {
  const { SecretParameters = {} } = context.event.ResourceProperties;
  // The versions are unknown if the reply of a launch was lost.
  if (call.operation === 'launch' && call.secretVersions) {
    return Object.values((await readSecrets(context.cloud, SecretParameters, call.secretVersions)).values);
  }
  const secrets = [await readWithFormer(context.cloud, SecretParameters, call.secretVersions)];
  if (call.operation !== 'launch') {
    const before = await previousSecrets(context, call.product);
    secrets.push(
      ...(await Promise.all(before.map(({ key, reference }) => readWithFormer(context.cloud, { [key]: reference })))),
    );
  }
  return secrets.flat();
}

async function readWithFormer(
  cloud: Cloud,
  secretParameters: Declaration['secretParameters'],
  versions?: SecretVersions,
): Promise<readonly string[]> {
  const secrets = await readSecrets(cloud, secretParameters, versions);
  return [...Object.values(secrets.values), ...(await readFormer(cloud, secretParameters, secrets.versions))];
}

/** Replaces the secrets in any form that a message may quote them in. */
export function redact(words: string, secrets: readonly string[]): string {
  return secrets
    .flatMap(formsOf)
    .sort((a, b) => b.length - a.length)
    .reduce((text, form) => text.replaceAll(form, '***'), words);
}

/** Reads the values before the last rotation. Older ones have no label to read them by. */
async function readFormer(
  cloud: Cloud,
  secretParameters: Declaration['secretParameters'],
  versions: SecretVersions,
): Promise<readonly string[]> {
  const read = Object.entries(secretParameters).map(async ([key, reference]) => {
    const former = formerVersion(reference, Object.hasOwn(versions, key) ? Number(versions[key]) : NaN);
    if (former === undefined) return [];
    try {
      return [(await readSecretParameter(cloud, key, former)).value];
    } catch (error) {
      const isRetryable = isTransient(error) || (error instanceof Failure && error.parts.isRetryable);
      if (isRetryable) throw error;
      return []; // Most likely it was never rotated.
    }
  });
  return (await Promise.all(read)).flat();
}

/**
 * Returns undefined if the app pins the version, or uses another stage than AWSCURRENT: only that has a label for its
 * former value.
 */
export function formerVersion(
  reference: SecretParameterProperties,
  parameterVersion: number,
): SecretParameterProperties | undefined {
  const { SecretId, VersionId, VersionStage = 'AWSCURRENT', ParameterVersion } = reference;
  if ((VersionId ?? ParameterVersion) !== undefined || VersionStage !== 'AWSCURRENT') return undefined;
  if (SecretId !== undefined) return { ...reference, VersionStage: 'AWSPREVIOUS' };
  return parameterVersion > 1 ? { ...reference, ParameterVersion: String(parameterVersion - 1) } : undefined;
}
