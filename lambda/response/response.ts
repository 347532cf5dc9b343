import { type LaunchProgress, failedPhysicalId } from './physical-id';
import { printable } from '../messages/printable';
import type { AnswerableRequest, CustomResourceEvent } from '../request/event';

/** The result of a request for CloudFormation. */
export type Response =
  | {
      readonly Status: 'SUCCESS';
      readonly PhysicalResourceId: string;
      readonly Data: Readonly<Record<string, string>>;
      /** CloudFormation masks the data wherever it shows them. */
      readonly NoEcho?: boolean;
    }
  | { readonly Status: 'FAILED'; readonly PhysicalResourceId: string; readonly Reason: string };

/** CloudFormation fails a larger response: "Response object is too long." */
export const MAXIMUM_RESPONSE_BYTES = 4096;

/**
 * Characters kept at the end of a long reason: the advice there is worth more than the middle of a service's message.
 */
const KEPT_END = 400;

/** The response of a failed request. */
export function failedResponse(
  event: CustomResourceEvent,
  progress: LaunchProgress | undefined,
  reason: string,
): Response {
  return { Status: 'FAILED', PhysicalResourceId: failedPhysicalId(event, progress), Reason: reason };
}

/** Renders the body of the PUT. A long reason is cut in its middle; the caller must check the size of data. */
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
