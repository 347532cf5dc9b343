import { Token } from 'aws-cdk-lib';
import { validatePattern } from './text';
import { refuseType, validateList } from './type';
import type { StackSetPreferences } from '../../stack-set-preferences';

type NumberName = Exclude<keyof StackSetPreferences, 'accounts' | 'regions'>;

/** Throws where Service Catalog would refuse the preferences or read them in an unexpected way. */
export function validateStackSetPreferences(preferences: StackSetPreferences): void {
  validatePlaces('accounts', preferences.accounts, /^\d{12}$/, 'an account id of 12 digits');
  validatePlaces('regions', preferences.regions, /^[a-z]+(-[a-z]+)+-\d+$/, 'the code of a Region, such as "eu-west-1"');
  validateAtMostOne(preferences, 'failureToleranceCount', 'failureTolerancePercentage');
  validateAtMostOne(preferences, 'maxConcurrencyCount', 'maxConcurrencyPercentage');
  validateWholeNumber(preferences, 'failureToleranceCount', 0);
  validateWholeNumber(preferences, 'failureTolerancePercentage', 0, 100);
  validateWholeNumber(preferences, 'maxConcurrencyCount', 1);
  validateWholeNumber(preferences, 'maxConcurrencyPercentage', 1, 100);
  validateConcurrencyWithinTolerance(preferences);
}

function validatePlaces(
  name: 'accounts' | 'regions',
  values: string[] | undefined,
  pattern: RegExp,
  rule: string,
): void {
  if (values === undefined || Token.isUnresolved(values)) return;
  validateList(`stackSetPreferences.${name}`, values);
  if (values.length === 0) {
    throw new Error(
      `stackSetPreferences.${name} is an empty list, which Service Catalog takes for all ${name} of the constraint: ` +
        'name at least one, or leave the property out',
    );
  }
  for (const value of values) validatePattern(`stackSetPreferences.${name}`, value, pattern, rule);
}

function validateAtMostOne(preferences: StackSetPreferences, count: NumberName, percentage: NumberName): void {
  if (preferences[count] === undefined || preferences[percentage] === undefined) return;
  throw new Error(
    `stackSetPreferences has ${count} (${preferences[count]}) and ${percentage} (${preferences[percentage]}), ` +
      'but Service Catalog takes one of them: remove the other',
  );
}

function validateWholeNumber(
  preferences: StackSetPreferences,
  name: NumberName,
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): void {
  const value = preferences[name];
  if (value === undefined || Token.isUnresolved(value)) return;
  const property = `stackSetPreferences.${name}`;
  if (typeof value !== 'number') refuseType(property, value, 'a number', `write ${name}: ${minimum}`);
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  const range = maximum === Number.MAX_SAFE_INTEGER ? `of ${minimum} or more` : `from ${minimum} to ${maximum}`;
  throw new Error(`${property} ${value} must be a whole number ${range}`);
}

function validateConcurrencyWithinTolerance(preferences: StackSetPreferences): void {
  const { maxConcurrencyCount, failureToleranceCount = 0, failureTolerancePercentage } = preferences;
  if (maxConcurrencyCount === undefined || failureTolerancePercentage !== undefined) return;
  if (Token.isUnresolved(maxConcurrencyCount) || Token.isUnresolved(failureToleranceCount)) return;
  if (maxConcurrencyCount <= failureToleranceCount + 1) return;
  throw new Error(
    `stackSetPreferences.maxConcurrencyCount ${maxConcurrencyCount} must be at most failureToleranceCount + 1, ` +
      `which is ${failureToleranceCount + 1}: lower it, or tolerate more failures`,
  );
}
