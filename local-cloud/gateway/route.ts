import { type Addressee } from './authentication/authentication';
import { type CallOutcome } from './call-log';
import { validateInputTypes } from './input-validation';
import { errorReply, jsonReply } from './reply';
import {
  AwsError,
  type Caller,
  type HttpService,
  type JsonService,
  type ServiceReply,
  type ServiceRequest,
} from './service';
import { isS3 } from './service-errors';

/** The destination of a request: its name in the call log, and how it is performed and refused. */
export interface Route extends Addressee {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  /** Returns the outcome for the call log, and the reply. */
  perform(caller: Caller): Promise<{ readonly outcome: CallOutcome; readonly reply: ServiceReply }>;
  errorReply(error: AwsError, requestId: string): ServiceReply;
}

export function jsonRoute(service: JsonService, operation: string, request: ServiceRequest): Route {
  const contentType = request.headers['content-type'];
  const input: unknown = parseJson(request.body);
  return {
    service: service.signingName,
    operation,
    input,
    protocol: 'json',
    takesPresigned: () => false,
    perform: async (caller) => {
      if (input === undefined) throw new AwsError('SerializationException', 'the body of the request is not JSON');
      if (service.client && caller.functionName === undefined) validateInputTypes(service.client, operation, input);
      const output = await service.call(operation, input, caller);
      return { outcome: { output }, reply: jsonReply(output, contentType) };
    },
    errorReply: (error, requestId) => errorReply('json', error, requestId, contentType),
  };
}

export function httpRoute(service: HttpService, request: ServiceRequest, verifiesItself = false): Route {
  const { protocol = isS3(service.signingName) ? 's3' : 'query' } = service;
  return {
    service: service.signingName,
    ...(service.describe?.(request) ?? describe(request)),
    protocol,
    takesPresigned: () => service.takesPresigned?.(request) ?? false,
    verifiesItself,
    perform: async (caller) => {
      const reply = await service.handle(request, caller);
      return { outcome: httpOutcome(reply), reply };
    },
    errorReply: (error, requestId) => service.errorReply?.(error, requestId) ?? errorReply(protocol, error, requestId),
  };
}

function describe(request: ServiceRequest): Pick<Route, 'operation' | 'input'> {
  const input = httpInput(request);
  return { operation: typeof input?.Action === 'string' ? input.Action : `${request.method} ${request.path}`, input };
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
}

/** Returns form fields or JSON as far as they can be read. Uploads are not logged. */
function httpInput(request: ServiceRequest): Readonly<Record<string, unknown>> | undefined {
  const { headers, body } = request;
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body.toString()));
  }
  return body[0] === '{'.charCodeAt(0) ? (parseJson(body) as Readonly<Record<string, unknown>>) : undefined;
}

/** Services of these protocols write their errors themselves, so the code is read from the reply. */
function httpOutcome({ status, body }: ServiceReply): CallOutcome {
  const text = body.toString();
  if (status < 400) return { output: text };
  const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return { error: { code: element('Code') ?? String(status), message: element('Message') ?? text } };
}
