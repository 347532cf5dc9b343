import type { AccessLevelFilter } from '@aws-sdk/client-service-catalog';
import { type Caller } from '../../gateway/service';
import { invalidParameters } from '../errors';

/** Whether something of this owner is within the level of the filter; the user's own if there is no filter. */
export function isWithin(filter: AccessLevelFilter | undefined, ownerArn: string, caller: Caller): boolean {
  const { Key = 'User', Value = 'self' } = filter ?? {};
  if (Value !== 'self') throw invalidParameters(`Invalid access level filter value ${Value}. Valid value: self`);
  return Key === 'Account' || ownerArn === caller.principalArn;
}
