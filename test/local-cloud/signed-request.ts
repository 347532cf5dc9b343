import { Request, sign } from 'aws4';
import { Endpoint } from './endpoint';

interface Signed {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export function signed(endpoint: Endpoint, service: string, request: Request): Signed {
  const { endpoint: url, credentials } = endpoint.clientConfig;
  const { host } = new URL(url);
  return sign({ path: '/', ...request, host, service, region: 'us-east-1' }, credentials) as Signed;
}

/** What no SDK would send: a request made by hand, with a good signature. */
export async function signedRequest(endpoint: Endpoint, service: string, request: Request): Promise<Response> {
  const { path, ...init } = signed(endpoint, service, request);
  return fetch(endpoint.clientConfig.endpoint + path, init);
}

export async function callJson(
  endpoint: Endpoint,
  service: string,
  target: string,
  body: string,
): Promise<{ status: number; error: Record<string, unknown> }> {
  const headers = { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': target };
  const response = await signedRequest(endpoint, service, { method: 'POST', headers, body });
  return { status: response.status, error: (await response.json()) as Record<string, unknown> };
}
