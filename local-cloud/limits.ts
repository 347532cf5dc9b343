/** What an account can do at the same time, beside the calls a second of Service Catalog. */
export interface Limits {
  /** Milliseconds from a call of a function to its reply. */
  readonly callTakes: number;

  /** StartExecution a second: the refill of its bucket in most Regions. */
  readonly executionStartsPerSecond: number;

  /** Functions that run at the same time: 1000, and 10 in a new account. */
  readonly concurrentInvocations: number;
}

export const NO_LIMITS: Limits = {
  callTakes: 0,
  executionStartsPerSecond: Infinity,
  concurrentInvocations: Infinity,
};
