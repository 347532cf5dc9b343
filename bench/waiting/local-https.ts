import { ClientRequest, IncomingMessage, request as httpRequest, RequestOptions } from 'node:http';

export { Agent } from 'node:https';

/** `https.request` as far as answers to CloudFormation go, which the local cloud takes at its own port and without TLS. */
export function request(options: RequestOptions, onResponse?: (response: IncomingMessage) => void): ClientRequest {
  const { port } = new URL(process.env.AWS_ENDPOINT_URL ?? '');
  return httpRequest({ ...options, port }, onResponse);
}
