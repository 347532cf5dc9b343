import { type CustomResourceEvent } from './custom-resource-event';

/** What connects custom resources with the functions behind them. */
export interface CustomResourceOptions {
  /**
   * The asynchronous invocation of the function behind ServiceToken; resolves when the event is queued. Calls back when it
   * turns out that the code cannot run in this cloud, so that no answer is waited for.
   */
  readonly invokeAsync: (functionArn: string, payload: string, onCannotRun: (reason: string) => void) => Promise<void>;
  /** The lines that the function has logged since then. @default - none */
  readonly logOf?: (functionArn: string, since: number) => readonly string[];
  /** Where the function finds the answer URL, e.g. `http://127.0.0.1:4566/cloudformation-response`. */
  readonly responseEndpoint: () => string;
  /** What the answer URLs are signed with. @default - drawn at random */
  readonly signingKey?: string;
  /** A retried deployment reuses the RequestId of the first one, as CloudFormation was seen to do. @default false */
  readonly reuseRequestIds?: boolean;
  /** Stands between the engine and the invocation: it may delay, repeat or drop it. @default - invokes once */
  readonly deliver?: (event: CustomResourceEvent, invoke: () => Promise<void>) => Promise<void>;
}
