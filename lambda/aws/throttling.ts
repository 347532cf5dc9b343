import { isThrottlingError } from '@smithy/core/retry';

const TRIES = 4;

/**
 * A step makes half a dozen calls in a row and begins anew when one of them fails. Where many products share a low rate
 * none would ever get through, so a throttled call is tried again right here. The SDK's own retries do not do: they end
 * for good when their quota is used up.
 */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await call();
    } catch (error) {
      if (tried === TRIES || !isThrottled(error)) throw error;
      const pause = 1000 * 2 ** (tried - 1) * (0.5 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function isThrottled(error: unknown): boolean {
  return error instanceof Error && isThrottlingError(error as Parameters<typeof isThrottlingError>[0]);
}
