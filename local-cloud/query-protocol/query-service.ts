import { randomUUID } from 'node:crypto';
import { AwsError, Caller, HttpService, ServiceReply, ServiceRequest } from '../gateway/service';
import { QueryInput } from './query-input';
import { queryError, queryResponse } from './query-xml';

export type QueryOperation = (input: QueryInput, context: QueryContext) => object | Promise<object>;

export interface QueryContext {
  readonly caller: Caller;
  readonly accessKeyId: string | undefined;
}

/** A service of the AWS Query protocol: form fields in, XML out. */
export class QueryService implements HttpService {
  constructor(
    readonly signingName: string,
    private readonly namespace: string,
    private readonly operations: Readonly<Record<string, QueryOperation>>,
  ) {}

  async handle(request: ServiceRequest, caller: Caller): Promise<ServiceReply> {
    const fields = request.method === 'GET' ? request.query : new URLSearchParams(request.body.toString('utf8'));
    const requestId = randomUUID();
    try {
      const action = fields.get('Action') ?? '';
      const result = await this.operation(action)(new QueryInput(fields), {
        caller,
        accessKeyId: /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1],
      });
      return reply(200, queryResponse(action, this.namespace, result, requestId));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return reply(error.status, queryError(error, this.namespace, requestId));
    }
  }

  private operation(action: string): QueryOperation {
    const operation = Object.hasOwn(this.operations, action) ? this.operations[action] : undefined;
    if (operation === undefined) {
      throw new AwsError('InvalidAction', `The local ${this.signingName} does not know the operation ${action}.`);
    }
    return operation;
  }
}

function reply(status: number, body: string): ServiceReply {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
