import http from 'node:http';
import https from 'node:https';
import { Duplex } from 'node:stream';
import { ClockTimers } from '../clock/clock-timers';
import { RequestsInFlight, Sender } from '../gateway/requests-in-flight';

type HttpModule = typeof http | typeof https;

/**
 * The network of an execution environment: its requests make the clock stand while they travel, and are never heard of again
 * once the environment is dead.
 */
export class FunctionRequests {
  private readonly open = new Map<http.ClientRequest, () => void>();
  private fetching = 0;
  private cut = false;

  constructor(
    private readonly flights: RequestsInFlight,
    private readonly sender: Sender,
    private readonly timers: ClockTimers,
    private readonly onChange: () => void,
  ) {}

  get inFlight(): number {
    return this.open.size + this.fetching;
  }

  /** `node:http` or `node:https`, watched. */
  module(original: HttpModule): object {
    const request = (...args: unknown[]): http.ClientRequest =>
      this.cut ? requestIntoNowhere() : this.watch(Reflect.apply(original.request, original, args));
    const get = (...args: unknown[]): http.ClientRequest => {
      const sent = request(...args);
      sent.end();
      return sent;
    };
    return { ...original, request, get };
  }

  /** `fetch`, watched. */
  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    if (this.cut) return new Promise(() => {});
    const flight = this.flights.depart(this.sender);
    this.fetching++;
    this.onChange();
    try {
      const request = new Request(input, init);
      request.headers.set(RequestsInFlight.HEADER, flight);
      const response = await fetch(request);
      const body = response.status === 204 ? null : await response.arrayBuffer();
      if (this.cut) return await new Promise<never>(() => {});
      return new Response(body, response);
    } finally {
      this.flights.end(flight);
      this.fetching--;
      this.onChange();
    }
  }

  /** Breaks every connection without telling the program. */
  cutOff(): void {
    this.cut = true;
    for (const [request, end] of this.open) {
      request.removeAllListeners().on('error', () => {});
      request.destroy();
      end();
    }
  }

  private watch(request: http.ClientRequest): http.ClientRequest {
    const flight = this.flights.depart(this.sender);
    request.setHeader(RequestsInFlight.HEADER, flight);
    const end = () => {
      this.open.delete(request);
      this.flights.end(flight);
      this.onChange();
    };
    this.open.set(request, end);
    this.onChange();
    request.once('close', end);
    // A request whose body nobody reads never closes.
    request.once('response', (response) => setImmediate(() => response.readableFlowing === null && end()));
    request.setTimeout = (milliseconds, onTimeout) => {
      if (onTimeout) request.once('timeout', onTimeout);
      const timer = this.timers.setTimeout(() => request.emit('timeout'), milliseconds);
      request.once('close', () => this.timers.clear(timer));
      return request;
    };
    return request;
  }
}

function requestIntoNowhere(): http.ClientRequest {
  const nowhere = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  return http.request({ createConnection: () => nowhere });
}
