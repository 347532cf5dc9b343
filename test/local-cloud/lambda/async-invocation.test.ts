import { ADD, CloudOfFunctions } from './cloud';

let cloud: CloudOfFunctions;
let start: number;

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
  start = cloud.clock.now();
});

afterEach(async () => cloud.stop());

function attempts(): number[] {
  return cloud.functions.invocations.map(({ startedAt }) => (startedAt - start) / 1000);
}

test('an event whose function fails is run again after one and two minutes, with the same request id', async () => {
  cloud.add(`exports.handler = async () => { throw new Error('no'); };`);
  await cloud.functions.invokeAsync('fn', '{}');
  expect(attempts()).toEqual([0, 60, 180]);
  expect(new Set(cloud.functions.invocations.map(({ requestId }) => requestId)).size).toBe(1);
});

test('an event is run once when its function succeeds', async () => {
  cloud.add(`${ADD} exports.handler = add;`);
  await cloud.functions.invokeAsync('fn', '{}');
  await cloud.clock.sleep(600_000);
  expect(cloud.counter.count).toBe(1);
});

test('a function killed after its call took effect is run again, and so is the call', async () => {
  cloud.faults.inject({ fault: 'killedAfter', service: 'counter', nth: 1 });
  cloud.add(`${ADD} exports.handler = add;`);
  await cloud.functions.invokeAsync('fn', '{}');
  expect(attempts()).toEqual([0, 60]);
  expect(cloud.counter.count).toBe(2);
});

test('the function decides how often and how long its events are tried', async () => {
  cloud.add(`exports.handler = async () => { throw new Error('no'); };`);
  cloud.functions.setAsyncInvokeConfig('fn', { maximumRetryAttempts: 1, maximumEventAgeSeconds: 3600 });
  await cloud.functions.invokeAsync('fn', '{}');
  expect(attempts()).toEqual([0, 60]);

  cloud.functions.setAsyncInvokeConfig('fn', { maximumRetryAttempts: 2, maximumEventAgeSeconds: 100 });
  await cloud.functions.invokeAsync('fn', '{}');
  expect(attempts()).toEqual([0, 60, 60, 120]);
});

test('a throttled function is tried until the event is too old', async () => {
  cloud.faults.inject({ fault: 'throttled', service: 'lambda', nth: [1, 2, 3] });
  cloud.add(`${ADD} exports.handler = add;`);
  await cloud.functions.invokeAsync('fn', '{}');
  expect(attempts()).toEqual([7]);

  cloud.faults.inject({ fault: 'throttled', service: 'lambda' });
  await cloud.functions.invokeAsync('fn', '{}');
  expect(cloud.counter.count).toBe(1);
  expect(cloud.clock.now() - start).toBeGreaterThan(5 * 3_600_000);
});

test('an event is dropped when its function is deleted meanwhile', async () => {
  cloud.add(`exports.handler = async () => { throw new Error('no'); };`);
  const ended = cloud.functions.invokeAsync('fn', '{}');
  await cloud.clock.sleep(1000);
  cloud.functions.remove('fn');
  await ended;
  expect(attempts()).toEqual([0]);
});

test('fails with an event of more than a mebibyte', async () => {
  cloud.add(`${ADD} exports.handler = add;`);
  const event = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));

  await cloud.functions.invokeAsync('fn', event(1_048_576));
  expect(cloud.counter.count).toBe(1);
  expect(() => cloud.functions.invokeAsync('fn', event(1_048_577))).toThrow(
    '1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
  );
});
