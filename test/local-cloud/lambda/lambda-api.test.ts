import {
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { CloudOfFunctions } from './cloud';
import { LambdaApi } from '../../../local-cloud/lambda/lambda-api';

let cloud: CloudOfFunctions;
let client: LambdaClient;

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
  cloud.gateway.addHttpService(new LambdaApi(cloud.functions));
  const { credentials } = cloud.callers;
  client = new LambdaClient({ endpoint: cloud.gateway.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await cloud.stop();
});

async function invoke(Payload: string, InvocationType?: 'Event' | 'DryRun', FunctionName = 'fn') {
  const output = await client.send(new InvokeCommand({ FunctionName, Payload, InvocationType }));
  return { ...output, Payload: output.Payload?.transformToString() };
}

test('Invoke runs a function by its name or ARN and gives its answer', async () => {
  cloud.add('exports.handler = async (event) => ({ got: event.value });');
  const answer = { StatusCode: 200, Payload: '{"got":1}', ExecutedVersion: '$LATEST' };
  expect(await invoke('{"value":1}')).toMatchObject(answer);
  expect(await invoke('{"value":1}', undefined, cloud.functions.arn('fn'))).toMatchObject(answer);
  expect(cloud.callLog.find({ service: 'lambda' })[0]).toMatchObject({
    operation: 'Invoke',
    input: { FunctionName: 'fn', InvocationType: 'RequestResponse', Payload: '{"value":1}' },
  });
});

test('Invoke of an Event is answered before the function ends; a DryRun runs nothing', async () => {
  cloud.add('exports.handler = async () => console.log("ran");');
  expect(await invoke('{}', 'DryRun')).toMatchObject({ StatusCode: 204 });
  expect(cloud.functions.invocations).toEqual([]);
  expect(await invoke('{}', 'Event')).toMatchObject({ StatusCode: 202 });
  await cloud.clock.sleep(1000);
  expect(cloud.logs.text()).toContain('ran');
});

test('a function can be looked up and listed', async () => {
  cloud.add('', { environment: { STAGE: 'test' } });
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: 'fn' }));
  expect(Configuration).toMatchObject({
    FunctionName: 'fn',
    Runtime: 'nodejs24.x',
    State: 'Active',
    Environment: { Variables: { STAGE: 'test' } },
  });
  for await (const { Functions } of paginateListFunctions({ client }, {})) expect(Functions).toEqual([Configuration]);
});

test('fails in the payload when the function throws', async () => {
  cloud.add('exports.handler = async () => { throw new RangeError("no"); };');
  const { StatusCode, FunctionError, Payload } = await invoke('{}');
  expect([StatusCode, FunctionError]).toEqual([200, 'Unhandled']);
  expect(JSON.parse(Payload ?? '')).toMatchObject({ errorType: 'RangeError', errorMessage: 'no' });
});

test('fails for a function that is not there, for what is no JSON, and for operations that are not served', async () => {
  cloud.add('');
  await expect(invoke('{}', undefined, 'nobody')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:111111111111:function:nobody',
  });
  await expect(invoke('{')).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
  const create = new CreateFunctionCommand({ FunctionName: 'x', Role: 'arn:aws:iam::1:role/r', Code: {} });
  await expect(client.send(create)).rejects.toThrow('does not serve CreateFunction of Lambda');
});
