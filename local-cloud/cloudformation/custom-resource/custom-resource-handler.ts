import { type CustomResourceEvent, stringifyScalars } from './custom-resource-event';
import { type Exchange } from './exchange';
import { type CustomResourceResponse, readResponse } from './response';
import { type ResponseBucket, type ResponseBucketOptions } from './response-bucket';
import { type Clock } from '../../clock/clock';
import { deterministicSuffix, deterministicUuid } from '../../deterministic-id';
import {
  type Properties,
  ResourceFailure,
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
  UnansweredFailure,
} from '../resource-handlers/resource-handler';

/** The connection between custom resources and the functions behind them. */
export interface CustomResourceOptions extends ResponseBucketOptions {
  /**
   * Invokes the function behind ServiceToken asynchronously; resolves when the event is queued. Calls back if the code
   * turns out not to run in this cloud, so that no response is waited for.
   */
  readonly invokeAsync: (functionArn: string, payload: string, onCannotRun: (reason: string) => void) => Promise<void>;
  /** Returns the lines that the function has logged since then. @default - none */
  readonly logOf?: (functionArn: string, since: number) => readonly string[];
  /** A retried deployment reuses the RequestId of the first one, as has been observed. @default false */
  readonly reuseRequestIds?: boolean;
  /** Intercepts the invocation: it may delay, repeat or drop it. @default - invokes once */
  readonly deliver?: (event: CustomResourceEvent, invoke: () => Promise<void>) => Promise<void>;
}

/** The maximum of ServiceTimeout, and its default. */
const MAX_TIMEOUT_SECONDS = 3600;

/** The part of a log that the reason of a failure quotes. */
const LOG_LINES = 20;
const LOG_LENGTH = 2000;

/** The function was not invoked, or cannot run, so there is nothing to roll back. */
class UndeliveredRefusal extends ResourceRefusal {}

type UpdateRequest = ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties };
type DeleteRequest = ResourceRequest & { readonly physicalId: string };

/** Resources that a function of the user creates: sends the event and waits for the response, at most an hour. */
export class CustomResourceHandler implements ResourceHandler {
  /** Oldest first. */
  readonly exchanges: Exchange[] = [];
  private requests = 0;

  constructor(
    private readonly options: CustomResourceOptions,
    private readonly responses: ResponseBucket,
    private readonly clock: Clock,
    private readonly eventsOf: (stackId: string) => number,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    checkProperties(request.properties);
    // The Delete that follows a Create without a valid response has a physical id that CloudFormation invents.
    const { stackId, stackName, logicalId } = request;
    const inventedId = `${stackName}-${logicalId}-${deterministicSuffix(stackId, logicalId, this.requests)}`;
    const response = await this.exchange(request, { RequestType: 'Create' }).catch((error: unknown) => {
      throw error instanceof UndeliveredRefusal ? error : new UnansweredFailure(messageOf(error), inventedId);
    });
    return resultOf(response);
  }

  async update(request: UpdateRequest): Promise<ResourceResult> {
    checkProperties(request.properties);
    if (request.properties.ServiceToken !== request.oldProperties.ServiceToken) {
      throw new ResourceRefusal('Modifying service token is not allowed.');
    }
    const response = await this.exchange(request, {
      RequestType: 'Update',
      PhysicalResourceId: request.physicalId,
      OldResourceProperties: asSent(request.oldProperties),
    });
    return resultOf(response);
  }

  async delete(request: DeleteRequest): Promise<void> {
    const response = await this.exchange(request, { RequestType: 'Delete', PhysicalResourceId: request.physicalId });
    if (!response.succeeded) throw failureOf(response);
  }

  private async exchange(
    request: ResourceRequest,
    kind: Pick<CustomResourceEvent, 'RequestType' | 'PhysicalResourceId' | 'OldResourceProperties'>,
  ): Promise<CustomResourceResponse & { readonly requestId: string }> {
    const slot = this.responses.open(request.stackId, request.logicalId);
    const event: CustomResourceEvent = {
      ...kind,
      ServiceToken: String(request.properties.ServiceToken),
      ResponseURL: slot.url,
      StackId: request.stackId,
      RequestId: this.requestId(request, kind),
      ResourceType: request.type,
      LogicalResourceId: request.logicalId,
      ResourceProperties: asSent(request.properties),
    };
    const exchange: Exchange = {
      event,
      sentAt: this.clock.now(),
      eventsBefore: this.eventsOf(request.stackId),
    };
    this.exchanges.push(exchange);
    try {
      exchange.response = readResponse(await this.firstOf(request, event, slot.body), event);
      return { ...exchange.response, requestId: event.RequestId };
    } catch (error) {
      exchange.failure = messageOf(error);
      throw error;
    } finally {
      exchange.endedAt = this.clock.now();
    }
  }

