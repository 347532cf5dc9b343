import { Evidence } from './evidence';

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
