import { type CustomResourceEvent } from './custom-resource-event';
import { type CustomResourceResponse } from './response';

/** One request that a function was sent, and how the wait for its answer ended. Times are milliseconds since 1970. */
export interface Exchange {
  readonly event: CustomResourceEvent;
  readonly sentAt: number;
  /** How many events its stack had had by then: several may bear the same millisecond. */
  readonly eventsBefore: number;
  /** Missing: CloudFormation still waits. */
  endedAt?: number;
  /** The answer, if one came that CloudFormation could take. */
  response?: CustomResourceResponse;
  /** Why the wait ended without one. */
  failure?: string;
}
