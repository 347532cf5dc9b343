/** How a service speaks, and so the words in which it turns away who has not shown who they are. */
export type Protocol = 'json' | 'query' | 's3';

/** Who calls: the identity behind the access key that signed the request. */
export interface Caller {
  readonly account: string;
  /** ARN of the IAM role (not of the session), or of the user when somebody calls from outside the cloud. */
  readonly principalArn: string;
  /** Missing where somebody calls from outside the cloud. */
  readonly functionName?: string;
}

/** A service of AWS JSON 1.0 or 1.1: the operation comes in `X-Amz-Target`, input and output are JSON. */
export interface JsonService {
  /** As in `X-Amz-Target`, before the dot. */
  readonly targetPrefix: string;
  /** The IAM prefix and the name in the credential scope of a signature, e.g. `servicecatalog`. */
  readonly signingName: string;
  /**
   * The SDK's client: by its model of the API is checked what comes from outside the cloud. Functions inside it call by an
   * SDK. @default - the service checks for itself
   */
  readonly client?: string;
  call(operation: string, input: unknown, caller: Caller): Promise<object>;
}

/** A service of another protocol (Query, REST): it reads the request and writes the reply itself. */
export interface HttpService {
  /** The name in the credential scope of a signature, e.g. `cloudformation`, `s3`, `sts`. */
  readonly signingName: string;
  /** In whose words the gateway refuses who has not signed. @default - those of S3 or of the Query services */
  readonly protocol?: Protocol;
  /** How the ledger names a request, where no field `Action` does. @default - by method and path, and its fields */
  describe?(request: ServiceRequest): { readonly operation: string; readonly input: unknown };
  /** @default - in the XML of the Query services or of S3 */
  refuse?(error: AwsError, requestId: string): ServiceReply;
  handle(request: ServiceRequest, caller: Caller): Promise<ServiceReply>;
  /** Whether the signature may be in the URL, for whoever the URL was given to. @default - never */
  takesPresigned?(request: ServiceRequest): boolean;
}

export interface ServiceRequest {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** As it came. */
export interface ReceivedRequest extends ServiceRequest {
  /** Path and query, not decoded. */
  readonly url: string;
}

export interface ServiceReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** An error in the service's own class and words; the gateway writes it in the protocol of the service. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}
