import { type Duplex } from 'node:stream';
import { type FunctionConfiguration } from './function-configuration';
import { type Clock } from '../clock/clock';
import { type ChildProcesses } from '../gateway/child-processes';
import { type RequestsInFlight, type Sender } from '../gateway/requests-in-flight';

/** The code of a function in an execution environment, in the language of its runtime. */
export interface Program {
  /** Before each run; throws what keeps the code from being loaded. */
  load(): void;
  /** Gives what the handler answers, as JSON; throws what it throws. */
  run(payload: string, invocation: Invocation): Promise<string>;
  /** Calls back after so many milliseconds of the time that the code lives in, unless the result is called before. */
  timer(milliseconds: number, callback: () => void): () => void;
  /** From now on nothing that the code does has an effect. */
  kill(): void;
  /** Its environment, which is idle, is needed no more. */
  retire(): void;
}

/** What the code is told of the invocation. */
export interface Invocation {
  readonly requestId: string;
  /** In milliseconds since 1970. */
  readonly deadline: number;
}

/** What the code meets outside of it. */
export interface ProgramHost {
  readonly configuration: FunctionConfiguration;
  /** Which environment of the cloud it is, from 1. */
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
  /** Ends the environment: the code cannot run here, for this reason. */
  readonly giveUp: (reason: string) => void;
  /** Writes the package to the disk and gives the directory. */
  readonly unpack: () => string;
}
