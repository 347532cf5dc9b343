import { FunctionRequests } from './function-requests';
import { type Callback, LoadedCode } from './loaded-code';
import { type Invocation, type Program, type ProgramHost } from '../program';
import { nodeVersion } from '../runtime';
import { UntrackedWork } from './untracked-work';
import { ClockTimers } from '../../clock/clock-timers';
import { Random } from '../../faults/random';

/** From this version on Lambda's runtime passes no callback. */
const WITHOUT_CALLBACKS = 24;

/** Node.js code, which runs in this process and in the clock's time. */
export class NodeProgram implements Program {
  private readonly timers: ClockTimers;
  private readonly requests: FunctionRequests;
  private readonly untrackedWork: UntrackedWork;
  private loaded: LoadedCode | undefined;
  private running = false;
  /** Set for a handler that answers by callback; called when nothing is left that could call back. */
  private onEmptyLoop: (() => void) | undefined;

  constructor(private readonly host: ProgramHost) {
    const onChange = () => this.watchWork();
    this.timers = new ClockTimers(host.clock, onChange);
    this.requests = new FunctionRequests({ ...host, timers: this.timers, onChange });
    this.untrackedWork = new UntrackedWork(host.clock);
  }

  load(): void {
    const { timers, requests } = this;
    const random = new Random(this.host.ordinal);
    this.loaded ??= LoadedCode.take(this.host.configuration, { ...this.host, timers, requests, random });
  }

  async run(payload: string, invocation: Invocation): Promise<string> {
    this.running = true;
    this.watchWork();
    try {
      return JSON.stringify(await this.handle(JSON.parse(payload), invocation)) ?? 'null';
    } finally {
      this.rest();
    }
  }

  timer(milliseconds: number, callback: () => void): () => void {
    return this.host.clock.timer(milliseconds, callback);
  }

  kill(): void {
    this.timers.clearAll();
    this.requests.cutOff();
    this.rest();
  }

  retire(): void {
    // Code that is still at work must not wake up in another cloud.
    if (this.requests.inFlight === 0) this.loaded?.leave();
    this.kill();
  }

  private rest(): void {
    this.running = false;
    this.onEmptyLoop = undefined;
    this.watchWork();
  }

  private async handle(event: unknown, invocation: Invocation): Promise<unknown> {
    const handler = this.loaded?.handler;
    if (handler === undefined) throw new Error('the code is not loaded');
    const takesCallbacks = nodeVersion(this.host.configuration.runtime) < WITHOUT_CALLBACKS;
    if (!takesCallbacks && handler.length > 2) throw new CallbackHandlerDeprecated();
    return new Promise((resolve, reject) => {
      const callback: Callback = (error, result) =>
        error === undefined || error === null ? resolve(result) : reject(error as Error);
      const ends = { done: callback, succeed: (result: unknown) => resolve(result), fail: reject };
      const context = { ...this.context(invocation), ...(takesCallbacks && ends) };
      const answer = takesCallbacks ? handler(event, context, callback) : handler(event, context, () => {});
      if (answer !== undefined || !takesCallbacks) resolve(answer);
      else this.atEmptyLoop(() => resolve(undefined));
    });
  }

  private context({ requestId, deadline }: Invocation): object {
    const { configuration, clock, logStream } = this.host;
    return {
      awsRequestId: requestId,
      functionName: configuration.functionName,
      functionVersion: configuration.version ?? '$LATEST',
      invokedFunctionArn: configuration.functionArn,
      memoryLimitInMB: String(configuration.memoryMegabytes),
      logGroupName: configuration.logGroup,
      logStreamName: logStream,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()),
    };
  }

  private get waits(): boolean {
    return this.timers.pending + this.requests.inFlight > 0;
  }

  private atEmptyLoop(callback: () => void): void {
    this.onEmptyLoop = callback;
    this.watchWork();
  }

  private watchWork(): void {
    this.untrackedWork.update(this.running && !this.waits);
    const { onEmptyLoop } = this;
    // The continuation of a request or timer starts within the next turns.
    if (onEmptyLoop) {
      setImmediate(() => setImmediate(() => this.waits || this.onEmptyLoop !== onEmptyLoop || onEmptyLoop()));
    }
  }
}

class CallbackHandlerDeprecated extends Error {
  override readonly name = 'Runtime.CallbackHandlerDeprecated';

  constructor() {
    super('AWS Lambda has removed support for callback-based function handlers starting with Node.js 24');
  }
}
