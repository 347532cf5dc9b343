import { Evidence, resourceOf } from './history';
import { fieldsOf, isRead, StoreInput, StoreOutput } from './secrets';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { LedgerEntry } from '../../local-cloud/gateway/call-log';
import { ResourceProperties } from '../../src/private/resource-properties';

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
