import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { type Duplex } from 'node:stream';
import { type Addressee, Authentication } from './authentication/authentication';
import { authenticationError } from './authentication/authentication-errors';
import { type Callers } from './authentication/callers';
import { credentialScope } from './authentication/request-signature';
import { pageRefusal } from './authentication/web-pages';
import { type CallLog, type LoggedCall } from './call-log';
import { ChildProcesses } from './child-processes';
import { connectDirectly } from './direct-connection';
import { errorReply } from './reply';
import { RequestsInFlight, type Sender } from './requests-in-flight';
import { httpRoute, jsonRoute, type Route } from './route';
import {
  AwsError,
  type Caller,
  type HttpService,
  type JsonService,
  type Protocol,
  type ReceivedRequest,
  type ServiceReply,
  type ServiceRequest,
} from './service';
import { deniedError, internalError, quotaError, throttlingError } from './service-errors';
import { rejectUnservedService } from './unserved-service';
import { type Clock } from '../clock/clock';
import { type Fault, LATE_MILLISECONDS } from '../faults/fault';
import { type Faults } from '../faults/faults';

export interface GatewayOptions {
  readonly clock: Clock;
  readonly callers: Callers;
  readonly callLog: CallLog;
  readonly faults: Faults;
  /** Throws where the caller may not make this call. @default - every caller may do everything */
  readonly authorize?: (call: LoggedCall) => void;
  /** Milliseconds from a function's call to the reply. @default 0 */
  readonly callTakes?: number;
}

/** The endpoint that programs inside the cloud use while it listens at no port. */
const INSIDE = 'http://local-cloud.internal';

/** The outcome in place of a reply: the connection is reset, or nothing ever arrives. */
type NoReply = 'reset' | 'unanswered';

const UNANSWERED: ReadonlySet<Fault> = new Set<Fault>(['unansweredBefore', 'unansweredAfter']);
const KILLED: ReadonlySet<Fault> = new Set<Fault>(['killedBefore', 'killedAfter']);

/** The one endpoint of the local cloud. It accepts the requests of all clients and routes each to its service. */
export class Gateway {
  readonly requestsInFlight: RequestsInFlight;
  readonly processes: ChildProcesses;
  private readonly server: Server;
  private readonly authentication: Authentication;
  private readonly jsonServices = new Map<string, JsonService>();
  private readonly httpServices = new Map<string, HttpService>();
  private readonly presignedServices = new Map<string, HttpService>();

