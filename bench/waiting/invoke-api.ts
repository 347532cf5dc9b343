import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Functions } from '../../local-cloud/lambda/functions';

/**
 * The Invoke operation of Lambda, through which the provider framework calls its handlers; the functions of this project
 * never need it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export class InvokeApi {
  static async start(functions: Functions): Promise<InvokeApi> {
    const api = new InvokeApi(functions);
    await new Promise<void>((resolve) => api.server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  private readonly server: Server;

  private constructor(private readonly functions: Functions) {
    this.server = createServer((request, response) => void this.invoke(request, response));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async invoke(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, functionName = ''] = /\/functions\/(.+)\/invocations$/.exec(request.url ?? '') ?? [];
    const result = await this.functions.invoke(decodeURIComponent(functionName), await text(request));
    if ('payload' in result) {
      response.writeHead(200).end(result.payload);
    } else {
      response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end(JSON.stringify(result.functionError));
    }
  }
}
