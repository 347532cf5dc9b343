import type { ServiceCatalog } from '../../../lambda/aws/cloud';
import { retryingThrottled } from '../../../lambda/aws/retries';

jest.useFakeTimers();

const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });

/** A step of two calls; the times that Service Catalog was asked, and how it ended. */
async function stepOfTwoCalls(describeProduct: jest.Mock, provisionProduct: jest.Mock) {
  const serviceCatalog = retryingThrottled({
    describeProduct,
    provisionProduct,
  } as Partial<ServiceCatalog> as ServiceCatalog);
  const step = async () => {
    await serviceCatalog.describeProduct({ Id: 'prod-1' });
    return serviceCatalog.provisionProduct({ ProvisionedProductName: 'network', ProvisionToken: 'token' });
  };
  const [outcome] = await Promise.allSettled([step(), jest.runAllTimersAsync()]);
  return { outcome: outcome.status, calls: [describeProduct, provisionProduct].map(({ mock }) => mock.calls.length) };
}

test('the first call of a step is never retried in place', async () => {
  const outcome = await stepOfTwoCalls(jest.fn().mockRejectedValue(throttled), jest.fn());
  expect(outcome).toEqual({ outcome: 'rejected', calls: [1, 0] });
});

test('a later call is retried in place, a few times', async () => {
  const soon = jest.fn().mockRejectedValueOnce(throttled).mockRejectedValueOnce(throttled).mockResolvedValue({});
  expect(await stepOfTwoCalls(jest.fn(), soon)).toEqual({ outcome: 'fulfilled', calls: [1, 3] });

  const never = jest.fn().mockRejectedValue(throttled);
  expect(await stepOfTwoCalls(jest.fn(), never)).toEqual({ outcome: 'rejected', calls: [1, 4] });
});

test('a rejected call is not retried', async () => {
  const refused = jest.fn().mockRejectedValue(Object.assign(new Error('No'), { name: 'InvalidParametersException' }));
  expect(await stepOfTwoCalls(jest.fn(), refused)).toEqual({ outcome: 'rejected', calls: [1, 1] });
});