  constructor(private readonly options: GatewayOptions) {
    this.requestsInFlight = new RequestsInFlight(options.clock);
    this.processes = new ChildProcesses(options.clock);
    this.authentication = new Authentication(options.callers, options.clock);
    this.server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      void this.serve(request, response).catch(() => response.destroy()); // The client has disconnected.
    });
  }

  get endpoint(): string {
    if (!this.server.listening) return INSIDE;
    return `http://127.0.0.1:${this.port}`;
  }

  addJsonService(service: JsonService): void {
    this.jsonServices.set(service.targetPrefix, service);
  }

  addHttpService(service: HttpService): void {
    this.httpServices.set(service.signingName, service);
  }

  /** Adds a service under a path of its own. It verifies its requests itself, by the URLs that it has signed. */
  addPresignedService(pathPrefix: string, service: HttpService): void {
    this.presignedServices.set(pathPrefix, service);
  }

  /** Connects a program inside the cloud. */
  connect(): Duplex {
    return connectDirectly(this.server);
  }

  async listen(port = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve());
    });
  }

  async close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock } = this.options;
    const requestId = randomUUID();
    const outside = message.socket instanceof Socket;
    const idInFlight = outside ? undefined : message.headers[RequestsInFlight.HEADER]?.toString();
    const process = this.processes.find(message.headers[ChildProcesses.HEADER]?.toString());
    process?.requestArrived();
    const reply = await clock.busy(async () => {
      const refusal = outside ? pageRefusal(message.headers, this.port) : undefined;
      if (refusal !== undefined) return forbidden(message, refusal, requestId);
      const request = await readRequest(message, requestId);
      const sender = process?.sender ?? (await this.requestsInFlight.arrive(idInFlight));
      return this.reply(request, requestId, outside, sender);
    });
    if (reply === 'unanswered') return;
    process?.replySent();
    await this.requestsInFlight.reply(idInFlight);
    if (reply === 'reset') {
      response.destroy();
      return;
    }
    response.sendDate = false;
    // Functions of this process live in the clock's time, all other clients in the machine's. An SDK that reads another
    // time than its own blames every error on clock skew, and retries forever.
    const date = new Date(idInFlight === undefined ? Date.now() : clock.now()).toUTCString();
    response.writeHead(reply.status, { ...reply.headers, date, 'x-amzn-requestid': requestId });
    response.end(reply.body);
  }

  private async reply(
    request: ReceivedRequest,
    requestId: string,
    outside: boolean,
    sender?: Sender,
  ): Promise<ServiceReply | NoReply> {
    const route = this.route(request);
    const addressee = route ?? { protocol: protocolOf(request.headers, request.url), takesPresigned: () => false };
    let caller: Caller;
    try {
      caller = this.callerOf(request, addressee, outside);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return route?.errorReply(error, requestId) ?? errorReply(addressee.protocol, error, requestId);
    }
    if (route) return this.call(route, caller, requestId, sender);
    return rejectUnservedService(request, credentialScope(request.headers.authorization, request.query)?.service);
  }

  private callerOf(request: ReceivedRequest, addressee: Addressee, outside: boolean): Caller {
    if (addressee.verifiesItself) return this.options.callers.administrator;
    return outside ? this.authentication.verify(request, addressee) : this.authentication.trust(request, addressee);
  }

  private async call(
    route: Route,
    caller: Caller,
    requestId: string,
    sender?: Sender,
  ): Promise<ServiceReply | NoReply> {
    const { faults, callLog, clock } = this.options;
    const { service, operation, input } = route;
    const { functionName, requestId: invocation } = sender ?? {};
    if (sender && this.options.callTakes) await clock.sleep(this.options.callTakes);
    const fault = faults.next({ service, operation, functionName });
    const call = { time: clock.now(), caller, functionName, invocation, service, operation, input, fault };
    const entry = callLog.record(call);

    if (fault === 'late') await clock.sleep(LATE_MILLISECONDS);
    if (fault === 'throttled') return this.fail(route, entry, throttlingError(service), requestId);
    if (fault === 'atQuota') return this.fail(route, entry, quotaError(), requestId);
    if (fault === 'denied') return this.fail(route, entry, deniedError(route), requestId);
    if (fault === 'failedBefore') return this.fail(route, entry, internalError(service), requestId);
    if (fault?.endsWith('Before')) return this.withhold(fault, sender);
    const reply = await this.perform(route, entry, requestId);
    if (fault === 'failedAfter') return route.errorReply(internalError(service), requestId);
    return fault?.endsWith('After') ? this.withhold(fault, sender) : reply;
  }

  private async perform(route: Route, entry: LoggedCall, requestId: string): Promise<ServiceReply> {
    try {
      this.options.authorize?.(entry);
      const { outcome, reply } = await route.perform(entry.caller);
      entry.outcome = outcome;
      return reply;
    } catch (error) {
      if (error instanceof AwsError) return this.fail(route, entry, error, requestId);
      if (error instanceof URIError) {
        return this.fail(route, entry, new AwsError('InvalidURI', "Couldn't parse the specified URI."), requestId);
      }
      // A defect of the local cloud. Its stack trace is for the person who runs the cloud, not for the client.
      const { message, stack = message } = error as Error;
      console.error(`The local cloud failed at ${route.service}:${route.operation}: ${stack}`);
      entry.outcome = { error: { code: 'InternalFailure', message: stack } };
      return route.errorReply(internalError(route.service), requestId);
    }
  }

  private fail(route: Route, entry: LoggedCall, error: AwsError, requestId: string): ServiceReply {
    entry.outcome = { error: { code: error.code, message: error.message } };
    return route.errorReply(error, requestId);
  }

  private withhold(fault: Fault, sender?: Sender): NoReply {
    if (KILLED.has(fault)) sender?.kill();
    return UNANSWERED.has(fault) ? 'unanswered' : 'reset';
  }

  private route(request: ServiceRequest): Route | undefined {
    const [prefix = '', operation] = request.headers['x-amz-target']?.split('.') ?? [];
    const jsonService = this.jsonServices.get(prefix);
    if (jsonService && operation !== undefined) return jsonRoute(jsonService, operation, request);
    const scope = credentialScope(request.headers.authorization, request.query);
    const httpService = this.httpServices.get(scope?.service ?? '');
    if (httpService) return httpRoute(httpService, request);
    const presigned = [...this.presignedServices].find(([path]) => request.path.startsWith(path))?.[1];
    return presigned && httpRoute(presigned, request, true);
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
}

async function readRequest(message: IncomingMessage, requestId: string): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/' } = message;
  // Not resolved against a base: `//` would be read as a host.
  const { pathname: path, searchParams: query } = new URL(`http://localhost${url}`);
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, value?.toString()]));
  return { requestId, method, url, path, query, headers, body: Buffer.concat(chunks) };
}

/**
 * Guesses the protocol of a request that is for none of the services here: X-Amz-Target means JSON, a path means S3.
 */
function protocolOf(headers: Readonly<Record<string, unknown>>, url: string): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  return /^\/($|\?)/.test(url) ? 'query' : 's3';
}

function forbidden({ headers, url = '/' }: IncomingMessage, reason: string, requestId: string): ServiceReply {
  const protocol = protocolOf(headers, url);
  return errorReply(protocol, authenticationError('forbidden', protocol, reason), requestId);
}
