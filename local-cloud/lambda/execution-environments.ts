import { type Duplex } from 'node:stream';
import { ExecutionEnvironment } from './execution-environment';
import { type FunctionConfiguration } from './function-configuration';
import { UnpackedPackages } from './unpacked-packages';
import { type Clock } from '../clock/clock';
import { Logs } from '../cloudwatch-logs/logs';
import { type Callers } from '../gateway/authentication/callers';
import { type Credentials } from '../gateway/authentication/credentials';
import { type ChildProcesses } from '../gateway/child-processes';
import { type RequestsInFlight } from '../gateway/requests-in-flight';
import { type Authorize } from '../iam/iam';
import { arn, type Location } from '../location';

export interface ExecutionEnvironmentsOptions extends Location {
  readonly clock: Clock;
  readonly callers: Callers;
  readonly requestsInFlight: RequestsInFlight;
  readonly processes: ChildProcesses;
  readonly logs: Logs;
  /** @default - every role may do everything */
  readonly authorize?: Authorize;
  readonly endpoint: () => string;
  /** Issues the credentials of a function's session. */
  readonly newSession: (functionArn: string) => Required<Credentials>;
  /** Connects to the endpoint. */
  readonly connect: () => Duplex;
}

/** The execution environments of all functions: those in use, and idle ones that can be reused. */
export class ExecutionEnvironments {
  private readonly sessions = new Map<string, Required<Credentials>>();
  private readonly idle = new Map<FunctionConfiguration, ExecutionEnvironment[]>();
  private readonly running = new Set<ExecutionEnvironment>();
  private readonly packages = new UnpackedPackages();
  private count = 0;

  constructor(private readonly options: ExecutionEnvironmentsOptions) {}

  get inUse(): number {
    return this.running.size;
  }

  /** Returns an idle environment of the function, or a new one. */
  take(configuration: FunctionConfiguration): { readonly environment: ExecutionEnvironment; readonly isNew: boolean } {
    const idle = this.takeIdle(configuration);
    const environment = idle ?? this.create(configuration);
    this.running.add(environment);
    return { environment, isNew: idle === undefined };
  }

  /**
   * @param isCurrent - whether the function still has this configuration; otherwise none of its environments is reused
   */
  putBack(configuration: FunctionConfiguration, environment: ExecutionEnvironment, isCurrent: boolean): void {
    this.running.delete(environment);
    if (!isCurrent) this.idle.delete(configuration);
    if (environment.alive && isCurrent) {
      this.idle.set(configuration, [...(this.idle.get(configuration) ?? []), environment]);
    }
  }

  /** Ends all environments. */
  stop(): void {
    for (const environment of [...this.idle.values()].flat()) environment.retire();
    for (const environment of this.running) environment.kill();
    this.packages.remove();
  }

  /** Skips environments that have died meanwhile. */
  private takeIdle(configuration: FunctionConfiguration): ExecutionEnvironment | undefined {
    const idle = this.idle.get(configuration) ?? [];
    let environment = idle.pop();
    while (environment?.alive === false) environment = idle.pop();
    return environment;
  }

  private create(configuration: FunctionConfiguration): ExecutionEnvironment {
    const { clock, region, endpoint, connect, requestsInFlight, processes, callers, account } = this.options;
    const credentials = this.sessionOf(configuration);
    const environment = new ExecutionEnvironment({
      configuration,
      ordinal: ++this.count,
      clock,
      region,
      endpoint: endpoint(),
      credentials,
      connect,
      requestsInFlight,
      processes,
      logs: this.logsFor(configuration),
      unpack: () => this.packages.directoryOf(configuration.code),
    });
    callers.register(credentials, {
      account,
      principalArn: configuration.roleArn,
      functionName: configuration.functionName,
    });
    return environment;
  }

  /** All environments of a function share a session, so that clients need not derive their signing keys again. */
  private sessionOf({ functionArn }: FunctionConfiguration): Required<Credentials> {
    const session = this.sessions.get(functionArn) ?? this.options.newSession(functionArn);
    this.sessions.set(functionArn, session);
    return session;
  }

  /** Lambda writes the lines with the permissions of the function's own role; without them they are lost. */
  private logsFor({ functionName, roleArn, logGroup }: FunctionConfiguration): Logs {
    const { authorize, logs } = this.options;
    const resource = arn('logs', `log-group:${logGroup}:log-stream:${functionName}`, this.options);
    try {
      for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
        authorize?.({ roleArn, name: functionName }, { action, resource });
      }
      return logs;
    } catch {
      return new Logs();
    }
  }
}