  /** Waits for the response, the timeout or the cancellation by the stack, whichever comes first. */
  private async firstOf(
    request: ResourceRequest,
    event: CustomResourceEvent,
    response: Promise<string>,
  ): Promise<string> {
    const settled = new AbortController();
    const sentAt = this.clock.now();
    const seconds = Number(request.properties.ServiceTimeout ?? MAX_TIMEOUT_SECONDS);
    const timeout = this.clock.sleep(seconds * 1000, settled.signal).then(() => {
      throw new Error(
        `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${event.RequestId}]. ` +
          'If you are using the Python cfn-response module, you may need to update your Lambda function so that CloudFormation can attach the updated version.' +
          this.logSince(event, sentAt),
      );
    });
    const cancelled = new Promise<never>((_, reject) => {
      request.signal.addEventListener('abort', () => reject(new Error('Resource operation cancelled')), { once: true });
    });
    const undelivered = new Promise<never>((_, reject) => {
      const refuse = (reason: string) => reject(new UndeliveredRefusal(reason));
      this.deliver(event, refuse).catch((error: unknown) => refuse(messageOf(error)));
    });
    try {
      return await Promise.race([response, timeout, cancelled, undelivered]);
    } finally {
      timeout.catch(() => undefined);
      cancelled.catch(() => undefined);
      undelivered.catch(() => undefined);
      settled.abort();
    }
  }

  /** Returns the log of the function; CloudFormation leaves it to be looked up. */
  private logSince({ ServiceToken }: CustomResourceEvent, time: number): string {
    const lines = this.options.logOf?.(ServiceToken, time) ?? [];
    return lines.length === 0 ? '' : `\nThe log says:\n${lines.slice(-LOG_LINES).join('\n').slice(-LOG_LENGTH)}`;
  }

  private async deliver(event: CustomResourceEvent, onCannotRun: (reason: string) => void): Promise<void> {
    const invoke = () => this.options.invokeAsync(event.ServiceToken, JSON.stringify(event), onCannotRun);
    await (this.options.deliver ? this.options.deliver(event, invoke) : invoke());
  }

  private requestId(request: ResourceRequest, kind: object): string {
    this.requests += 1;
    const { stackId, logicalId, properties } = request;
    const attempt = this.options.reuseRequestIds ? JSON.stringify([kind, properties]) : this.requests;
    return deterministicUuid('request', stackId, logicalId, attempt);
  }
}

function checkProperties({ ServiceToken: token, ServiceTimeout: seconds }: Properties): void {
  if (token === undefined || token === '') throw new ResourceRefusal('Property ServiceToken cannot be empty.');
  if (!/^arn:[^:]+:lambda:[^:]+:[^:]*:function:.+/.test(String(token))) {
    throw new ResourceRefusal('Invalid service token.');
  }
  if (seconds !== undefined && !(Number(seconds) >= 1 && Number(seconds) <= MAX_TIMEOUT_SECONDS)) {
    throw new ResourceRefusal(`ServiceTimeout must be between 1 and ${MAX_TIMEOUT_SECONDS}, but is ${String(seconds)}`);
  }
}

function asSent(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, stringifyScalars(value)]));
}

function resultOf(response: CustomResourceResponse & { readonly requestId: string }): ResourceResult {
  if (!response.succeeded) throw failureOf(response);
  return { physicalId: response.physicalId, attributes: response.data, noEcho: response.noEcho };
}

function failureOf(response: CustomResourceResponse & { readonly requestId: string }): ResourceFailure {
  return new ResourceFailure(
    `Received response status [FAILED] from custom resource. Message returned: ${response.reason} (RequestId: ${response.requestId})`,
    response.physicalId,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
