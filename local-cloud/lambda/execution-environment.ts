import { type Duplex } from 'node:stream';
import { environmentVariables } from './environment-variables';
import { type FunctionConfiguration } from './function-configuration';
import { cannotRun, crash, type InvocationResult, timeOut, unhandled } from './invocation';
import { NodeProgram } from './node/node-program';
import { type Invocation, type Program, type ProgramHost } from './program';
import { PythonProgram } from './python/python-program';
import { isPython } from './runtime';
import { type Clock } from '../clock/clock';
import { type Logs } from '../cloudwatch-logs/logs';
import { type Credentials } from '../gateway/authentication/credentials';
import { type ChildProcesses } from '../gateway/child-processes';
import { type RequestsInFlight, type Sender } from '../gateway/requests-in-flight';

export interface ExecutionEnvironmentOptions {
  readonly configuration: FunctionConfiguration;
  /** The number of the environment in its cloud, from 1. */
  readonly ordinal: number;
  readonly clock: Clock;
  readonly region: string;
  readonly endpoint: string;
  /** The credentials of the session of its role. */
  readonly credentials: Required<Credentials>;
  readonly connect: () => Duplex;
  readonly requestsInFlight: RequestsInFlight;
  readonly processes: ChildProcesses;
  readonly logs: Logs;
  /** Writes the package to the disk and returns the directory. */
  readonly unpack: () => string;
}

interface Run extends Invocation {
  readonly end: (result: InvocationResult) => void;
}

/** An instance of a function. It loads the code once, runs one invocation at a time, and can die at any moment. */
export class ExecutionEnvironment implements Sender {
  private readonly program: Program;
  private current: Run | undefined;
  private dead = false;

  constructor(private readonly options: ExecutionEnvironmentOptions) {
    const host = this.host();
    this.program = isPython(options.configuration.runtime) ? new PythonProgram(host) : new NodeProgram(host);
  }

  get functionName(): string {
    return this.options.configuration.functionName;
  }

  get requestId(): string | undefined {
    return this.current?.requestId;
  }

  get alive(): boolean {
    return !this.dead;
  }

  async invoke(payload: string, requestId: string): Promise<InvocationResult> {
    const { clock, configuration } = this.options;
    const limit = configuration.timeoutSeconds * 1000;
    return new Promise((resolve) => {
      let stopWatch = () => {};
      const end = (result: InvocationResult) => {
        stopWatch();
        this.current = undefined;
        resolve(result);
      };
      this.current = { requestId, deadline: clock.now() + limit, end };
      if (!this.load()) return;
      // The time that the code takes to load is not counted.
      stopWatch = this.program.timer(limit, () => this.timeOut(requestId));
      this.current = { requestId, deadline: clock.now() + limit, end };
      void this.run(payload, this.current);
    });
  }

  /**
   * From now on nothing that the function does has an effect. An invocation under way ends with the error of a crash.
   */
  kill(): void {
    this.die({ functionError: crash(this.current?.requestId ?? '') });
  }

  /** Ends an idle environment. Its code can be taken over by another one, unless some of it is still at work. */
  retire(): void {
    if (this.dead || this.current) return;
    this.dead = true;
    this.program.retire();
  }

  private timeOut(requestId: string): void {
    const functionError = timeOut(requestId, this.options.configuration.timeoutSeconds);
    this.write(`${requestId} ${functionError.errorMessage.replace(/^.*Error: /, '')}`);
    this.die({ functionError });
  }

  private die(result: InvocationResult): void {
    if (this.dead) return;
    this.dead = true;
    this.program.kill();
    this.current?.end(result);
  }

  /** Returns true where the code was loaded; otherwise the invocation has ended. */
  private load(): boolean {
    try {
      this.program.load();
    } catch (error) {
      this.fail(error);
    }
    return this.current !== undefined;
  }

  private async run(payload: string, run: Run): Promise<void> {
    try {
      const result = await this.program.run(payload, run);
      if (this.current === run) run.end({ payload: result });
    } catch (error) {
      if (this.current === run) this.fail(error);
    }
  }

  private fail(error: unknown): void {
    const functionError = unhandled(error);
    this.log('ERROR', `Invoke Error ${JSON.stringify(functionError)}`);
    this.current?.end({ functionError });
  }

  private host(): ProgramHost {
    const { options } = this;
    const logStream = `$LATEST/${options.ordinal}`;
    return {
      ...options,
      sender: this,
      environment: environmentVariables({ ...options, logStream }),
      logStream,
      log: (level, message) => this.log(level, message),
      exit: () => this.kill(),
      abort: (reason) => {
        this.log('ERROR', reason);
        this.die(cannotRun(reason));
      },
    };
  }

  private log(level: string, message: string): void {
    this.write(`${this.current?.requestId ?? ''}\t${level}\t${message}`);
  }

  private write(text: string): void {
    if (this.dead) return;
    const { clock, configuration, logs, ordinal } = this.options;
    logs.write({
      time: clock.now(),
      logGroup: configuration.logGroup,
      logStream: `$LATEST/${ordinal}`,
      requestId: this.current?.requestId ?? '',
      message: `${new Date(clock.now()).toISOString()}\t${text}`,
    });
  }
}
