import { StandardRetryStrategy } from '@smithy/core/retry';
import type { ServiceCatalog } from './cloud';
import { isThrottled } from './errors';

const TRIES = 4;

/**
 * Service Catalog for one step. When the first call of a step is throttled nothing is lost by coming again later. A later
 * one is tried again right here: the step would begin anew, and where many products share a low rate none would ever get
 * through.
 */
export function retryingThrottled(serviceCatalog: ServiceCatalog): ServiceCatalog {
  let tries = 1;
  return new Proxy(serviceCatalog, {
    get: (service, operation: keyof ServiceCatalog) => async (input: never) => {
      try {
        return await untilTaken<unknown>(() => service[operation](input), tries);
      } finally {
        tries = TRIES;
      }
    },
  });
}

async function untilTaken<T>(call: () => Promise<T>, tries: number): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await call();
    } catch (error) {
      if (tried === tries || !isThrottled(error)) throw error;
      const pause = 1000 * 2 ** (tried - 1) * (0.5 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/** The SDK's own retries, without those of throttled calls: what is lost by one only the step knows. */
export class NoThrottlingRetry extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(...[token, info]: Parameters<Refresh>): ReturnType<Refresh> {
    if (info.errorType === 'THROTTLING') throw info.error;
    return super.refreshRetryTokenForRetry(token, info);
  }
}
