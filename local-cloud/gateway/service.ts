/** The protocol of a service, which determines the format of its errors. */
export type Protocol = 'json' | 'query' | 's3';

/** The identity behind the access key that signed a request. */
export interface Caller {
  readonly account: string;
  /** ARN of the IAM role (not of the session), or of the user who calls from outside of the cloud. */
  readonly principalArn: string;
  /** Absent where the call comes from outside of the cloud. */
  readonly functionName?: string;
}

/** A service of AWS JSON 1.0 or 1.1: the operation is named by `X-Amz-Target`; input and output are JSON. */
export interface JsonService {
  /** The part of `X-Amz-Target` before the dot. */
  readonly targetPrefix: string;
  /** The IAM prefix, and the name in the credential scope of a signature, e.g. `servicecatalog`. */
  readonly signingName: string;
  /**
   * The SDK's client, whose model of the API validates requests from outside of the cloud. Functions inside call
   * through an SDK. @default - the service validates its input itself
   */
  readonly client?: string;
  call(operation: string, input: unknown, caller: Caller): Promise<object>;
}

/** A service of another protocol (Query, REST): it reads the request and writes the reply itself. */
export interface HttpService {
  /** The name in the credential scope of a signature, e.g. `cloudformation`, `s3`, `sts`. */
  readonly signingName: string;
  /** The format in which the gateway refuses unsigned requests. @default - that of S3 or of the Query services */
  readonly protocol?: Protocol;
  /** Names a request for the call log, where it has no field `Action`. @default - by method and path, and its fields */
  describe?(request: ServiceRequest): { readonly operation: string; readonly input: unknown };
  /** @default - in the XML of the Query services or of S3 */
  errorReply?(error: AwsError, requestId: string): ServiceReply;
  handle(request: ServiceRequest, caller: Caller): Promise<ServiceReply>;
  /** Returns true where the signature may be in the URL. @default - never */
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

/** A request as it was received. */
export interface ReceivedRequest extends ServiceRequest {
  /** Path and query, not decoded. */
  readonly url: string;
}

export interface ServiceReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** An error with the service's own code and message; the gateway writes it in the protocol of the service. */
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
