import { isDenied, isInvalid, isNotFound } from './errors';

/**
 * What administrators may ask, and an account that a portfolio is shared with perhaps not: nobody says how it is refused
 * then.
 */
export async function unlessRefused<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error) || isDenied(error) || isInvalid(error)) return undefined;
    throw error;
  }
}
