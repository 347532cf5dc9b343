import { Evidence } from './evidence';
import { LocalCloud } from '../local-cloud/local-cloud';
import { SecretParameterProperties } from '../src/private/resource-properties';

/** Whatever the secret stores have given out, and the fields of secrets that are JSON. */
export function secretsThatWereRead({ cloud }: Evidence): string[] {
  const outputs = cloud.ledger.entries
    .filter(({ service }) => service === 'secretsmanager' || service === 'ssm')
    .map(({ outcome }) => (outcome && 'output' in outcome ? (outcome.output as StoreOutput) : {}));
  return outputs.flatMap(({ SecretString, Parameter }) => {
    if (Parameter?.Type === 'SecureString') return [Parameter.Value ?? ''];
    return SecretString === undefined ? [] : [SecretString, ...fieldsOf(SecretString)];
  });
}

interface StoreOutput {
  readonly SecretString?: string;
  readonly Parameter?: { readonly Type?: string; readonly Value?: string };
}

function fieldsOf(secret: string): string[] {
  try {
    return Object.values(JSON.parse(secret) as object).map(String);
  } catch {
    return [];
  }
}

/** Missing: the secret has no such field. */
export function secretValue(
  { secrets, ssm }: LocalCloud,
  { SecretId, JsonField, ParameterName = '' }: SecretParameterProperties,
): string | undefined {
  if (SecretId === undefined) return ssm.valueOf(ParameterName);
  const { value } = secrets.version(SecretId);
  return JsonField === undefined ? value : (JSON.parse(value) as Record<string, string>)[JsonField];
}
