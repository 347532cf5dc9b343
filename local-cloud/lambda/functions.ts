import { type Duplex } from 'node:stream';
import { arn } from '../location';
import { AsyncInvocation, type AsyncInvokeConfig, DEFAULT_ASYNC_INVOKE_CONFIG } from './async-invocation';
import { ExecutionEnvironment } from './execution-environment';
import { type FunctionConfiguration } from './function-configuration';
import {
  crash,
  type FunctionError,
  type InvocationOutcome,
  type InvocationRecord,
  type InvocationResult,
  timeOut,
} from './invocation';
import { validateEventSize, serviceError, tooManyRequests } from './invocation-errors';
import { UnpackedPackages } from './unpacked-packages';
import { type Clock } from '../clock/clock';
import { Logs } from '../cloudwatch-logs/logs';
import { deterministicUuid } from '../deterministic-id';
import { type Fault, LATE_MILLISECONDS } from '../faults/fault';
import { type Faults } from '../faults/faults';
import { type Callers } from '../gateway/authentication/callers';
import { type Credentials } from '../gateway/authentication/credentials';
import { type ChildProcesses } from '../gateway/child-processes';
import { type RequestsInFlight } from '../gateway/requests-in-flight';
import { AwsError } from '../gateway/service';
import { deniedError, quotaError } from '../gateway/service-errors';
import { type Authorize } from '../iam/iam';

export interface FunctionsOptions {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: Clock;
  readonly callers: Callers;
  readonly faults: Faults;
  readonly requestsInFlight: RequestsInFlight;
  readonly processes: ChildProcesses;
  readonly logs: Logs;
  /** @default - every role may do everything */
  readonly authorize?: Authorize;
  readonly endpoint: () => string;
  /** Credentials for the sessions of a function. */
  readonly newSession: (functionArn: string) => Required<Credentials>;
  /** A connection to the endpoint. */
  readonly connect: () => Duplex;
  /** @default - any number */
  readonly concurrentInvocations?: number;
  /** The last ones; others are forgotten when they end. @default - all */
  readonly invocationsKept?: number;
}

/** The functions of the account: their configurations, their environments, and how they are invoked. */
export class Functions {
  readonly invocations: InvocationRecord[] = [];
  /** What each invocation was given, by its request id. */
  readonly payloads = new Map<string, string>();
  private readonly configurations = new Map<string, FunctionConfiguration>();
  private readonly versionCounts = new Map<string, number>();
  private readonly sessions = new Map<string, Required<Credentials>>();
  private readonly asyncInvokeConfigs = new Map<string, AsyncInvokeConfig>();
  private readonly idle = new Map<FunctionConfiguration, ExecutionEnvironment[]>();
  private environmentCount = 0;
  private readonly running = new Set<ExecutionEnvironment>();
  private readonly packages = new UnpackedPackages();
  private requestCount = 0;

  constructor(private readonly options: FunctionsOptions) {}

  /** Makes or changes a function; invocations under way go on with what they have. */
  put(configuration: FunctionConfiguration): void {
    this.configurations.set(configuration.functionName, configuration);
  }

  /** Its versions go with it. */
  remove(nameOrArn: string): void {
    const name = nameOf(nameOrArn);
    for (const key of this.configurations.keys()) {
      if (key === name || key.startsWith(`${name}:`)) this.configurations.delete(key);
    }
  }

  /** The function as it is now stays to be had under the next number. */
  publishVersion(nameOrArn: string): FunctionConfiguration & { readonly version: string } {
    const latest = this.existing(nameOrArn);
    const { functionName, functionArn } = latest;
    const version = String((this.versionCounts.get(functionName) ?? 0) + 1);
    this.versionCounts.set(functionName, Number(version));
    const published = { ...latest, functionArn: `${functionArn}:${version}`, version };
    this.configurations.set(`${functionName}:${version}`, published);
    return published;
  }

  /** By name or ARN, of a version, too. What an alias stands for is not known: it is taken for the latest. */
  find(nameOrArn: string): FunctionConfiguration | undefined {
    const name = nameOf(nameOrArn);
    return this.configurations.get(name.replace(/:\D.*/, ''));
  }

