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
 * What the refusal of a call means.
 * - `retry`: a fault of the service, throttling, or a permission that may be too fresh
 * - `later`: something else that another try may not meet, such as a limit
 * - `noUpdate`: the product is already as it should be
 * - `busy`: Control Tower does one thing at a time
 * - `access`: no way leads to the product
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

/** The same of an operation that was accepted and then failed in its record, which has a message and no class. */
export function classifyFailedRecord(message: string): 'noUpdate' | 'busy' | 'denied' | 'refused' {
  if (isNoUpdate(message)) return 'noUpdate';
  if (busyMessage(message)) return 'busy';
  return isDenialMessage(message) ? 'denied' : 'refused';
}

/** Waits until Service Catalog may accept the operation, and calls it again. */
export function waitWhileBusy(
  context: StepContext,
  operation: string,
  message: string,
  changes: Partial<Progress> = {},
): Step {
  return pauseFor(
    context,
    BUSY_PAUSE_SECONDS,
    `Service Catalog to take ${operation} (${busyMessage(message)})`,
    changes,
  );
}
