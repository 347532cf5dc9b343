import { Evidence } from './evidence';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';
import { LedgerEntry } from '../local-cloud/gateway/ledger';
import { LocalCloud } from '../local-cloud/local-cloud';
import { ResourceProperties, SecretParameterProperties } from '../src/private/resource-properties';

/** What a secret store was asked for, and what it gave. */
interface StoreInput {
  readonly SecretId?: string;
}

interface StoreOutput {
  readonly SecretString?: string;
  readonly Parameter?: { readonly Type?: string; readonly Value?: string };
}

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

/** Whether a secret that the resource has declared is gone, lacks its field or may not be read: nobody knows what quotes it. */
export function hasLostSecrets(evidence: Evidence, exchange: Exchange): boolean {
  const { StackId, LogicalResourceId } = exchange.event;
  const declared = evidence
    .exchangesOf(`${StackId} ${LogicalResourceId}`)
    .flatMap(({ event }) =>
      Object.values(
        (event.ResourceProperties.SecretParameters ?? {}) as NonNullable<ResourceProperties['SecretParameters']>,
      ),
    );
  return evidence
    .callsFor(exchange)
    .filter((call) => isRead(call) || call.operation === 'DescribeStackEvents')
    .some(({ input, outcome, fault }) => {
      if (outcome === undefined) return false;
      if ('error' in outcome) return fault === undefined || fault === 'denied';
      if (typeof outcome.output !== 'object') return false;
      const { SecretString = '' } = outcome.output as StoreOutput;
      const fields = declared.filter(({ SecretId }) => SecretId === (input as StoreInput).SecretId);
      return fields.some(({ JsonField }) => JsonField !== undefined && !(JsonField in fieldsOf(SecretString)));
    });
}

function isRead({ service }: LedgerEntry): boolean {
  return service === 'secretsmanager' || service === 'ssm';
}

function fieldsOf(secret: string): object {
  try {
    return JSON.parse(secret) as object;
  } catch {
    return {};
  }
}

/** Each value that it has had, oldest first; none: the secret has no such field. */
export function secretValues(
  { secrets, ssm }: LocalCloud,
  { SecretId, JsonField, ParameterName = '' }: SecretParameterProperties,
): string[] {
  if (SecretId === undefined) return [ssm.valueOf(ParameterName) ?? []].flat();
  const all = secrets.get(SecretId).versions.map(({ value }) => value);
  if (JsonField === undefined) return all;
  return all.flatMap((value) => (fieldsOf(value) as Record<string, string>)[JsonField] ?? []);
}
