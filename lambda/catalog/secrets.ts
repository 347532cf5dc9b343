import type { Secrets } from './parameters';
import type { SecretParameterProperties } from '../../src/private/resource-properties';
import { Failure } from '../answer/failure';
import type { Cloud } from '../aws/cloud';
import { isTransient, serviceWords } from '../aws/errors';
import type { Job } from '../operations/job';
import type { Declaration } from '../request/declaration';

/** Reads the values of all secret parameters; they live no longer than the step that asked. */
export async function readSecrets(cloud: Cloud, declared: Pick<Declaration, 'secretParameters'>): Promise<Secrets> {
  const entries = Object.entries(declared.secretParameters);
  const values = await Promise.all(entries.map(([key, reference]) => readSecretParameter(cloud, key, reference)));
  return Object.fromEntries(entries.map(([key], index) => [key, values[index] ?? '']));
}

/**
 * Words of a service that may be shown: without the secrets that it was given. Where these cannot be read any more
 * there is no telling what the words quote, and they stay with Service Catalog.
 */
export async function publicWords({ cloud, event }: Job, words: string): Promise<string> {
  const secretParameters = event.ResourceProperties.SecretParameters ?? {};
  try {
    return redact(words, await readSecrets(cloud, { secretParameters }));
  } catch (error) {
    if (isTransient(error)) throw error;
    return 'the reason is shown by Service Catalog only, as it may quote a secret parameter that cannot be read now';
  }
}

/** Takes the secrets out of words of a service, which may quote what it was given. */
export function redact(words: string, secrets: Secrets): string {
  return Object.values(secrets)
    .filter((value) => value !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, '***'), words);
}

async function readSecretParameter(cloud: Cloud, key: string, reference: SecretParameterProperties): Promise<string> {
  const store = reference.SecretId === undefined ? 'SSM parameter' : 'secret';
  const name = reference.SecretId ?? reference.ParameterName ?? '';
  let value: string | undefined;
  try {
    value = await cloud.secretValue(reference);
  } catch (error) {
    if (isTransient(error)) throw error;
    throw new Failure({
      what: `The value of secret parameter ${key} cannot be read from ${store} ${name}`,
      words: serviceWords(error),
      advice: 'Check that it exists in this account and Region and that the function’s role may read and decrypt it',
    });
  }
  if (value === undefined) {
    throw new Failure({
      what: `The value of secret parameter ${key} cannot be used: ${store} ${name} has no text (a binary secret?)`,
      advice: 'Store the secret as a string',
    });
  }
  return reference.JsonField === undefined ? value : fieldOf(value, key, reference.JsonField, name);
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
