import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { Duplex } from 'node:stream';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeProductCommand,
  ServiceCatalogClient,
  ServiceCatalogServiceException,
} from '@aws-sdk/client-service-catalog';
import { sign } from 'aws4';
import { JumpingClock } from '../../../local-cloud/clock/jumping-clock';
import { Faults } from '../../../local-cloud/faults/faults';
import { Callers } from '../../../local-cloud/gateway/authentication/callers';
import { CallLog } from '../../../local-cloud/gateway/call-log';
import { Gateway } from '../../../local-cloud/gateway/gateway';
import { RequestsInFlight } from '../../../local-cloud/gateway/requests-in-flight';
import { AwsError, Caller, HttpService, JsonService } from '../../../local-cloud/gateway/service';

const CREATED = new Date('2026-01-02T03:04:05.678Z');

class Catalog implements JsonService {
  readonly targetPrefix = 'AWS242ServiceCatalogService';
  readonly signingName = 'servicecatalog';
  calls = 0;
  lastCaller?: Caller;

  async call(operation: string, input: unknown, caller: Caller): Promise<object> {
    this.calls++;
    this.lastCaller = caller;
    const { Id } = input as { readonly Id?: string };
    if (Id === 'prod-missing') throw new AwsError('ResourceNotFoundException', `Product ${Id} not found`);
    if (Id === 'prod-broken') throw new TypeError('a mistake of the local cloud');
    if (Id === 'prod-slow') await clock.sleep(3_600_000);
    return {
      ProductViewSummary: { ProductId: Id, Name: operation },
      ProvisioningArtifacts: [{ CreatedTime: CREATED }],
    };
  }
}

const stacks: HttpService = {
  signingName: 'cloudformation',
  handle: async () => ({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: '<DescribeStacksResponse><DescribeStacksResult><Stacks/></DescribeStacksResult></DescribeStacksResponse>',
  }),
};

const uploads: string[] = [];
const answers: HttpService = {
  signingName: 'answers',
  handle: async ({ method, path, query, body }) => {
    uploads.push(`${method} ${path}?${query.toString()} ${body.toString()}`);
    return { status: 200, body: '' };
  },
};

const administrator = { account: '111111111111', principalArn: 'arn:aws:iam::111111111111:user/admin' };
let clock: JumpingClock;
let catalog: Catalog;
let callLog: CallLog;
let faults: Faults;
let callers: Callers;
let gateway: Gateway;
let client: ServiceCatalogClient;

function clientOptions(credentials = callers.credentials) {
  return {
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  };
}

beforeEach(async () => {
  clock = new JumpingClock(new Date('2026-01-01T00:00:00Z'));
  catalog = new Catalog();
  callLog = new CallLog();
  faults = new Faults();
  callers = new Callers(administrator);
  gateway = new Gateway({ clock, callers, callLog, faults });
  gateway.addJsonService(catalog);
  gateway.addHttpService(stacks);
  gateway.addPresignedService('/answers/', answers);
  await gateway.listen();
  client = new ServiceCatalogClient(clientOptions());
});

afterEach(async () => {
  client.destroy();
  await gateway.close();
});

async function describeProduct(Id = 'prod-1') {
  return client.send(new DescribeProductCommand({ Id }));
}

async function failure(Id?: string): Promise<ServiceCatalogServiceException> {
  return describeProduct(Id).then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: ServiceCatalogServiceException) => error,
  );
}

test('a call of the JSON protocol reaches its service, and times arrive as dates', async () => {
  const { ProductViewSummary, ProvisioningArtifacts } = await describeProduct();
  expect(ProductViewSummary).toEqual({ ProductId: 'prod-1', Name: 'DescribeProduct' });
  expect(ProvisioningArtifacts).toEqual([{ CreatedTime: CREATED }]);
});

test('a call of another protocol reaches the service that its signature names', async () => {
  const { Stacks } = await new CloudFormationClient(clientOptions()).send(new DescribeStacksCommand({}));
  expect(Stacks).toEqual([]);
  expect(callLog.count({ service: 'cloudformation', operation: 'DescribeStacks' })).toBe(1);
});

test('a request with no credential reaches the service of its path, which verifies it itself', async () => {
  await fetch(`${gateway.endpoint}/answers/a?Signature=s`, { method: 'PUT', body: '{"Status":"SUCCESS"}' });
  expect(uploads).toEqual(['PUT /answers/a?Signature=s {"Status":"SUCCESS"}']);
});

