/** What may go wrong with a call. Before: it has no effect. After: it had its effect, and the caller does not know. */
export type Fault =
  /** Refused for the rate of calls, in the service's own class and words. */
  | 'throttled'
  /** Refused for want of a permission, as long as one that was given has not taken effect. */
  | 'denied'
  /** Refused for a quota, in a class that SDKs take for throttling. */
  | 'atQuota'
  /** Has its effect, and its reply, 20 seconds later than usual: before a client gives up. */
  | 'late'
  /** HTTP 500. */
  | 'failedBefore'
  | 'failedAfter'
  /** The connection breaks without a reply. */
  | 'resetBefore'
  | 'resetAfter'
  /** No reply ever comes, and the connection stays open. */
  | 'unansweredBefore'
  | 'unansweredAfter'
  /** The function that calls dies at this very call. */
  | 'killedBefore'
  | 'killedAfter';

export const LATE_MILLISECONDS = 20_000;

/** A call that a fault may befall: a request to a service, or the invocation of a function (`lambda`, `Invoke`). */
export interface FallibleCall {
  /** As in a signature, e.g. `servicecatalog`. */
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
   * Which of the matching calls, counted from 1 since the rule was made.
   *
   * @default - all
   */
  readonly nth?: number | readonly number[];

  /**
   * How likely each of these calls is to be hit.
   *
   * @default 1
   */
  readonly probability?: number;
}

/** What makes any call fail. `denied` and `atQuota` are not among them: somebody has decided that. */
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
