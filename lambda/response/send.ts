import type { Cloud } from '../aws/cloud';
import { log } from '../log';
import { type Response, responseBody } from './response';
import type { AnswerableRequest } from '../request/event';

const TRIES = 3;
const EXPIRED = 403;

/** Returns true if CloudFormation has the response, or can never have it because the URL has expired. */
export async function sendResponse({ put }: Cloud, event: AnswerableRequest, response: Response): Promise<boolean> {
  const body = responseBody(event, response);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const status = await put(event.ResponseURL, body).then(
      (result) => result.status,
      // The error may quote the URL, which is secret.
      () => undefined,
    );
    log('respond', { resource: event.LogicalResourceId, result: response.Status, http: status });
    if (status !== undefined && (status < 300 || status === EXPIRED)) return true;
  }
  return false;
}
