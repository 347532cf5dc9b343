import {
  busyMessage,
  errorMessage,
  isAccessMissing,
  isDenied,
  isDenialMessage,
  isNoUpdate,
  isRetryable,
  isTransient,
} from '../aws/errors';
import type { Progress, Step, StepContext } from '../step/context';
import { BUSY_PAUSE_SECONDS, pauseFor } from '../step/pause';

/**
 * The meaning of a rejected call.
 * - `retry`: a service fault, throttling, or a permission that may be too new
 * - `later`: something else that may pass, such as a limit
 * - `noUpdate`: the product is already as declared
 * - `busy`: Control Tower runs one operation at a time
 * - `access`: the role has no access to the product
 * - `refused`: anything else
 */
export type Refusal = 'retry' | 'later' | 'noUpdate' | 'busy' | 'access' | 'refused';

export function classifyRefusal(error: unknown): Refusal {
  if (isTransient(error) || isDenied(error)) return 'retry';
  const message = errorMessage(error);
  if (isNoUpdate(message)) return 'noUpdate';
  if (busyMessage(message)) return 'busy';
  if (isAccessMissing(error)) return 'access';
  return isRetryable(error) ? 'later' : 'refused';
}

/** Classifies the message of a failed record in the same way; a record has no error class. */
export function classifyFailedRecord(message: string): 'noUpdate' | 'busy' | 'denied' | 'refused' {
  if (isNoUpdate(message)) return 'noUpdate';
  if (busyMessage(message)) return 'busy';
  return isDenialMessage(message) ? 'denied' : 'refused';
}

/** Waits until Service Catalog may accept the operation, and then calls it again. */
export function waitWhileBusy(
  context: StepContext,
  operation: string,
  message: string,
  changes: Partial<Progress> = {},
): Step {
  return pauseFor(
    context,
    BUSY_PAUSE_SECONDS,
    `Service Catalog to accept ${operation} (${busyMessage(message) ?? message})`,
    changes,
  );
}
