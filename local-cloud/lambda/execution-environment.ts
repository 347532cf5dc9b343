import { Duplex } from 'node:stream';
import { FunctionConfiguration } from './function-configuration';
import { FunctionRequests } from './function-requests';
import { crash, FunctionError, InvocationResult, timeOut, unhandled } from './invocation';
import { LoadedCode } from './loaded-code';
import { SandboxHost } from './sandbox';
import { UnseenWork } from './unseen-work';
import { Clock } from '../clock/clock';
import { ClockTimers } from '../clock/clock-timers';
import { deterministicSuffix } from '../cloudformation/deterministic-id';
import { Logs } from '../cloudwatch-logs/logs';
import { Random } from '../faults/random';
import { RequestsInFlight, Sender } from '../gateway/requests-in-flight';

export interface ExecutionEnvironmentOptions {
  readonly configuration: FunctionConfiguration;
  /** Which environment of the cloud it is, from 1. */
  readonly ordinal: number;
  readonly clock: Clock;
  readonly region: string;
  readonly endpoint: string;
  readonly connect: () => Duplex;
  readonly flights: RequestsInFlight;
  readonly logs: Logs;
}

interface Run {
  readonly requestId: string;
  readonly deadline: number;
  readonly end: (result: InvocationResult) => void;
}

/** One instance of a function: loads the code once, runs one invocation at a time, and can die at any moment. */
export class ExecutionEnvironment implements Sender {
  readonly accessKeyId: string;
  private readonly timers: ClockTimers;
  private readonly requests: FunctionRequests;
  private readonly unseenWork: UnseenWork;
  private loaded: LoadedCode | undefined;
  private current: Run | undefined;
  private dead = false;

  constructor(private readonly options: ExecutionEnvironmentOptions) {
    this.accessKeyId = `ASIA${deterministicSuffix(options.configuration.functionArn)}`;
    const onChange = () => this.watchWork();
    this.timers = new ClockTimers(options.clock, onChange);
    this.requests = new FunctionRequests({ ...options, sender: this, timers: this.timers, onChange });
    this.unseenWork = new UnseenWork(options.clock);
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
      const end = (result: InvocationResult) => {
        stopWatch();
        this.current = undefined;
        this.watchWork();
        resolve(result);
      };
      const stopWatch = clock.timer(limit, () => this.die(timeOut(requestId, configuration.timeoutSeconds)));
      this.current = { requestId, deadline: clock.now() + limit, end };
      this.watchWork();
      void this.run(payload, this.current);
    });
  }

  /** From now on nothing that the function does has an effect; an invocation under way ends as Lambda reports a crash. */
  kill(): void {
    this.die(crash(this.current?.requestId ?? ''));
  }

  /** The end of an idle environment. Its code is left to another one, unless some of it is still at work. */
  retire(): void {
    if (this.dead || this.current) return;
    if (this.requests.inFlight === 0) this.loaded?.leave();
    this.isolate();
  }

  private die(functionError: FunctionError): void {
    if (this.dead) return;
    this.isolate();
    this.current?.end({ functionError });
  }

  private isolate(): void {
    this.dead = true;
    this.timers.clearAll();
    this.requests.cutOff();
  }

  private async run(payload: string, run: Run): Promise<void> {
    const end = (result: InvocationResult) => this.current === run && run.end(result);
    try {
      this.loaded ??= LoadedCode.take(this.options.configuration, this.host());
      const result = await this.loaded.handler(JSON.parse(payload), this.context(run));
      end({ payload: JSON.stringify(result) ?? 'null' });
    } catch (error) {
      const functionError = unhandled(error);
      if (!this.dead) this.log('ERROR', `Invoke Error ${JSON.stringify(functionError)}`);
      end({ functionError });
    }
  }

  private host(): SandboxHost {
    return {
      clock: this.options.clock,
      timers: this.timers,
      requests: this.requests,
      random: new Random(this.options.ordinal),
      environment: this.environmentVariables(),
      log: (level, message) => this.log(level, message),
      exit: () => this.kill(),
    };
  }

  private environmentVariables(): Record<string, string> {
    const { configuration, region, endpoint } = this.options;
    return {
      ...configuration.environment,
      // No file of the developer's machine tells the SDK anything.
      HOME: '/var/empty',
      PATH: '/var/lang/bin:/usr/bin:/bin',
      TZ: ':UTC',
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`,
      AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMegabytes),
      AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: this.logStream(),
      AWS_ACCESS_KEY_ID: this.accessKeyId,
      AWS_SECRET_ACCESS_KEY: 'local-cloud-secret-access-key',
      AWS_SESSION_TOKEN: 'local-cloud-session-token',
      AWS_ENDPOINT_URL: endpoint,
      LAMBDA_TASK_ROOT: '/var/task',
    };
  }

  private context(run: Run): object {
    const { configuration, clock } = this.options;
    return {
      awsRequestId: run.requestId,
      functionName: configuration.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: configuration.functionArn,
      memoryLimitInMB: String(configuration.memoryMegabytes),
      logGroupName: configuration.logGroup,
      logStreamName: this.logStream(),
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, run.deadline - clock.now()),
    };
  }

  private logStream(): string {
    return `$LATEST/${this.options.ordinal}`;
  }

  private log(level: string, message: string): void {
    if (this.dead) return;
    const { clock, configuration, logs } = this.options;
    const requestId = this.current?.requestId ?? '';
    logs.write({
      time: clock.now(),
      logGroup: configuration.logGroup,
      logStream: this.logStream(),
      requestId,
      message: `${new Date(clock.now()).toISOString()}\t${requestId}\t${level}\t${message}`,
    });
  }

  private watchWork(): void {
    const waits = this.timers.pending + this.requests.inFlight > 0;
    this.unseenWork.update(this.current !== undefined && !waits);
  }
}
