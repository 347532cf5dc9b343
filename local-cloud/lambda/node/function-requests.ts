import http from 'node:http';
import https from 'node:https';
import { Duplex } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import { type ClockTimers } from '../../clock/clock-timers';
import { RequestsInFlight, type Sender } from '../../gateway/requests-in-flight';

export type HttpModule = typeof http | typeof https;

export interface FunctionRequestsOptions {
  readonly requestsInFlight: RequestsInFlight;
  readonly sender: Sender;
  readonly timers: ClockTimers;
  readonly onChange: () => void;
  /** The endpoint of the cloud that the function runs in. */
  readonly endpoint: string;
  readonly connect: () => Duplex;
}

/** The functions by which the code in a sandbox sends requests. */
export interface SandboxRequests {
  /** `request` of the module `http` or `https`. */
  request(original: HttpModule, args: unknown[]): http.ClientRequest;
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

/**
 * The network of an execution environment. Its requests make the clock stand while they travel, and are never answered
 * once the environment is dead.
 */
export class FunctionRequests implements SandboxRequests {
  private readonly open = new Map<http.ClientRequest, () => void>();
  private fetching = 0;
  private cut = false;

  constructor(private readonly options: FunctionRequestsOptions) {}

  get inFlight(): number {
    return this.open.size + this.fetching;
  }

  /** Sends a request and tracks it. */
  request(original: HttpModule, args: unknown[]): http.ClientRequest {
    if (this.cut) return UNANSWERED_REQUESTS.request(original, args);
    return this.watch(
      this.direct(args, original === https ? 'https:' : 'http:') ?? Reflect.apply(original.request, original, args),
    );
  }

  /** Sends a request and tracks it. */
  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    if (this.cut) return UNANSWERED_REQUESTS.fetch(input, init);
    const { requestsInFlight, sender, onChange } = this.options;
    const id = requestsInFlight.send(sender);
    this.fetching++;
    onChange();
    try {
      const request = new Request(input, init);
      request.headers.set(RequestsInFlight.HEADER, id);
      const response = await this.send(request);
      const body = response.status === 204 ? null : await response.arrayBuffer();
      if (this.cut) return await new Promise<never>(() => {});
      return new Response(body, response);
    } finally {
      requestsInFlight.complete(id);
      this.fetching--;
      onChange();
    }
  }

  /** Breaks every connection without notifying the program. */
  cutOff(): void {
    this.cut = true;
    for (const [request, end] of this.open) {
      request.removeAllListeners().on('error', () => {});
      request.destroy();
      end();
    }
  }

  /** Sends a request to the cloud itself over a direct connection; returns undefined for other requests. */
  private direct(args: readonly unknown[], ownProtocol: string): http.ClientRequest | undefined {
    const [options, onResponse] = requestArguments(args);
    const { protocol = ownProtocol, hostname, host, port: wanted } = options;
    if (!this.isForCloud(protocol, hostname ?? host, wanted)) return undefined;
    const { endpoint, connect } = this.options;
    const { port } = new URL(endpoint);
    return http.request(
      { ...options, protocol: 'http:', port, agent: undefined, createConnection: connect },
      onResponse,
    );
  }

  /**
   * Also accepts the cloud's host with the port of https: code that answers to a ResponseURL takes it for Amazon S3.
   */
  private isForCloud(protocol: string | null, host: unknown, port: unknown): boolean {
    const endpoint = new URL(this.options.endpoint);
    if (host !== endpoint.hostname) return false;
    return String(port ?? '') === endpoint.port || (protocol === 'https:' && (!port || Number(port) === 443));
  }

  private async send(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (!this.isForCloud(url.protocol, url.hostname, url.port)) return fetch(request);
    const { method, headers, signal } = request;
    const body = Buffer.from(await request.arrayBuffer());
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown) => reject(new TypeError('fetch failed', { cause }));
      const sent = this.direct([url, { method, headers: Object.fromEntries(headers), signal }], url.protocol);
      sent
        ?.once('response', (response) => void readResponse(response).then(resolve, fail))
        .once('error', fail)
        .end(body);
    });
  }

  private watch(request: http.ClientRequest): http.ClientRequest {
    const { requestsInFlight, sender, timers, onChange } = this.options;
    const id = requestsInFlight.send(sender);
    request.setHeader(RequestsInFlight.HEADER, id);
    const end = () => {
      this.open.delete(request);
      requestsInFlight.complete(id);
      onChange();
    };
    this.open.set(request, end);
    onChange();
    request.once('close', end);
    // A request whose body is never read never closes.
    request.once('response', (response) => setImmediate(() => response.readableFlowing === null && end()));
    request.setTimeout = (milliseconds, onTimeout) => {
      if (onTimeout) request.once('timeout', onTimeout);
      const timer = timers.setTimeout(() => request.emit('timeout'), milliseconds);
      request.once('close', () => timers.clear(timer));
      return request;
    };
    return request;
  }
}

type OnResponse = (response: http.IncomingMessage) => void;

/** `request` takes a URL, options or both, and optionally a callback. */
function requestArguments([first, second, third]: readonly unknown[]): [http.RequestOptions, OnResponse | undefined] {
  const url = typeof first === 'string' || first instanceof URL ? urlToHttpOptions(new URL(first)) : undefined;
  const options = [url, first, second].filter((it) => typeof it === 'object' && !(it instanceof URL));
  const onResponse = [second, third].find((it) => typeof it === 'function') as OnResponse | undefined;
  return [Object.assign({}, ...options) as http.RequestOptions, onResponse];
}

async function readResponse(response: http.IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { statusCode: status = 0, statusMessage: statusText } = response;
  return new Response(status === 204 ? null : Buffer.concat(chunks), { status, statusText });
}

/** Sends requests that are never answered. */
export const UNANSWERED_REQUESTS: SandboxRequests = {
  request: () => {
    const nowhere = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
    return http.request({ createConnection: () => nowhere });
  },
  fetch: () => new Promise(() => {}),
};
