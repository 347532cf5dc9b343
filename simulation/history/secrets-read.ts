import { Evidence } from './history';
import { fieldsOf, isRead, StoreOutput } from './secrets';

/** Whatever the secret stores have given out, and the fields of secrets that are JSON. */
export function secretsThatWereRead({ cloud }: Evidence): string[] {
  const outputs = cloud.ledger.entries
    .filter(isRead)
    .map(({ outcome }) => (outcome && 'output' in outcome ? (outcome.output as StoreOutput) : {}));
  return outputs.flatMap(({ SecretString, Parameter }) => {
    if (Parameter?.Type === 'SecureString') return [Parameter.Value ?? ''];
    return SecretString === undefined ? [] : [SecretString, ...Object.values(fieldsOf(SecretString)).map(String)];
  });
}