test("a service's refusal arrives in its own class and words", async () => {
  const error = await failure('prod-missing');
  expect(error.name).toBe('ResourceNotFoundException');
  expect(error.message).toBe('Product prod-missing not found');
  expect(error.$metadata.httpStatusCode).toBe(400);
  expect(error.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('fails without a trace for a mistake of the local cloud itself, which is told to whoever runs it', async () => {
  const told = jest.spyOn(console, 'error').mockImplementation(() => {});
  const error = await failure('prod-broken');
  expect(error.name).toBe('InternalFailure');
  expect(error.message).not.toMatch(/mistake|gateway\.test\.ts/);
  expect(told).toHaveBeenCalledWith(
    expect.stringMatching(/TypeError: a mistake of the local cloud\n +at .*gateway\.test\.ts/),
  );
  told.mockRestore();
});

test('an access key tells the caller', async () => {
  const role = { account: '111111111111', principalArn: 'arn:aws:iam::111111111111:role/deployer' };
  const credentials = { accessKeyId: 'AKIADEPLOYER', secretAccessKey: 'secret' };
  callers.register(credentials, role);
  await new ServiceCatalogClient(clientOptions(credentials)).send(new DescribeProductCommand({ Id: 'prod-1' }));
  expect(catalog.lastCaller).toEqual(role);
  await describeProduct();
  expect(catalog.lastCaller).toEqual(administrator);
});

test('the call log has time, caller, operation, input and outcome of every call', async () => {
  await describeProduct();
  await failure('prod-missing');
  expect(callLog.entries).toEqual([
    expect.objectContaining({
      time: Date.parse('2026-01-01T00:00:00Z'),
      caller: administrator,
      service: 'servicecatalog',
      operation: 'DescribeProduct',
      input: { Id: 'prod-1' },
      outcome: { output: expect.objectContaining({ ProductViewSummary: expect.anything() as object }) as object },
    }),
    expect.objectContaining({
      outcome: { error: { code: 'ResourceNotFoundException', message: 'Product prod-missing not found' } },
    }),
  ]);
});

test('a bounded call log forgets the oldest calls, and its listeners are called with all', async () => {
  const bounded = new CallLog(2);
  const heard: string[] = [];
  bounded.onRecord(({ operation }) => heard.push(operation));
  const call = { time: 0, caller: administrator, service: 'servicecatalog', input: {} };
  for (const operation of ['First', 'Second', 'Third']) bounded.record({ ...call, operation });

  expect(bounded.entries.map(({ operation }) => operation)).toEqual(['Second', 'Third']);
  expect(heard).toEqual(['First', 'Second', 'Third']);
});

test('the clock stands while a request is worked on, except while the service itself sleeps', async () => {
  const start = clock.now();
  await describeProduct('prod-slow');
  expect(clock.now() - start).toBe(3_600_000);
});

test('replies carry the time of the clock to functions, and the time of the machine to everybody else', async () => {
  const dateFor = async (headers: Record<string, string>, createConnection?: () => Duplex): Promise<string> => {
    const sent = request(`${gateway.endpoint}/answers/b`, { method: 'PUT', headers, createConnection });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return response.resume().headers.date ?? '';
  };
  const requestId = gateway.requestsInFlight.send({ functionName: 'f', requestId: undefined, kill: () => {} });

  const ofRequest = { [RequestsInFlight.HEADER]: requestId };
  expect(await dateFor(ofRequest, () => gateway.connect())).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
  gateway.requestsInFlight.complete(requestId);
  for (const headers of [{}, ofRequest]) {
    expect(Math.abs(Date.parse(await dateFor(headers)) - Date.now())).toBeLessThan(5_000);
  }
});

test('fails for a service that the local cloud does not have, naming it', async () => {
  const { host } = new URL(gateway.endpoint);
  const { headers } = sign({ service: 'ec2', host, path: '/nowhere' }, { ...callers.credentials });
  const response = await fetch(`${gateway.endpoint}/nowhere`, { headers: headers as Record<string, string> });
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('the local cloud does not serve GET /nowhere');
});

describe('faults', () => {
  test('throttled: refused in the words of the service, without effect', async () => {
    faults.inject({ fault: 'throttled', nth: 1 });
    const error = await failure();
    expect([error.name, error.message]).toEqual(['ThrottlingException', 'Rate exceeded']);
    expect(catalog.calls).toBe(0);
    await describeProduct();
  });

  test('throttled: CloudFormation has a class of its own', async () => {
    faults.inject({ fault: 'throttled', service: 'cloudformation' });
    const sent = new CloudFormationClient(clientOptions()).send(new DescribeStacksCommand({}));
    await expect(sent).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
  });

  test('failed before and failed after: the caller sees the same, the service does not', async () => {
    faults.inject({ fault: 'failedBefore', nth: 1 }, { fault: 'failedAfter', nth: 2 });
    expect((await failure()).$metadata.httpStatusCode).toBe(500);
    expect(catalog.calls).toBe(0);
    expect((await failure()).$metadata.httpStatusCode).toBe(500);
    expect(catalog.calls).toBe(1);
  });

  test('reset: the connection breaks before or after the call took effect', async () => {
    faults.inject({ fault: 'resetBefore', nth: 1 }, { fault: 'resetAfter', nth: 2 });
    await expect(describeProduct()).rejects.toThrow('socket hang up');
    expect(catalog.calls).toBe(0);
    await expect(describeProduct()).rejects.toThrow('socket hang up');
    expect(catalog.calls).toBe(1);
    expect(callLog.entries.map(({ fault }) => fault)).toEqual(['resetBefore', 'resetAfter']);
  });

  test('late: the call has its effect after 20 seconds, and is replied to then', async () => {
    faults.inject({ fault: 'late' });
    const sentAt = clock.now();
    await describeProduct();
    expect(clock.now() - sentAt).toBe(20_000);
    expect(callLog.entries).toMatchObject([{ fault: 'late', time: sentAt }]);
  });

  test('unanswered: nothing comes until the caller hangs up', async () => {
    faults.inject({ fault: 'unansweredAfter' });
    const controller = new AbortController();
    const sent = client.send(new DescribeProductCommand({ Id: 'prod-1' }), { abortSignal: controller.signal });
    callLog.onRecord(() => setTimeout(() => controller.abort(), 50));
    await expect(sent).rejects.toThrow('Request aborted');
    expect(catalog.calls).toBe(1);
  });
});
