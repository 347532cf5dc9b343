import { Evidence, resourceOf } from './evidence';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';
import { LedgerEntry } from '../local-cloud/gateway/ledger';
import { LocalCloud } from '../local-cloud/local-cloud';
import { ResourceProperties, SecretParameterProperties } from '../src/private/resource-properties';

/** What a secret store was asked for, and what it gave. */
interface StoreInput {
  readonly SecretId?: string;
  readonly VersionStage?: string;
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

/**
 * Whether, after a moment, a secret that the resource has declared was gone, lacked its field or could not be read: nobody
 * knows what quotes it.
 */
export function hasLostSecrets(evidence: Evidence, exchange: Exchange, since: number): boolean {
  const declared = evidence
    .exchangesOf(resourceOf(exchange.event))
    .flatMap(({ event }) =>
      Object.values(
        (event.ResourceProperties.SecretParameters ?? {}) as NonNullable<ResourceProperties['SecretParameters']>,
      ),
    );
  return evidence
    .callsFor(exchange)
    .filter((call) => (isRead(call) || call.operation === 'DescribeStackEvents') && call.time >= since)
    .filter((call) => !asksForNothing(call))
    .some(({ input, outcome, fault }) => {
      if (outcome === undefined) return false;
      if ('error' in outcome) return fault === undefined || fault === 'denied';
      if (typeof outcome.output !== 'object') return false;
      const { SecretString = '' } = outcome.output as StoreOutput;
      const fields = declared.filter(({ SecretId }) => SecretId === (input as StoreInput).SecretId);
      return fields.some(({ JsonField }) => JsonField !== undefined && !(JsonField in fieldsOf(SecretString)));
    });
}

/** A secret that was never rotated has no former value. */
function asksForNothing({ input, outcome }: LedgerEntry): boolean {
  const isRefused = outcome !== undefined && 'error' in outcome && outcome.error.code === 'ResourceNotFoundException';
  return isRefused && (input as StoreInput).VersionStage === 'AWSPREVIOUS';
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

/** The values that it had between two moments; none: the secret has no such field. */
export function secretValues(
  { secrets, ssm }: LocalCloud,
  { SecretId, JsonField, ParameterName = '' }: SecretParameterProperties,
  from: number,
  to: number,
): string[] {
  if (SecretId === undefined) return [ssm.valueOf(ParameterName) ?? []].flat();
  const { versions } = secrets.get(SecretId);
  const values = versions
    .filter(({ created }, index) => created <= to && (versions[index + 1]?.created ?? Infinity) >= from)
    .map(({ value }) => value);
  if (JsonField === undefined) return values;
  return values.flatMap((value) => (fieldsOf(value) as Record<string, string>)[JsonField] ?? []);
}
