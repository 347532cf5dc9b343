import { type Properties } from '../../cloudformation/resource-handlers/resource-handler';

const NUMBERS = [
  'StackSetFailureToleranceCount',
  'StackSetFailureTolerancePercentage',
  'StackSetMaxConcurrencyCount',
  'StackSetMaxConcurrencyPercentage',
];

/**
 * Returns the property `ProvisioningPreferences` in the format of the operations; only an update has an operation type.
 */
export function preferencesOf({ ProvisioningPreferences }: Properties, of: 'LAUNCH' | 'UPDATE'): object | undefined {
  if (ProvisioningPreferences === undefined) return undefined;
  const preferences = Object.entries(ProvisioningPreferences as Properties)
    .filter(([name]) => of === 'UPDATE' || name !== 'StackSetOperationType')
    .map(([name, value]) => [name, NUMBERS.includes(name) ? Number(value) : value]);
  return Object.fromEntries(preferences) as object;
}
