import { performance } from 'node:perf_hooks';

/** Does something that takes a while, and prints what was done in how many seconds. */
export async function step<T>(what: string, action: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const taken = (): string => `${Math.round((performance.now() - begin) / 1000)} s`;
  try {
    const result = await action();
    console.log(`✔ ${what} (${taken()})`);
    return result;
  } catch (error) {
    console.log(`✘ ${what} (failed after ${taken()})`);
    throw error;
  }
}
