import { QueryInput } from './query-input';
import { queryResponse } from './query-xml';
import { AwsError, type Caller, type HttpService, type ServiceReply, type ServiceRequest } from '../gateway/service';

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
    if (request.method !== 'POST') {
      throw new AwsError('InvalidQueryParameter', `the local cloud takes operations by POST, not by ${request.method}`);
    }
    const fields = new URLSearchParams(request.body.toString());
    const action = fields.get('Action') ?? '';
    const accessKeyId = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
    const result = await this.operation(action)(new QueryInput(fields), { caller, accessKeyId });
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: queryResponse(action, this.namespace, result, request.requestId),
    };
  }

  private operation(action: string): QueryOperation {
    const operation = Object.hasOwn(this.operations, action) ? this.operations[action] : undefined;
    if (operation === undefined) {
      throw new AwsError('InvalidAction', `the local cloud does not serve ${action} of ${this.signingName}`);
    }
    return operation;
  }
}
