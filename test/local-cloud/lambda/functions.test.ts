import { strToU8, zipSync } from 'fflate';
import { ADD, CloudOfFunctions } from './cloud';
import { RealClock } from '../../../local-cloud/clock/real-clock';
import { FunctionCode } from '../../../local-cloud/lambda/function-code';

let cloud: CloudOfFunctions;

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
});

afterEach(async () => cloud.stop());

test('a function receives its event and answers JSON', async () => {
  cloud.add('exports.handler = async (event, context) => ({ got: event.value, name: context.functionName });');
  expect(await cloud.invoke({ value: 42 })).toEqual({ got: 42, name: 'fn' });
});

test('a function has an environment, a clock and a network of its own', async () => {
  cloud.add(
    `${ADD}
    exports.handler = async () => {
      const before = Date.now();
      await sleep(30);
      const { count } = await add();
      return { count, waited: Date.now() - before, now: new Date().toISOString(), stage: process.env.STAGE, home: process.env.HOME };
    };`,
    { environment: { STAGE: 'test' } },
  );
  expect(await cloud.invoke()).toEqual({
    count: 1,
    waited: 30_000,
    now: '2026-01-01T00:00:30.000Z',
    stage: 'test',
    home: '/var/empty',
  });
  expect(cloud.counter.callers).toEqual([
    { account: '111111111111', principalArn: 'arn:aws:iam::111111111111:role/fn-role', functionName: 'fn' },
  ]);
  expect(process.env.STAGE).toBeUndefined();
});

test('the clock stands while a request travels or a file is read, even with a timer pending', async () => {
  cloud.add(`${ADD}
    const { readFile } = require('node:fs/promises');
    exports.handler = async () => {
      const timer = setTimeout(() => {}, 10);
      const before = Date.now();
      await readFile('/etc/hostname').catch(() => {});
      await add();
      await fetch(process.env.AWS_ENDPOINT_URL);
      clearTimeout(timer);
      return Date.now() - before;
    };`);
  expect(await cloud.invoke()).toBe(0);
});

test('console lines go to the log group, with the request id', async () => {
  cloud.add(
    `exports.handler = async (_, context) => { console.log('hello %s', { a: 1 }); console.error('oh'); return context.awsRequestId; };`,
  );
  const requestId = (await cloud.invoke()) as string;
  expect(cloud.logs.ofGroup('/aws/lambda/fn').map(({ message }) => message)).toEqual([
    `2026-01-01T00:00:00.000Z\t${requestId}\tINFO\thello { a: 1 }`,
    `2026-01-01T00:00:00.000Z\t${requestId}\tERROR\toh`,
  ]);
});

test('an environment is used again, one invocation at a time', async () => {
  cloud.add(`${ADD} let runs = 0; exports.handler = async () => { await sleep(1); return ++runs; };`);
  expect(await Promise.all([cloud.invoke(), cloud.invoke()])).toEqual([1, 1]);
  expect(await cloud.invoke()).toBe(2);
  expect(cloud.functions.invocations.map(({ coldStart }) => coldStart)).toEqual([true, true, false]);
});

test('a change of the function starts new environments', async () => {
  cloud.add('exports.handler = async () => "old";');
  expect(await cloud.invoke()).toBe('old');
  cloud.add('exports.handler = async () => "new";');
  expect(await cloud.invoke()).toBe('new');
});

test('only built-in modules can be required', async () => {
  cloud.add(`exports.handler = async () => { try { require('aws-cdk-lib'); } catch (error) { return error.code; } };`);
  expect(await cloud.invoke()).toBe('MODULE_NOT_FOUND');
});

test('a zip is unpacked', async () => {
  const zip = zipSync({ 'main.js': strToU8('exports.run = async () => "from the zip";') });
  cloud.add('', { code: FunctionCode.fromZip(Buffer.from(zip)), handler: 'main.run' });
  expect(await cloud.invoke()).toBe('from the zip');
});

test('the figures tell when an invocation ran and how it ended', async () => {
  cloud.add(`${ADD} exports.handler = async () => sleep(2.5);`);
  await cloud.invoke();
  expect(cloud.functions.invocations).toEqual([
    expect.objectContaining({ functionName: 'fn', billedMilliseconds: 2500, coldStart: true, outcome: 'succeeded' }),
  ]);
});

test('fails with class, words and trace of what the function threw', async () => {
  cloud.add(
    `class NotYet extends Error { name = 'NotYet'; } exports.handler = async () => { throw new NotYet('later'); };`,
  );
  expect(await cloud.invoke()).toEqual({
    functionError: {
      errorType: 'NotYet',
      errorMessage: 'later',
      trace: ['NotYet: later', expect.stringContaining('/var/task/index.js') as string],
    },
  });
  expect(cloud.functions.invocations[0]?.outcome).toBe('failed');
});

