import { isDenied, isInvalid, isNotFound } from './errors';

/**
 * Returns undefined if the call is denied. It is meant for calls of administrators, which an account that a portfolio
 * is shared with may lack. How they fail there is not documented.
 */
export async function unlessRefused<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error) || isDenied(error) || isInvalid(error)) return undefined;
    throw error;
  }
}
