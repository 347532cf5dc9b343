import { Clock } from '../../../local-cloud/clock/clock';
import { JumpingClock } from '../../../local-cloud/clock/jumping-clock';
import { Logs } from '../../../local-cloud/cloudwatch-logs/logs';
import { Faults } from '../../../local-cloud/faults/faults';
import { Callers } from '../../../local-cloud/gateway/authentication/callers';
import { temporaryCredentials } from '../../../local-cloud/gateway/authentication/credentials';
import { CallLog } from '../../../local-cloud/gateway/call-log';
import { Gateway } from '../../../local-cloud/gateway/gateway';
import { Caller, JsonService } from '../../../local-cloud/gateway/service';
import { FunctionCode } from '../../../local-cloud/lambda/function-code';
import { FunctionConfiguration } from '../../../local-cloud/lambda/function-configuration';
import { Functions, FunctionsOptions } from '../../../local-cloud/lambda/functions';

const ACCOUNT = '111111111111';

/** A service with an effect that can be counted: each call of `Add` adds one. */
class Counter implements JsonService {
  readonly targetPrefix = 'Counter';
  readonly signingName = 'counter';
  readonly callers: Caller[] = [];
  count = 0;

  async call(_operation: string, _input: unknown, caller: Caller): Promise<object> {
    this.callers.push(caller);
    return { count: ++this.count };
  }
}

/** Functions and the gateway that they call, without the rest of the local cloud. */
export class CloudOfFunctions {
  static async start(
    limits: Pick<FunctionsOptions, 'concurrentInvocations'> = {},
    clock: Clock = new JumpingClock(new Date('2026-01-01T00:00:00Z')),
  ): Promise<CloudOfFunctions> {
    const cloud = new CloudOfFunctions(limits, clock);
    cloud.gateway.addJsonService(cloud.counter);
    await cloud.gateway.listen();
    return cloud;
  }

  readonly faults = new Faults();
  readonly callLog = new CallLog();
  readonly logs = new Logs();
  readonly counter = new Counter();
  readonly callers = new Callers({ account: ACCOUNT, principalArn: `arn:aws:iam::${ACCOUNT}:user/admin` });
  readonly gateway: Gateway;
  readonly functions: Functions;

  private constructor(
    limits: Pick<FunctionsOptions, 'concurrentInvocations'>,
    readonly clock: Clock,
  ) {
    this.gateway = new Gateway({
      clock,
      callers: this.callers,
      callLog: this.callLog,
      faults: this.faults,
    });
    this.functions = new Functions({
      ...limits,
      account: ACCOUNT,
      region: 'us-east-1',
      partition: 'aws',
      clock: this.clock,
      callers: this.callers,
      faults: this.faults,
      requestsInFlight: this.gateway.requestsInFlight,
      processes: this.gateway.processes,
      logs: this.logs,
      endpoint: () => this.gateway.endpoint,
      connect: () => this.gateway.connect(),
      newSession: temporaryCredentials,
    });
  }

  add(source: string, overrides: Partial<FunctionConfiguration> = {}): void {
    this.functions.put({
      functionName: 'fn',
      functionArn: this.functions.arn('fn'),
      runtime: 'nodejs24.x',
      code: FunctionCode.fromInline(source),
      handler: 'index.handler',
      roleArn: `arn:aws:iam::${ACCOUNT}:role/fn-role`,
      timeoutSeconds: 60,
      memoryMegabytes: 128,
      environment: {},
      logGroup: '/aws/lambda/fn',
      ...overrides,
    });
  }

  async invoke(event: unknown = {}): Promise<unknown> {
    const result = await this.functions.invoke('fn', JSON.stringify(event));
    return 'payload' in result ? JSON.parse(result.payload) : result;
  }

  async stop(): Promise<void> {
    this.functions.stop();
    this.clock.stop();
    await this.gateway.close();
  }
}

/** In the source of a function: calls `Add` once, with node:http alone. */
export const ADD = `
  const http = require('node:http');
  const headers = {
    'x-amz-target': 'Counter.Add',
    authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/counter/aws4_request',
  };
  const add = () => new Promise((resolve, reject) => {
    const request = http.request(process.env.AWS_ENDPOINT_URL, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(JSON.parse(text)));
    });
    request.on('error', reject);
    request.end('{}');
  });
  const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
`;
