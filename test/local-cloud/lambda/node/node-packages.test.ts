import { strToU8, zipSync } from 'fflate';
import { FunctionCode } from '../../../../local-cloud/lambda/function-code';
import { CloudOfFunctions } from '../cloud';

let cloud: CloudOfFunctions;

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
});

afterEach(async () => cloud.stop());

function addZip(files: Record<string, string>, handler = 'index.handler'): void {
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  cloud.add('', { code: FunctionCode.fromZip(Buffer.from(zip)), handler });
}

test('the files of a package load one another, each once and in the sandbox', async () => {
  addZip(
    {
      'src/index.js': `const { value } = require('./value'); const { name } = require('dep'); const { text } = require('../data.json');
      exports.handler = async () => [value, name, text, require('./value').loaded, __dirname !== '/var/task'];`,
      'src/value/index.js': `globalThis.loadedTimes = (globalThis.loadedTimes ?? 0) + 1;
      exports.value = Date.now(); exports.loaded = globalThis.loadedTimes;`,
      'node_modules/dep/package.json': '{"name": "dep", "exports": "./main.js"}',
      'node_modules/dep/main.js': 'exports.name = process.env.AWS_LAMBDA_FUNCTION_NAME;',
      'data.json': '{"text": "read"}',
    },
    'src/index.handler',
  );
  expect(await cloud.invoke()).toEqual([cloud.clock.now(), 'fn', 'read', 1, true]);
  expect((globalThis as { loadedTimes?: number }).loadedTimes).toBeUndefined();
});

test('an ES module runs, by its name, its package.json or its text', async () => {
  const source = `import { readFileSync } from 'node:fs'; import path from 'path';
    export const handler = async () => [typeof readFileSync, path.basename('/a/b'), (await import('./other.mjs')).one];`;
  const other = { 'other.mjs': 'export const one = 1;' };
  const expected = ['function', 'b', 1];
  addZip({ 'index.mjs': source, ...other });
  expect(await cloud.invoke()).toEqual(expected);
  addZip({ 'index.js': source, 'package.json': '{"type": "module"}', ...other });
  expect(await cloud.invoke()).toEqual(expected);
  cloud.add(`import { createRequire } from 'module'; const require = createRequire(import.meta.url);
    export const handler = async () => require('process').env.AWS_LAMBDA_FUNCTION_NAME;`);
  expect(await cloud.invoke()).toBe('fn');
});

test('the SDK of the runtime is there, with the credentials, the clock and the network of the function', async () => {
  cloud.add(`const { SSMClient, GetParameterCommand } = require('@aws-sdk/client-ssm');
    exports.handler = async () => {
      const client = new SSMClient({ maxAttempts: 2 });
      const before = Date.now();
      const error = await client.send(new GetParameterCommand({ Name: 'a' })).catch((it) => it);
      return [error.name, (await client.config.credentials()).accessKeyId === process.env.AWS_ACCESS_KEY_ID];
    };`);
  expect(await cloud.invoke()).toEqual(['UnknownOperationException', true]);
});

test('a handler of Node.js 22 may answer by callback or context, one of 24 may not', async () => {
  const byCallback = 'exports.handler = (event, context, callback) => { setTimeout(() => callback(null, 1), 1000); };';
  cloud.add(byCallback, { runtime: 'nodejs22.x' });
  expect(await cloud.invoke()).toBe(1);
  cloud.add('exports.handler = (event, context) => { setTimeout(() => context.fail(new Error("no")), 1000); };', {
    runtime: 'nodejs22.x',
  });
  expect(await cloud.invoke()).toMatchObject({ functionError: { errorMessage: 'no' } });
  cloud.add('exports.handler = () => { setTimeout(() => {}, 1000); };', { runtime: 'nodejs22.x' });
  expect(await cloud.invoke()).toBeNull();
  expect(cloud.functions.invocations.map(({ billedMilliseconds }) => billedMilliseconds)).toEqual([1000, 1000, 1000]);
  cloud.add(byCallback, { runtime: 'nodejs24.x' });
  expect(await cloud.invoke()).toMatchObject({ functionError: { errorType: 'Runtime.CallbackHandlerDeprecated' } });
});

test.each(['https', 'http'])('what goes to the host of the cloud, by %s and its port, reaches it', async (protocol) => {
  cloud.add(`exports.handler = async () => {
    const { hostname, port } = new URL(process.env.AWS_ENDPOINT_URL);
    const options = { hostname, path: '/nowhere', method: 'PUT', ...('${protocol}' === 'http' && { port }) };
    const byOptions = await new Promise((resolve, reject) =>
      require('${protocol}').request(options, (response) => resolve(response.statusCode)).on('error', reject).end());
    const url = '${protocol}://' + hostname + (options.port ? ':' + port : '') + '/nowhere';
    const byUrl = await new Promise((resolve, reject) =>
      require('${protocol}').get(url, { headers: {} }, (response) => resolve(response.statusCode)).on('error', reject));
    return [byOptions, byUrl, (await fetch(url)).status];
  };`);
  expect(await cloud.invoke()).toEqual([403, 403, 403]); // as they are not signed
});

test('fails for a module that is not in the package, even if it is on this machine', async () => {
  addZip({ 'index.js': `exports.handler = async () => require('aws-cdk-lib');`, 'other.js': '' });
  expect(await cloud.invoke()).toMatchObject({
    functionError: {
      errorMessage: "Cannot find module 'aws-cdk-lib'\nRequire stack:\n- /var/task/index.js",
      trace: expect.arrayContaining([expect.stringContaining('/var/task/index.js')]) as string[],
    },
  });
});

test('fails for good for a missing client of the SDK, and says how to install it', async () => {
  cloud.add(`exports.handler = async () => { try { require('@aws-sdk/client-braket'); } catch { return 'caught'; } };`);
  const reason =
    "@aws-sdk/client-braket, which Lambda's runtime brings along, is not on this machine: npm install --save-dev @aws-sdk/client-braket";
  expect(await cloud.invoke()).toEqual({
    functionError: { errorType: 'Runtime.ImportModuleError', errorMessage: reason },
    cannotRun: reason,
  });
  expect(cloud.logs.ofGroup('/aws/lambda/fn').map(({ message }) => message)).toEqual([expect.stringContaining(reason)]);
});
