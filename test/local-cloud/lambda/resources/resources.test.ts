import { strToU8, zipSync } from 'fflate';
import { EventInvokeConfigResource } from '../../../../local-cloud/lambda/resources/event-invoke-config-resource';
import { FunctionResource } from '../../../../local-cloud/lambda/resources/function-resource';
import { VersionResource } from '../../../../local-cloud/lambda/resources/version-resource';
import { ObjectStore } from '../../../../local-cloud/s3/object-store';
import { resourceRequest } from '../../resource-request';
import { CloudOfFunctions } from '../cloud';

let cloud: CloudOfFunctions;
let objects: ObjectStore;
let functions: FunctionResource;

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
  objects = new ObjectStore();
  functions = new FunctionResource(cloud.functions, objects);
});

afterEach(async () => cloud.stop());

function functionRequest(Code: object, others: object = {}) {
  const Role = 'arn:aws:iam::111111111111:role/fn';
  return resourceRequest('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Code,
    Handler: 'index.handler',
    Role,
    ...others,
  });
}

async function answerOf(functionName: string): Promise<unknown> {
  const result = await cloud.functions.invoke(functionName, '{}');
  return 'payload' in result ? JSON.parse(result.payload) : result;
}

test('a function runs the zip in S3 that its properties name, with its environment', async () => {
  const source = 'exports.handler = async () => process.env.COUNT;';
  objects.put('assets', 'code.zip', Buffer.from(zipSync({ 'index.js': strToU8(source) })));
  const environment = { Environment: { Variables: { COUNT: 3 } } };
  const { physicalId, attributes } = await functions.create(
    functionRequest({ S3Bucket: 'assets', S3Key: 'code.zip' }, environment),
  );
  expect(physicalId).toMatch(/^app-Thing-[A-Z0-9]{12}$/);
  expect(attributes).toEqual({ Arn: `arn:aws:lambda:us-east-1:111111111111:function:${physicalId}` });
  expect(await answerOf(physicalId)).toBe('3');
});

test('an update keeps the name of the function unless it gives another one', async () => {
  const { physicalId } = await functions.create(functionRequest({ ZipFile: 'exports.handler = async () => 1;' }));
  const code = { ZipFile: 'exports.handler = async () => 2;' };
  const update = { ...functionRequest(code), physicalId };
  expect((await functions.update(update)).physicalId).toBe(physicalId);
  expect(await answerOf(physicalId)).toBe(2);
  const renamed = { ...functionRequest(code, { FunctionName: 'other' }), physicalId };
  expect((await functions.update(renamed)).physicalId).toBe('other');
  await functions.delete({ physicalId });
  expect(cloud.functions.names()).toEqual(['other']);
});

test('fails when the zip is not there, naming bucket and key', async () => {
  await expect(functions.create(functionRequest({ S3Bucket: 'assets', S3Key: 'none.zip' }))).rejects.toThrow(
    'NoSuchKey. S3 Error Message: The specified key does not exist. (assets/none.zip)',
  );
});

test('a version stays as the function was when it was published', async () => {
  const code = (value: number) => ({
    ZipFile: `exports.handler = async (_, { functionVersion }) => [${value}, functionVersion];`,
  });
  const versions = new VersionResource(cloud.functions);
  const { physicalId } = await functions.create(functionRequest(code(1)));
  const version = await versions.create(resourceRequest('AWS::Lambda::Version', { FunctionName: physicalId }));
  expect(version).toEqual({
    physicalId: `arn:aws:lambda:us-east-1:111111111111:function:${physicalId}:1`,
    attributes: { FunctionArn: version.physicalId, Version: '1' },
  });
  await functions.update({ ...functionRequest(code(2)), physicalId });
  expect(await answerOf(version.physicalId)).toEqual([1, '1']);
  expect(await answerOf(physicalId)).toEqual([2, '$LATEST']);
  expect(cloud.functions.names()).toEqual([physicalId]);
  await versions.delete(version);
  await expect(answerOf(version.physicalId)).rejects.toThrow(`Function not found: ${version.physicalId}`);
});

test.each([
  [{ Runtime: 'java21' }, /Runtime java21: it runs nodejs18.x and newer, and python3\.\* where python3 is/],
  [{ Runtime: 'nodejs16.x' }, /Runtime nodejs16\.x/],
  [{ Runtime: undefined }, /Runtime and Handler are mandatory/],
  [{ PackageType: 'Image', Code: { ImageUri: 'repo:latest' } }, /PackageType Image \(repo:latest\): it starts no cont/],
  [
    { Layers: ['arn:aws:lambda:us-east-1:1:layer:a:1'] },
    /Layers \[arn:aws:lambda:us-east-1:1:layer:a:1\]: it knows no/,
  ],
])('fails for a function that cannot run here, by name: %j', async (properties, words) => {
  await expect(functions.create(functionRequest({ ZipFile: '' }, properties))).rejects.toThrow(words);
  expect(cloud.functions.names()).toEqual([]);
});

test('an event invoke config decides about retries for as long as it exists', async () => {
  const { physicalId } = await functions.create(
    functionRequest({ ZipFile: `exports.handler = async () => { throw new Error('no'); };` }),
  );
  const configs = new EventInvokeConfigResource(cloud.functions);
  const properties = { FunctionName: physicalId, Qualifier: '$LATEST', MaximumRetryAttempts: '0' };
  const request = resourceRequest('AWS::Lambda::EventInvokeConfig', properties);
  await configs.create(request);
  await cloud.functions.invokeAsync(physicalId, '{}');
  expect(cloud.functions.invocations).toHaveLength(1);
  await configs.delete(request);
  await cloud.functions.invokeAsync(physicalId, '{}');
  expect(cloud.functions.invocations).toHaveLength(4);
});