test('fails for a function that does not exist, naming its ARN', async () => {
  await expect(cloud.functions.invoke('nobody', '{}')).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:111111111111:function:nobody',
  });
});

test('fails when the handler is not exported', async () => {
  cloud.add('exports.other = () => {};');
  expect(await cloud.invoke()).toMatchObject({ functionError: { errorType: 'Runtime.HandlerNotFound' } });
});

test('fails when the time is over; what the function does later has no effect', async () => {
  cloud.add(`${ADD} exports.handler = async () => { await sleep(5); await add(); };`, { timeoutSeconds: 3 });
  expect(await cloud.invoke()).toMatchObject({
    functionError: {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f-]{36} Error: Task timed out after 3.00 seconds$/,
      ) as string,
    },
  });
  await cloud.clock.sleep(60_000);
  expect(cloud.counter.count).toBe(0);
  expect(cloud.functions.invocations[0]).toMatchObject({ outcome: 'timedOut', billedMilliseconds: 3000 });
});

test('the time that the code takes to load is not counted', async () => {
  await cloud.stop();
  cloud = await CloudOfFunctions.start({}, new RealClock({ speed: 1000 }));
  cloud.add(
    `for (const start = process.hrtime()[0]; process.hrtime()[0] < start + 2;);
    exports.handler = async () => new Promise((resolve) => setTimeout(resolve, 1000, 'in time'));`,
    { timeoutSeconds: 300 },
  );
  expect(await cloud.invoke()).toBe('in time');
});

test('fails by time-out when a call is never answered', async () => {
  cloud.faults.inject({ fault: 'unansweredAfter', service: 'counter' });
  cloud.add(`${ADD} exports.handler = add;`);
  expect(await cloud.invoke()).toMatchObject({ functionError: { errorType: 'Sandbox.Timedout' } });
  expect(cloud.counter.count).toBe(1);
});

test('the time-out of a request runs on the clock', async () => {
  cloud.faults.inject({ fault: 'unansweredBefore', service: 'counter' });
  cloud.add(`${ADD}
    exports.handler = async () => {
      const before = Date.now();
      await fetch(process.env.AWS_ENDPOINT_URL, { signal: AbortSignal.timeout(5000), headers }).catch(() => {});
      return Date.now() - before;
    };`);
  expect(await cloud.invoke()).toBe(5000);
});

describe('a function that is killed', () => {
  const CRASH = {
    functionError: {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: signal: killed$/,
      ) as string,
    },
  };

  test('before its call: the call has no effect', async () => {
    cloud.faults.inject({ fault: 'killedBefore', service: 'counter', nth: 1 });
    cloud.add(`${ADD} exports.handler = add;`);
    expect(await cloud.invoke()).toEqual(CRASH);
    expect(cloud.counter.count).toBe(0);
    expect(cloud.functions.invocations[0]?.outcome).toBe('killed');
  });

  test('after its call: the call has its effect, and the function does nothing more', async () => {
    cloud.faults.inject({ fault: 'killedAfter', service: 'counter', nth: 1 });
    cloud.add(`${ADD}
      exports.handler = async () => {
        setTimeout(add, 1000);
        await add().catch(add);
        await add();
        console.log('still here');
      };`);
    expect(await cloud.invoke()).toEqual(CRASH);
    await cloud.clock.sleep(10_000);
    expect(cloud.counter.count).toBe(1);
    expect(cloud.logs.lines).toEqual([]);
  });

  test('the next invocation starts in a new environment', async () => {
    cloud.faults.inject({ fault: 'killedAfter', service: 'counter', nth: 2 });
    cloud.add(`${ADD} let runs = 0; exports.handler = async () => { await add(); return ++runs; };`);
    expect(await cloud.invoke()).toBe(1);
    expect(await cloud.invoke()).toEqual(CRASH);
    expect(await cloud.invoke()).toBe(1);
  });

  test('by its own process.exit', async () => {
    cloud.add(`exports.handler = async () => { process.exit(1); };`);
    expect(await cloud.invoke()).toEqual(CRASH);
  });
});

test('fails to run more functions at the same time than the account may', async () => {
  const small = await CloudOfFunctions.start({ concurrentInvocations: 1 });
  small.add('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 1000));');
  const first = small.invoke();
  await expect(small.invoke()).rejects.toThrow('Rate Exceeded.');
  await first;
  await expect(small.invoke()).resolves.toBeNull();
  await small.stop();
});
