import { isAtLimit, isThrottled, isTransient, isRetryable } from '../../../lambda/aws/errors';

const refusal = (name: string, message = 'no'): Error => Object.assign(new Error(message), { name });

test.each([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'SlowDown',
])('%s is throttling, which is waited out', (name) => {
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
])('%s is no throttling, and gets minutes to pass', (name) => {
  expect([isThrottled, isTransient, isRetryable, isAtLimit].map((is) => is(refusal(name)))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('a limit of the rate is throttling, whatever its class', () => {
  expect(isThrottled(refusal('LimitExceededException', 'Rate exceeded'))).toBe(true);
});
