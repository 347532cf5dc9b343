import { type ExecutionEnvironment } from './execution-environment';
import { ExecutionEnvironments, type ExecutionEnvironmentsOptions } from './execution-environments';
import { arn } from '../location';
import { AsyncInvocation, type AsyncInvokeConfig, DEFAULT_ASYNC_INVOKE_CONFIG } from './async-invocation';
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
import { deterministicUuid } from '../deterministic-id';
import { type Fault, LATE_MILLISECONDS } from '../faults/fault';
import { type Faults } from '../faults/faults';
import { AwsError } from '../gateway/service';
import { deniedError, quotaError } from '../gateway/service-errors';

export interface FunctionsOptions extends ExecutionEnvironmentsOptions {
  readonly faults: Faults;
  /** @default - any number */
  readonly concurrentInvocations?: number;
  /** How many invocations are kept to be read afterwards. @default - all */
  readonly invocationsKept?: number;
}

/** The functions of the account: their configurations, and how they are invoked. */
export class Functions {
  readonly invocations: InvocationRecord[] = [];
  /** The payload of each invocation, by its request id. */
  readonly payloads = new Map<string, string>();
  private readonly configurations = new Map<string, FunctionConfiguration>();
  private readonly versionCounts = new Map<string, number>();
  private readonly asyncInvokeConfigs = new Map<string, AsyncInvokeConfig>();
  private readonly environments: ExecutionEnvironments;
  private requestCount = 0;

  constructor(private readonly options: FunctionsOptions) {
    this.environments = new ExecutionEnvironments(options);
  }

  /** Creates or updates a function; invocations under way keep their configuration. */
  put(configuration: FunctionConfiguration): void {
    this.configurations.set(configuration.functionName, configuration);
  }

  /** Deletes a function and its versions. */
  remove(nameOrArn: string): void {
    const name = nameOf(nameOrArn);
    for (const key of this.configurations.keys()) {
      if (key === name || key.startsWith(`${name}:`)) this.configurations.delete(key);
    }
  }

  /** Keeps the function as it is now under the next version number. */
  publishVersion(nameOrArn: string): FunctionConfiguration & { readonly version: string } {
    const latest = this.existing(nameOrArn);
    const { functionName, functionArn } = latest;
    const version = String((this.versionCounts.get(functionName) ?? 0) + 1);
    this.versionCounts.set(functionName, Number(version));
    const published = { ...latest, functionArn: `${functionArn}:${version}`, version };
    this.configurations.set(`${functionName}:${version}`, published);
    return published;
  }

  /**
   * Finds a function or a version of it by name or ARN. Aliases are unknown: any alias stands for the latest version.
   */
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

  /** Returns the lines that a function has logged since then. */
  logOf(nameOrArn: string, since: number): string[] {
    const lines = this.options.logs.ofGroup(this.find(nameOrArn)?.logGroup ?? '');
    return lines.filter(({ time }) => time >= since).map(({ message }) => message);
  }

  setAsyncInvokeConfig(nameOrArn: string, config: AsyncInvokeConfig | undefined): void {
    if (config) this.asyncInvokeConfigs.set(nameOf(nameOrArn), config);
    else this.asyncInvokeConfigs.delete(nameOf(nameOrArn));
  }

  /** Returns the result. Throws where the function cannot be run at all. */
  async invoke(nameOrArn: string, payload: string): Promise<InvocationResult> {
    return this.attempt(this.existing(nameOrArn), payload, deterministicUuid('invocation', ++this.requestCount));
  }

  /** Queues the event, which is retried after failures. Resolves to the result of the last attempt. */
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

  /** Ends all environments. */
  stop(): void {
    this.environments.stop();
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
    if (this.environments.inUse >= concurrentInvocations) throw tooManyRequests();
    const startedAt = clock.now();
    const { environment, isNew } = this.environments.take(configuration);
    const result = await environment.invoke(payload, requestId);
    this.record(configuration, requestId, startedAt, isNew, outcomeOf(result, environment));
    this.environments.putBack(configuration, environment, this.find(configuration.functionArn) === configuration);
    return result;
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

/** Returns the name, with its qualifier if there is one. */
function nameOf(nameOrArn: string): string {
  const name = nameOrArn.startsWith('arn:') ? nameOrArn.split(':').slice(6).join(':') : nameOrArn;
  return name.replace(/:\$LATEST$/, '');
}

function outcomeOf(result: InvocationResult, environment: ExecutionEnvironment): InvocationOutcome {
  if ('payload' in result) return 'succeeded';
  if (environment.alive) return 'failed';
  return result.functionError.errorType === 'Sandbox.Timedout' ? 'timedOut' : 'killed';
}
