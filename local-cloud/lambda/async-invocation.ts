import { type InvocationResult } from './invocation';
import { type Clock } from '../clock/clock';
import { AwsError } from '../gateway/service';

export interface AsyncInvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
}

export const DEFAULT_ASYNC_INVOKE_CONFIG: AsyncInvokeConfig = {
  maximumRetryAttempts: 2,
  maximumEventAgeSeconds: 6 * 3600,
};

/** Between the attempts of an event whose function failed. */
const RETRY_PAUSES_SECONDS = [60, 120];

/** An event that could not be run at all is tried after a second, then ever more rarely. */
const LONGEST_PAUSE_SECONDS = 300;

export interface AsyncInvocationOptions {
  readonly clock: Clock;
  readonly config: () => AsyncInvokeConfig;
  readonly attempt: () => Promise<InvocationResult>;
}

/**
 * One event in Lambda's queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsyncInvocation {
  private readonly queuedAt: number;
  private failures = 0;
  private refusals = 0;
  private lastResult: InvocationResult | undefined;

  constructor(private readonly options: AsyncInvocationOptions) {
    this.queuedAt = options.clock.now();
  }

  /** Gives the result of the last attempt that was made; none was, if the function is gone or the event too old. */
  async run(): Promise<InvocationResult | undefined> {
    for (;;) {
      const pause = await this.attempt();
      if (pause === undefined || this.ageSeconds() + pause > this.options.config().maximumEventAgeSeconds) {
        return this.lastResult;
      }
      await this.options.clock.sleep(pause * 1000);
    }
  }

  /** The seconds until the next attempt, or nothing if this was the last one. */
  private async attempt(): Promise<number | undefined> {
    try {
      const result = await this.options.attempt();
      this.lastResult = result;
      if ('payload' in result || result.cannotRun !== undefined) return undefined;
      if (this.failures >= this.options.config().maximumRetryAttempts) return undefined;
      return RETRY_PAUSES_SECONDS[this.failures++];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code === 'ResourceNotFoundException') return undefined; // the function has been deleted
      return Math.min(2 ** this.refusals++, LONGEST_PAUSE_SECONDS);
    }
  }

  private ageSeconds(): number {
    return (this.options.clock.now() - this.queuedAt) / 1000;
  }
}