  existing(nameOrArn: string): FunctionConfiguration {
    const configuration = this.find(nameOrArn);
    if (configuration) return configuration;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${this.arn(nameOf(nameOrArn))}`, 404);
  }

  arn(functionName: string): string {
    return arn('lambda', `function:${functionName}`, this.options);
  }

  names(): string[] {
    return [...this.configurations.keys()].filter((name) => !name.includes(':'));
  }

  /** The lines that a function has logged since then. */
  logOf(nameOrArn: string, since: number): string[] {
    const lines = this.options.logs.ofGroup(this.find(nameOrArn)?.logGroup ?? '');
    return lines.filter(({ time }) => time >= since).map(({ message }) => message);
  }

  setAsyncInvokeConfig(nameOrArn: string, config: AsyncInvokeConfig | undefined): void {
    if (config) this.asyncInvokeConfigs.set(nameOf(nameOrArn), config);
    else this.asyncInvokeConfigs.delete(nameOf(nameOrArn));
  }

  /** Waits for the result. Throws what keeps the function from being run at all. */
  async invoke(nameOrArn: string, payload: string): Promise<InvocationResult> {
    return this.attempt(this.existing(nameOrArn), payload, deterministicUuid('invocation', ++this.requestCount));
  }

  /** Queues the event; it is run again after failures. Gives the promise of the result of the last attempt. */
  invokeAsync(nameOrArn: string, payload: string): Promise<InvocationResult | undefined> {
    const { functionName } = this.existing(nameOrArn);
    validateEventSize(payload);
    const requestId = deterministicUuid('invocation', ++this.requestCount);
    const invocation = new AsyncInvocation({
      clock: this.options.clock,
      config: () => this.asyncInvokeConfigs.get(functionName) ?? DEFAULT_ASYNC_INVOKE_CONFIG,
      attempt: async () => this.attempt(this.existing(nameOrArn), payload, requestId),
    });
    return invocation.run();
  }

  /** The cloud has ended. */
  stop(): void {
    for (const environment of [...this.idle.values()].flat()) environment.retire();
    for (const environment of this.running) environment.kill();
    this.packages.remove();
  }

  private async attempt(
    configuration: FunctionConfiguration,
    payload: string,
    requestId: string,
  ): Promise<InvocationResult> {
    const { functionName, timeoutSeconds } = configuration;
    this.payloads.set(requestId, payload);
    const fault = this.options.faults.next({ service: 'lambda', operation: 'Invoke', functionName });
    switch (fault) {
      case undefined:
        return this.run(configuration, payload, requestId);
      case 'late':
        await this.options.clock.sleep(LATE_MILLISECONDS);
        return this.run(configuration, payload, requestId);
      case 'throttled':
        throw tooManyRequests();
      case 'atQuota':
        throw quotaError();
      case 'denied':
        throw deniedError({ service: 'lambda', operation: 'Invoke' });
      case 'failedBefore':
      case 'resetBefore':
        throw serviceError();
      case 'failedAfter':
      case 'resetAfter':
        await this.run(configuration, payload, requestId);
        throw serviceError();
      case 'killedBefore':
        return this.fail(configuration, requestId, fault, crash(requestId));
      case 'killedAfter':
        await this.run(configuration, payload, requestId);
        return { functionError: crash(requestId) };
      case 'unansweredBefore':
        await this.options.clock.sleep(timeoutSeconds * 1000);
        return this.fail(configuration, requestId, fault, timeOut(requestId, timeoutSeconds));
      case 'unansweredAfter':
        await this.run(configuration, payload, requestId);
        return { functionError: timeOut(requestId, timeoutSeconds) };
    }
  }

  private fail(
    configuration: FunctionConfiguration,
    requestId: string,
    fault: Fault,
    functionError: FunctionError,
  ): InvocationResult {
    const outcome = fault === 'killedBefore' ? 'killed' : 'timedOut';
    this.record(configuration, requestId, this.options.clock.now(), true, outcome, fault);
    return { functionError };
  }

  private async run(
    configuration: FunctionConfiguration,
    payload: string,
    requestId: string,
  ): Promise<InvocationResult> {
    const { clock, concurrentInvocations = Infinity } = this.options;
    if (this.running.size >= concurrentInvocations) throw tooManyRequests();
    const startedAt = clock.now();
    const warm = this.takeIdle(configuration);
    const environment = warm ?? this.newEnvironment(configuration);
    this.running.add(environment);
    const result = await environment.invoke(payload, requestId);
    this.running.delete(environment);
    this.record(configuration, requestId, startedAt, warm === undefined, outcomeOf(result, environment));
    this.keep(configuration, environment);
    return result;
  }

  /** One that has died meanwhile is of no use. */
  private takeIdle(configuration: FunctionConfiguration): ExecutionEnvironment | undefined {
    const idle = this.idle.get(configuration) ?? [];
    let environment = idle.pop();
    while (environment?.alive === false) environment = idle.pop();
    return environment;
  }

  private newEnvironment(configuration: FunctionConfiguration): ExecutionEnvironment {
    const { clock, region, endpoint, connect, requestsInFlight, processes, callers, account } = this.options;
    const credentials = this.sessionOf(configuration);
    const environment = new ExecutionEnvironment({
      configuration,
      ordinal: ++this.environmentCount,
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

  /** One for all its environments: clients keep what they have derived from their keys, and need not derive it anew. */
  private sessionOf({ functionArn }: FunctionConfiguration): Required<Credentials> {
    const session = this.sessions.get(functionArn) ?? this.options.newSession(functionArn);
    this.sessions.set(functionArn, session);
    return session;
  }

  /** Lambda writes the lines under the function's own role; without its permission they are lost. */
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

  /** An environment is used again as long as it lives and its function has not changed. */
  private keep(configuration: FunctionConfiguration, environment: ExecutionEnvironment): void {
    const current = this.find(configuration.functionArn) === configuration;
    if (!current) this.idle.delete(configuration);
    if (environment.alive && current) {
      this.idle.set(configuration, [...(this.idle.get(configuration) ?? []), environment]);
    }
  }

  private record(
    { functionName }: FunctionConfiguration,
    requestId: string,
    startedAt: number,
    coldStart: boolean,
    outcome: InvocationOutcome,
    fault?: Fault,
  ): void {
    const endedAt = this.options.clock.now();
    const billedMilliseconds = Math.max(1, Math.ceil(endedAt - startedAt));
    const times = { startedAt, endedAt, billedMilliseconds };
    this.invocations.push({ functionName, requestId, ...times, coldStart, outcome, fault });
    const { invocationsKept = Infinity } = this.options;
    const forgotten = this.invocations.length > invocationsKept ? this.invocations.shift() : undefined;
    if (forgotten) this.payloads.delete(forgotten.requestId);
  }
}

/** With the qualifier, if there is one. */
function nameOf(nameOrArn: string): string {
  const name = nameOrArn.startsWith('arn:') ? nameOrArn.split(':').slice(6).join(':') : nameOrArn;
  return name.replace(/:\$LATEST$/, '');
}

function outcomeOf(result: InvocationResult, environment: ExecutionEnvironment): InvocationOutcome {
  if ('payload' in result) return 'succeeded';
  if (environment.alive) return 'failed';
  return result.functionError.errorType === 'Sandbox.Timedout' ? 'timedOut' : 'killed';
}
