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

/** The pauses between the attempts of an event whose function fails. */
const RETRY_PAUSES_SECONDS = [60, 120];

/** An event that cannot be run at all is retried after a second, then with exponential backoff up to this limit. */
const LONGEST_PAUSE_SECONDS = 300;

export interface AsyncInvocationOptions {
  readonly clock: Clock;
  readonly config: () => AsyncInvokeConfig;
  readonly attempt: () => Promise<InvocationResult>;
}

/**
 * An event in Lambda's queue.
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

  /**
   * Returns the result of the last attempt; undefined where there was none, because the function was deleted or the
   * event too old.
   */
  async run(): Promise<InvocationResult | undefined> {
    for (;;) {
      const pause = await this.attempt();
      if (pause === undefined || this.ageSeconds() + pause > this.options.config().maximumEventAgeSeconds) {
        return this.lastResult;
      }
      await this.options.clock.sleep(pause * 1000);
    }
  }

  /** Returns the seconds until the next attempt, or undefined where this was the last one. */
  private async attempt(): Promise<number | undefined> {
    try {
      const result = await this.options.attempt();
      this.lastResult = result;
      if ('payload' in result || result.cannotRun !== undefined) return undefined;
      if (this.failures >= this.options.config().maximumRetryAttempts) return undefined;
      return RETRY_PAUSES_SECONDS[this.failures++];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code === 'ResourceNotFoundException') return undefined; // The function has been deleted.
      return Math.min(2 ** this.refusals++, LONGEST_PAUSE_SECONDS);
    }
  }

  private ageSeconds(): number {
    return (this.options.clock.now() - this.queuedAt) / 1000;
  }
}
