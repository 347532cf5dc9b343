import type { AccessLevelFilter } from '@aws-sdk/client-service-catalog';
import { type Caller } from '../../gateway/service';
import { invalidParameters } from '../errors';

/** Returns true where the filter includes an object of this owner; without a filter the caller's own objects only. */
export function isWithin(filter: AccessLevelFilter | undefined, ownerArn: string, caller: Caller): boolean {
  const { Key = 'User', Value = 'self' } = filter ?? {};
  if (Value !== 'self') throw invalidParameters(`Invalid access level filter value ${Value}. Valid value: self`);
  return Key === 'Account' || ownerArn === caller.principalArn;
}
