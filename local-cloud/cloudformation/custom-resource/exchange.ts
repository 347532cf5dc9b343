import { type CustomResourceEvent } from './custom-resource-event';
import { type CustomResourceResponse } from './response';

/** A request to a function, and its response. Times are milliseconds since 1970. */
export interface Exchange {
  readonly event: CustomResourceEvent;
  readonly sentAt: number;
  /** The number of events of the stack before this request: several events may have the same millisecond. */
  readonly eventsBefore: number;
  /** Absent while CloudFormation still waits. */
  endedAt?: number;
  /** The response, if there was a valid one. */
  response?: CustomResourceResponse;
  /** The reason why there was no valid response. */
  failure?: string;
}
