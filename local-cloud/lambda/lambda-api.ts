import { type FunctionConfiguration } from './function-configuration';
import { type Functions } from './functions';
import { type InvocationResult } from './invocation';
import { restErrorReply, restReply } from '../gateway/reply';
import { restOperation } from '../gateway/rest-operation';
import { AwsError, type HttpService, type ServiceReply, type ServiceRequest } from '../gateway/service';

const API = '/2015-03-31/functions';

/** The operations by method and the end of the path, after the name of the function. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'GET ': 'GetFunction',
  'GET /configuration': 'GetFunctionConfiguration',
  'POST /invocations': 'Invoke',
};

type InvokeInput = { readonly FunctionName: string; readonly InvocationType: string; readonly Payload: string };

/** Lambda as far as functions, and the people who try them, need it: to invoke functions, and to list them. */
export class LambdaApi implements HttpService {
  readonly signingName = 'lambda';
  readonly protocol = 'json';

  constructor(private readonly functions: Functions) {}

  describe(request: ServiceRequest): { readonly operation: string; readonly input: object } {
    const { method, path, headers, body } = request;
    const [, name, rest = ''] = /^\/2015-03-31\/functions\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    if (name === undefined) {
      const lists = method === 'GET' && path.replace(/\/$/, '') === API;
      return { operation: lists ? 'ListFunctions' : unserved(request), input: {} };
    }
    const operation = OPERATIONS[`${method} ${rest}`] ?? unserved(request);
    const FunctionName = decodeURIComponent(name);
    if (operation !== 'Invoke') return { operation, input: { FunctionName } };
    const InvocationType = headers['x-amz-invocation-type'] ?? 'RequestResponse';
    const input: InvokeInput = { FunctionName, InvocationType, Payload: body.toString() || '{}' };
    return { operation, input };
  }

  async handle(request: ServiceRequest): Promise<ServiceReply> {
    const { operation, input } = this.describe(request);
    const { FunctionName: name = '' } = input as Partial<InvokeInput>;
    switch (operation) {
      case 'Invoke':
        return this.invoke(input as InvokeInput);
      case 'GetFunction':
        return restReply({ Configuration: shown(this.functions.existing(name)), Code: { RepositoryType: 'S3' } });
      case 'GetFunctionConfiguration':
        return restReply(shown(this.functions.existing(name)));
      case 'ListFunctions':
        return restReply({ Functions: this.functions.names().map((it) => shown(this.functions.existing(it))) });
      default:
        throw new AwsError('UnknownOperationException', `the local cloud does not serve ${operation} of Lambda`, 404);
    }
  }

  errorReply(error: AwsError): ServiceReply {
    return restErrorReply(error);
  }

  private async invoke({ FunctionName, InvocationType, Payload }: InvokeInput): Promise<ServiceReply> {
    validateJson(Payload);
    switch (InvocationType) {
      case 'RequestResponse':
        return invocationReply(await this.functions.invoke(FunctionName, Payload));
      case 'Event':
        void this.functions.invokeAsync(FunctionName, Payload);
        return { status: 202, body: '' };
      case 'DryRun':
        this.functions.existing(FunctionName);
        return { status: 204, body: '' };
      default:
        throw new AwsError(
          'InvalidParameterValueException',
          `InvocationType must be one of RequestResponse, Event, DryRun, got ${InvocationType}`,
        );
    }
  }
}

function unserved(request: ServiceRequest): string {
  return restOperation('@aws-sdk/client-lambda', request) ?? `${request.method} ${request.path}`;
}

function validateJson(payload: string): void {
  try {
    JSON.parse(payload);
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json');
  }
}

function invocationReply(result: InvocationResult): ServiceReply {
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if ('payload' in result) return { status: 200, headers, body: result.payload };
  const body = JSON.stringify(result.functionError);
  return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body };
}

function shown(configuration: FunctionConfiguration): object {
  const { functionName, functionArn, runtime, handler, roleArn, timeoutSeconds, memoryMegabytes } = configuration;
  return {
    FunctionName: functionName,
    FunctionArn: functionArn,
    Runtime: runtime,
    Role: roleArn,
    Handler: handler,
    Timeout: timeoutSeconds,
    MemorySize: memoryMegabytes,
    Version: configuration.version ?? '$LATEST',
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Environment: { Variables: configuration.environment },
    LoggingConfig: { LogGroup: configuration.logGroup },
  };
}
