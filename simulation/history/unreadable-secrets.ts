import { type History, resourceOf } from './history';
import { fieldsOf, readsSecret, type StoreInput, type StoreOutput } from './secrets';
import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type LoggedCall } from '../../local-cloud/gateway/call-log';
import { type ResourceProperties } from '../../src/private/resource-properties';

/**
 * Whether, from a moment on, a secret that the resource has declared was gone, lacked its field or could not be read, so that
 * nobody can recognise it in a message.
 */
export function hasUnreadableSecrets(history: History, exchange: Exchange, since: number): boolean {
  const declared = history
    .exchangesOf(resourceOf(exchange.event))
    .flatMap(({ event }) =>
      Object.values(
        (event.ResourceProperties.SecretParameters ?? {}) as NonNullable<ResourceProperties['SecretParameters']>,
      ),
    );
  return history
    .callsFor(exchange)
    .filter((call) => (readsSecret(call) || call.operation === 'DescribeStackEvents') && call.time >= since)
    .filter((call) => !findsNoPreviousValue(call))
    .some(({ input, outcome, fault }) => {
      if (outcome === undefined) return false;
      if ('error' in outcome) return fault === undefined || fault === 'denied';
      if (typeof outcome.output !== 'object') return false;
      const { SecretString = '' } = outcome.output as StoreOutput;
      const fields = declared.filter(({ SecretId }) => SecretId === (input as StoreInput).SecretId);
      return fields.some(({ JsonField }) => JsonField !== undefined && !(JsonField in fieldsOf(SecretString)));
    });
}

/** A secret that was never rotated has no previous value. */
function findsNoPreviousValue({ input, outcome }: LoggedCall): boolean {
  const isRefused = outcome !== undefined && 'error' in outcome && outcome.error.code === 'ResourceNotFoundException';
  return isRefused && (input as StoreInput).VersionStage === 'AWSPREVIOUS';
}
