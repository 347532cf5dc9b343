import { type Fault } from '../faults/fault';

/** The result of a function; the payload is JSON. */
export type InvocationResult =
  | { readonly payload: string }
  | {
      readonly functionError: FunctionError;
      /** The reason why the code cannot run here, though it could on AWS, so that a retry is useless. */
      readonly cannotRun?: string;
    };

/** An error as Lambda reports it in the payload of a reply with `FunctionError: Unhandled`. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
  /** Present for Python functions. */
  readonly stackTrace?: readonly string[];
}

export type InvocationOutcome = 'succeeded' | 'failed' | 'timedOut' | 'killed';

/** One run of a function, for statistics. */
export interface InvocationRecord {
  readonly functionName: string;
  readonly requestId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly billedMilliseconds: number;
  readonly coldStart: boolean;
  readonly outcome: InvocationOutcome;
  /** The fault of the run itself, before it began. */
  readonly fault?: Fault;
}

/** An error of a function that reports it in the format of its own language. */
export class UnhandledError extends Error {
  constructor(readonly functionError: FunctionError) {
    super(functionError.errorMessage);
  }
}

/** The error with which Lambda reports a process that the system has killed, e.g. as it was out of memory. */
export function crash(requestId: string): FunctionError {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
  return { errorType: 'Runtime.ExitError', errorMessage };
}

export function timeOut(requestId: string, timeoutSeconds: number): FunctionError {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  return { errorType: 'Sandbox.Timedout', errorMessage };
}

export function cannotRun(reason: string): InvocationResult {
  return { functionError: { errorType: 'Runtime.ImportModuleError', errorMessage: reason }, cannotRun: reason };
}

export function unhandled(error: unknown): FunctionError {
  if (error instanceof UnhandledError) return error.functionError;
  if (typeof error !== 'object' || error === null) return { errorType: typeof error, errorMessage: String(error) };
  const { name = 'Error', message = '', stack } = error as Partial<Error>;
  return { errorType: name, errorMessage: message, trace: ownFrames(stack) };
}

/** Drops the frames of the local cloud, which are below those of the function on the same stack. */
function ownFrames(stack = ''): string[] {
  return stack.split('\n').filter((line) => !line.startsWith('    at ') || line.includes('/var/task/'));
}
