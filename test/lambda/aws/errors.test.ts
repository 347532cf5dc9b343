import { isAtLimit, isThrottled, isTransient, isRetryable } from '../../../lambda/aws/errors';

const refusal = (name: string, message = 'no'): Error => Object.assign(new Error(message), { name });

test.each([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'SlowDown',
])('%s is throttling, and is retried', (name) => {
  expect([isThrottled, isTransient, isRetryable, isAtLimit].map((is) => is(refusal(name)))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test.each([
  'LimitExceededException',
  'ServiceQuotaExceededException',
  'ResourceLimitExceededException',
  'ExecutionLimitExceeded',
  'PriorRequestNotComplete',
  'TransactionInProgressException',
])('%s is not throttling, and is retried for minutes', (name) => {
  expect([isThrottled, isTransient, isRetryable, isAtLimit].map((is) => is(refusal(name)))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('a rate limit is throttling, whatever its error class', () => {
  expect(isThrottled(refusal('LimitExceededException', 'Rate exceeded'))).toBe(true);
});
