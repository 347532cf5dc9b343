import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Jest has a global object of its own, whose getters are not those of Node.js. */
const PROGRAM = `
  const { CloudOfFunctions } = require('./test/local-cloud/lambda/cloud');
  void (async () => {
    const cloud = await CloudOfFunctions.start();
    cloud.add('exports.handler = async () => [typeof globalThis.crypto.subtle, typeof global.navigator.userAgent];');
    console.log(JSON.stringify(await cloud.invoke()));
    await cloud.stop();
  })();`;

test('the global object of a function has all that of Node.js has', () => {
  const root = join(__dirname, '../../../..');
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', PROGRAM], { cwd: root });
  expect(stderr.toString()).toBe('');
  expect(JSON.parse(stdout.toString())).toEqual(['object', 'string']);
});
