import { isDeepStrictEqual } from 'node:util';
import { type Behaviours } from '../behaviours';
import { invalidParameters } from '../errors';
import { type ProvisioningStore } from './provisioning-store';
import { type ProvisioningRecord, type RecordType } from '../model/provisioned-product';

/** Returns the record of an earlier call with this token, where the service returns it again. */
export function earlierRecord(
  { records }: ProvisioningStore,
  behaviours: Behaviours,
  type: RecordType,
  token: string,
  request: object,
): ProvisioningRecord | undefined {
  const record = records.filter((earlier) => earlier.type === type && earlier.token === token).at(-1);
  if (record === undefined) return undefined;
  const isSame = isDeepStrictEqual(record.request, request);
  if (!isSame && behaviours.tokenOfOtherRequest === 'REFUSED') {
    throw invalidParameters(`The idempotency token ${token} was used with other parameters.`);
  }
  if (record.status === 'FAILED' && behaviours.tokenOfFailedRecord === 'NEW_RECORD') return undefined;
  if (isSame && behaviours.repeatedToken === 'REFUSED') {
    throw invalidParameters(`The idempotency token ${token} has already been used.`);
  }
  return record;
}
