/** A fault of a call. Before: the call has no effect. After: it has its effect, and the caller does not learn of it. */
export type Fault =
  /** Refused for the rate of calls, with the service's own error code and message. */
  | 'throttled'
  /** Refused for lack of a permission, as before a permission that was granted takes effect. */
  | 'denied'
  /** Refused for a quota, with an error code that SDKs take for throttling. */
  | 'atQuota'
  /** Takes effect, and is answered, 20 seconds late; a client does not time out before. */
  | 'late'
  /** The service answers HTTP 500. */
  | 'failedBefore'
  | 'failedAfter'
  /** The connection is reset without a reply. */
  | 'resetBefore'
  | 'resetAfter'
  /** No reply ever arrives, and the connection stays open. */
  | 'unansweredBefore'
  | 'unansweredAfter'
  /** The calling function dies during this call. */
  | 'killedBefore'
  | 'killedAfter';

export const LATE_MILLISECONDS = 20_000;

/** A call that can be given a fault: a request to a service, or the invocation of a function (`lambda`, `Invoke`). */
export interface FallibleCall {
  /** The name in a signature, e.g. `servicecatalog`. */
  readonly service: string;
  readonly operation: string;
  /** The function that calls; for `lambda` `Invoke`, the function that is invoked. */
  readonly functionName?: string;
}

export interface FaultRule {
  readonly fault: Fault;

  /** @default - of any service, `lambda` included */
  readonly service?: string;

  /** @default - any operation */
  readonly operation?: string;

  /** @default - by any caller */
  readonly functionName?: string;

  /**
   * The ordinals of the matching calls that are hit, counted from 1 since the rule was added.
   *
   * @default - all
   */
  readonly nth?: number | readonly number[];

  /**
   * The probability with which each of these calls is hit.
   *
   * @default 1
   */
  readonly probability?: number;
}

/**
 * The faults that can happen to any call. `denied` and `atQuota` are not among them: they follow from somebody's
 * decision.
 */
export const ACCIDENTS: readonly Fault[] = [
  'throttled',
  'failedBefore',
  'failedAfter',
  'resetBefore',
  'resetAfter',
  'unansweredBefore',
  'unansweredAfter',
  'killedBefore',
  'killedAfter',
];
