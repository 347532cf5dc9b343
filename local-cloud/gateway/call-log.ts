import { type Caller } from './service';
import { type Fault } from '../faults/fault';

/** A call that reached the cloud. */
export interface LoggedCall {
  readonly time: number;
  readonly caller: Caller;
  /** The function that called, if one did. */
  readonly functionName?: string;
  /** The request id of the invocation that called. */
  readonly invocation?: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly fault?: Fault;
  /** The outcome of the call, even where a fault kept it from the caller. Absent until there is one. */
  outcome?: CallOutcome;
}

export type CallOutcome =
  { readonly output: unknown } | { readonly error: { readonly code: string; readonly message: string } };

export interface CallPattern {
  readonly service?: string;
  readonly operation?: string;
  readonly functionName?: string;
}

/** The calls in the order of their arrival, for tests and for the demo to read. */
export class CallLog {
  readonly entries: LoggedCall[] = [];
  private readonly listeners = new Set<(entry: LoggedCall) => void>();

  /** @param kept - how many calls, the last ones, are kept */
  constructor(private readonly kept = Infinity) {}

  /**
   * Calls the listener with every call when it arrives, before it takes effect. Returns a function that removes the
   * listener.
   */
  onRecord(listener: (entry: LoggedCall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  record(entry: LoggedCall): LoggedCall {
    this.entries.push(entry);
    if (this.entries.length > this.kept) this.entries.shift();
    for (const listener of this.listeners) listener(entry);
    return entry;
  }

  find(pattern: CallPattern): LoggedCall[] {
    return this.entries.filter(
      (entry) =>
        (pattern.service ?? entry.service) === entry.service &&
        (pattern.operation ?? entry.operation) === entry.operation &&
        (pattern.functionName ?? entry.functionName) === entry.functionName,
    );
  }

  count(pattern: CallPattern): number {
    return this.find(pattern).length;
  }
}
