import type { UpdateProvisioningPreferences } from '@aws-sdk/client-service-catalog';
import { type Behaviours } from '../behaviours';
import { type ConstraintOf } from '../catalog/constraint';
import { invalidParameters } from '../errors';
import { atMostOne, exactlyOne } from '../request/pairs';

export function checkPreferences(
  preferences: UpdateProvisioningPreferences,
  constraint: ConstraintOf<'STACKSET'>,
  { paceOfStackSet }: Behaviours,
): void {
  const isSent = Object.keys(preferences).length > 0;
  const one = isSent && paceOfStackSet === 'REQUIRED' ? exactlyOne : atMostOne;
  one(preferences, 'StackSetFailureToleranceCount', 'StackSetFailureTolerancePercentage');
  one(preferences, 'StackSetMaxConcurrencyCount', 'StackSetMaxConcurrencyPercentage');
  const { StackSetFailureToleranceCount: tolerance = 0, StackSetMaxConcurrencyCount: concurrency } = preferences;
  const isCounted = preferences.StackSetFailureTolerancePercentage === undefined;
  if (isCounted && concurrency !== undefined && concurrency > tolerance + 1) {
    throw invalidParameters(
      `StackSetMaxConcurrencyCount ${concurrency} must be at most one more than StackSetFailureToleranceCount ${tolerance}.`,
    );
  }
  refuseOthers('accounts', preferences.StackSetAccounts, constraint.accounts);
  refuseOthers('regions', preferences.StackSetRegions, constraint.regions);
}

function refuseOthers(what: string, requested: readonly string[] = [], allowed: readonly string[]): void {
  const others = requested.filter((one) => !allowed.includes(one));
  if (others.length === 0) return;
  throw invalidParameters(`The STACKSET constraint does not allow the ${what} [${others.join(', ')}].`);
}
