import { type Duplex } from 'node:stream';
import { type FunctionConfiguration } from './function-configuration';
import { type Clock } from '../clock/clock';
import { type ChildProcesses } from '../gateway/child-processes';
import { type RequestsInFlight, type Sender } from '../gateway/requests-in-flight';

/** The code of a function in an execution environment, in the language of its runtime. */
export interface Program {
  /** Called before each run. Throws where the code cannot be loaded. */
  load(): void;
  /** Returns the result of the handler as JSON, or throws its error. */
  run(payload: string, invocation: Invocation): Promise<string>;
  /**
   * Calls back after this many milliseconds of the time in which the code runs, unless the returned function is called
   * before.
   */
  timer(milliseconds: number, callback: () => void): () => void;
  /** From now on nothing that the code does has an effect. */
  kill(): void;
  /** Called when the idle environment is no longer needed. */
  retire(): void;
}

/** The part of an invocation that the code sees. */
export interface Invocation {
  readonly requestId: string;
  /** In milliseconds since 1970. */
  readonly deadline: number;
}

/** The environment of the code. */
export interface ProgramHost {
  readonly configuration: FunctionConfiguration;
  /** The number of the environment in its cloud, from 1. */
  readonly ordinal: number;
  readonly clock: Clock;
  readonly endpoint: string;
  readonly connect: () => Duplex;
  readonly requestsInFlight: RequestsInFlight;
  readonly processes: ChildProcesses;
  readonly sender: Sender;
  readonly environment: Readonly<Record<string, string>>;
  readonly logStream: string;
  readonly log: (level: string, message: string) => void;
  readonly exit: () => void;
  /** Ends the environment, as the code cannot run here for this reason. */
  readonly abort: (reason: string) => void;
  /** Writes the package to the disk and returns the directory. */
  readonly unpack: () => string;
}
