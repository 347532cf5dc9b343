import { StandardRetryStrategy } from '@smithy/core/retry';
import type { ServiceCatalog } from './cloud';
import { isThrottled } from './errors';

const TRIES = 4;

/**
 * Wraps Service Catalog for one step. If the first call is throttled, the step fails: repeating it later costs nothing.
 * Later calls are retried here: a repeated step would start over, and with many products under a low rate none would
 * finish.
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

/** Retries like the SDK, except throttled calls: only the step knows what a failure costs. */
export class NoThrottlingRetry extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(...[token, info]: Parameters<Refresh>): ReturnType<Refresh> {
    if (info.errorType === 'THROTTLING') throw info.error;
    return super.refreshRetryTokenForRetry(token, info);
  }
}
