import { type LaunchProgress, failedPhysicalId } from './physical-id';
import { printable } from '../messages/printable';
import type { AnswerableRequest, CustomResourceEvent } from '../request/event';

/** How a request ends. */
export type Response =
  | {
      readonly Status: 'SUCCESS';
      readonly PhysicalResourceId: string;
      readonly Data: Readonly<Record<string, string>>;
      /** CloudFormation masks the data wherever it shows it. */
      readonly NoEcho?: boolean;
    }
  | { readonly Status: 'FAILED'; readonly PhysicalResourceId: string; readonly Reason: string };

/** More than that and CloudFormation fails the operation: "Response object is too long." */
export const MAXIMUM_RESPONSE_BYTES = 4096;

/** The advice at the end of a reason is worth more than the middle of a long service message. */
const KEPT_END = 400;

/** The request's failure as CloudFormation is to see it. */
export function failedResponse(
  event: CustomResourceEvent,
  progress: LaunchProgress | undefined,
  reason: string,
): Response {
  return { Status: 'FAILED', PhysicalResourceId: failedPhysicalId(event, progress), Reason: reason };
}

/** The body of the PUT. A reason too long is cut in its middle; data too long is the caller's to know. */
export function responseBody(event: AnswerableRequest, response: Response): string {
  const body = render(event, response);
  if (response.Status === 'SUCCESS' || Buffer.byteLength(body) <= MAXIMUM_RESPONSE_BYTES) return body;
  const end = response.Reason.slice(-KEPT_END);
  for (let kept = Math.min(response.Reason.length - KEPT_END, MAXIMUM_RESPONSE_BYTES); kept > 0; kept -= 16) {
    const shortened = render(event, { ...response, Reason: `${response.Reason.slice(0, kept)} ... ${end}` });
    if (Buffer.byteLength(shortened) <= MAXIMUM_RESPONSE_BYTES) return shortened;
  }
  return render(event, { ...response, Reason: Buffer.from(end).subarray(0, KEPT_END).toString('utf8') });
}

export function responseBytes(event: AnswerableRequest, response: Response): number {
  return Buffer.byteLength(render(event, response));
}

function render(event: AnswerableRequest, response: Response): string {
  return JSON.stringify({
    ...response,
    ...(response.Status === 'FAILED' && { Reason: printable(response.Reason) }),
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
}
