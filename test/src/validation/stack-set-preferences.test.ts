import { CfnParameter } from 'aws-cdk-lib';
import { StackSetPreferences } from '../../../src';
import { declare, declaring, newStack } from '../declared-product';

describe('stack set preferences', () => {
  test.each<[string, StackSetPreferences, string]>([
    ['an account that is no account id', { accounts: ['1234'] }, 'stackSetPreferences.accounts "1234" must be'],
    ['a Region that is none', { regions: ['europe'] }, 'stackSetPreferences.regions "europe" must be the code of'],
    ['a Region without a number', { regions: ['us-east'] }, 'stackSetPreferences.regions "us-east" must be'],
    ['a Region in capitals', { regions: ['US-EAST-1'] }, 'stackSetPreferences.regions "US-EAST-1" must be'],
    ['a Region with underscores', { regions: ['us_east_1'] }, 'stackSetPreferences.regions "us_east_1" must be'],
    [
      'no accounts',
      { accounts: [] },
      'stackSetPreferences.accounts is an empty list, which Service Catalog takes for all',
    ],
    ['no Regions', { regions: [] }, 'stackSetPreferences.regions is an empty list'],
    [
      'two tolerances',
      { failureToleranceCount: 0, failureTolerancePercentage: 0 },
      'stackSetPreferences has failureToleranceCount (0) and failureTolerancePercentage (0), but',
    ],
    [
      'two concurrencies',
      { maxConcurrencyCount: 1, maxConcurrencyPercentage: 10 },
      'stackSetPreferences has maxConcurrencyCount (1) and maxConcurrencyPercentage (10)',
    ],
    [
      'a negative tolerance',
      { failureToleranceCount: -1 },
      'failureToleranceCount -1 must be a whole number of 0 or more',
    ],
    ['a tolerance over 100 %', { failureTolerancePercentage: 101 }, 'must be a whole number from 0 to 100'],
    ['a concurrency of 0', { maxConcurrencyCount: 0 }, 'maxConcurrencyCount 0 must be a whole number of 1 or more'],
    ['a concurrency of 0 %', { maxConcurrencyPercentage: 0 }, 'must be a whole number from 1 to 100'],
    ['a fraction', { failureToleranceCount: 1.5 }, 'failureToleranceCount 1.5 must be a whole number'],
    [
      'more concurrency than the tolerance allows',
      { maxConcurrencyCount: 5, failureToleranceCount: 3 },
      'maxConcurrencyCount 5 must be at most failureToleranceCount + 1, which is 4',
    ],
    ['concurrency without tolerance', { maxConcurrencyCount: 2 }, 'failureToleranceCount + 1, which is 1'],
  ])('fail for %s', (_what, stackSetPreferences, message) => {
    expect(declaring({ stackSetPreferences })).toThrow(message);
  });

  test('may name Regions of every partition', () => {
    const regions = ['us-east-1', 'us-gov-west-1', 'cn-northwest-1', 'us-iso-east-1', 'eusc-de-east-1'];

    expect(declaring({ stackSetPreferences: { regions } })).not.toThrow();
  });

  test('may have values that only the deployment knows', () => {
    const stack = newStack();
    const accounts = new CfnParameter(stack, 'Accounts', { type: 'CommaDelimitedList' }).valueAsList;
    const regions = [new CfnParameter(stack, 'Region').valueAsString];
    const maxConcurrencyCount = new CfnParameter(stack, 'Concurrency', { type: 'Number' }).valueAsNumber;

    expect(() => declare(stack, { stackSetPreferences: { accounts, regions, maxConcurrencyCount } })).not.toThrow();
  });
});
