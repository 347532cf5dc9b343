import { type Caller } from './service';
import { type Fault } from '../faults/fault';

/** One call that reached the cloud. */
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
  /** What was answered, even where a fault kept it from the caller; absent as long as there is no answer. */
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

  /** @param keeps how many calls, the last ones; by default all */
  constructor(private readonly keeps = Infinity) {}

  /** Told of every call when it arrives, before it has any effect. Returns what ends that. */
  onRecord(listener: (entry: LoggedCall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  record(entry: LoggedCall): LoggedCall {
    this.entries.push(entry);
    if (this.entries.length > this.keeps) this.entries.shift();
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
