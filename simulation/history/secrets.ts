import { type History } from './history';
import { type LoggedCall } from '../../local-cloud/gateway/call-log';
import { type LocalCloud } from '../../local-cloud/local-cloud';
import { type SecretParameterProperties } from '../../src/private/resource-properties';

/** The input of a call to a secret store. */
export interface StoreInput {
  readonly SecretId?: string;
  readonly VersionStage?: string;
}

/** Its output. */
export interface StoreOutput {
  readonly SecretString?: string;
  readonly Parameter?: { readonly Type?: string; readonly Value?: string };
}

/** Whether the call was to a secret store. */
export function readsSecret({ service }: LoggedCall): boolean {
  return service === 'secretsmanager' || service === 'ssm';
}

/** Returns an empty object for a secret that is not JSON. */
export function fieldsOf(secret: string): object {
  try {
    return JSON.parse(secret) as object;
  } catch {
    return {};
  }
}

/** Returns what the secret stores returned, and the fields of secrets that are JSON. */
export function secretsRead({ cloud }: History): string[] {
  const outputs = cloud.callLog.entries
    .filter(readsSecret)
    .map(({ outcome }) => (outcome && 'output' in outcome ? (outcome.output as StoreOutput) : {}));
  return outputs.flatMap(({ SecretString, Parameter }) => {
    if (Parameter?.Type === 'SecureString') return [Parameter.Value ?? ''];
    return SecretString === undefined ? [] : [SecretString, ...Object.values(fieldsOf(SecretString)).map(String)];
  });
}

/** Returns the values that a secret had between two moments; none where it lacks the field. */
export function secretValues(
  { secrets, ssm }: LocalCloud,
  { SecretId, JsonField, ParameterName = '' }: SecretParameterProperties,
  from: number,
  to: number,
): string[] {
  if (SecretId === undefined) return [ssm.valueOf(ParameterName) ?? []].flat();
  const values = secrets
    .everKnownAs(SecretId)
    .flatMap(({ versions }) =>
      versions.filter(({ created }, index) => created <= to && (versions[index + 1]?.created ?? Infinity) >= from),
    )
    .map(({ value }) => value);
  if (JsonField === undefined) return values;
  return values.flatMap((value) => (fieldsOf(value) as Record<string, string>)[JsonField] ?? []);
}
