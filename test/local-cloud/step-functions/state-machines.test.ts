import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { StateMachines } from '../../../local-cloud/step-functions/state-machines';
import { ADD, CloudOfFunctions } from '../lambda/cloud';

const ROLE = 'arn:aws:iam::111111111111:role/machine';

const FUNCTION = 'arn:aws:lambda:us-east-1:111111111111:function:fn';
const INVOKE = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: FUNCTION, 'Payload.$': '$' },
  OutputPath: '$.Payload',
};
/** Asks the function until it says that it is done, as the machine of the library does. */
const POLL = {
  StartAt: 'Step',
  States: {
    Step: { ...INVOKE, Next: 'Done?' },
    'Done?': { Type: 'Choice', Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Done' }], Default: 'Pause' },
    Pause: { Type: 'Wait', SecondsPath: '$.pause', Next: 'Step' },
    Done: { Type: 'Succeed' },
  },
};
const WAIT = { StartAt: 'Pause', States: { Pause: { Type: 'Wait', Seconds: 3600, End: true } } };

let cloud: CloudOfFunctions;
let machines: StateMachines;
let client: SFNClient;
let start: number;

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
  start = cloud.clock.now();
  const { clock, functions } = cloud;
  machines = new StateMachines({ account: '111111111111', region: 'us-east-1', partition: 'aws', clock, functions });
  cloud.gateway.addJsonService(machines);
  client = new SFNClient({
    endpoint: cloud.gateway.endpoint,
    region: 'us-east-1',
    credentials: cloud.callers.credentials,
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await cloud.stop();
});

async function run(definition: object, input: object = {}, name = 'run') {
  const stateMachineArn = machines.put('machine', JSON.stringify(definition), ROLE);
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
  );
  return executionArn;
}

async function ended(executionArn: string | undefined) {
  for (;;) {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await cloud.clock.sleep(5000);
  }
}

test('an execution polls a function with pauses of the clock, an hour in milliseconds', async () => {
  cloud.add(`exports.handler = async ({ step = 0 }) => ({ step: step + 1, pause: 600, done: step === 6 });`);
  const execution = await ended(await run(POLL));
  expect(execution.status).toBe('SUCCEEDED');
  expect(JSON.parse(execution.output ?? '')).toEqual({ step: 7, pause: 600, done: true });
  expect(cloud.functions.invocations.map(({ startedAt }) => (startedAt - start) / 1000)).toEqual([
    0, 600, 1200, 1800, 2400, 3000, 3600,
  ]);
  expect((execution.stopDate?.getTime() ?? 0) - (execution.startDate?.getTime() ?? 0)).toBe(3_600_000);
  expect(machines.stateTransitions).toBe(7 * 2 + 6 + 1);
});

test('errors of the function are retried and caught by name', async () => {
  cloud.add(
    `class Busy extends Error { name = 'Busy'; } exports.handler = async () => { throw new Busy('come back'); };`,
  );
  const execution = await ended(
    await run({
      StartAt: 'Step',
      States: {
        Step: {
          ...INVOKE,
          Retry: [
            { ErrorEquals: ['Other'], MaxAttempts: 9 },
            { ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 2 },
          ],
          Catch: [{ ErrorEquals: ['Busy'], ResultPath: '$.failure', Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Succeed' },
      },
    }),
  );
  expect(cloud.functions.invocations.map(({ startedAt }) => (startedAt - start) / 1000)).toEqual([0, 10, 30]);
  const { failure } = JSON.parse(execution.output ?? '') as { failure: { Error: string; Cause: string } };
  expect(failure.Error).toBe('Busy');
  expect(JSON.parse(failure.Cause)).toMatchObject({ errorType: 'Busy', errorMessage: 'come back' });
});

test.each([
  ['throttled', 'Lambda.TooManyRequestsException'],
  ['failedBefore', 'Lambda.ServiceException'],
  ['killedBefore', 'Runtime.ExitError'],
  ['unansweredBefore', 'Sandbox.Timedout'],
] as const)('fails with the name that Step Functions gives when the function is %s', async (fault, error) => {
  cloud.add('exports.handler = async () => 1;');
  cloud.faults.inject({ fault, service: 'lambda' });
  const execution = await ended(await run({ StartAt: 'Step', States: { Step: { ...INVOKE, End: true } } }));
  expect(execution).toMatchObject({ status: 'FAILED', error });
});

test('fails with States.Timeout when a task outlasts its time', async () => {
  cloud.add(`${ADD} exports.handler = async () => sleep(50);`);
  const step = { ...INVOKE, TimeoutSeconds: 20, End: true };
  const execution = await ended(await run({ StartAt: 'Step', States: { Step: step } }));
  expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
});

test('a task without a time-out may last as long as its function', async () => {
  cloud.add(`${ADD} exports.handler = async () => sleep(600);`, { timeoutSeconds: 900 });
  const execution = await ended(await run({ StartAt: 'Step', States: { Step: { ...INVOKE, End: true } } }));
  expect(execution.status).toBe('SUCCEEDED');
});

test('an execution that outlasts the time of its machine ends as TIMED_OUT', async () => {
  const execution = await ended(await run({ ...WAIT, TimeoutSeconds: 60 }));
  expect(execution.status).toBe('TIMED_OUT');
  expect(cloud.clock.now() - start).toBeLessThan(70_000);
});

test('the same name with the same input is the same execution while it runs', async () => {
  const first = await run(WAIT, { a: 1 });
  expect(await run(WAIT, { a: 1 })).toBe(first);
  expect(machines.executions).toHaveLength(1);
});

test('fails to start again under a name that is known, until 90 days have passed', async () => {
  await ended(await run(WAIT, { a: 1 }));
  const refusal = {
    name: 'ExecutionAlreadyExists',
    message: "Execution Already Exists: 'arn:aws:states:us-east-1:111111111111:execution:machine:run'",
  };
  await expect(run(WAIT, { a: 1 })).rejects.toMatchObject(refusal);
  await cloud.clock.sleep(90 * 24 * 3_600_000);
  await run(WAIT, { a: 2 });
  await expect(run(WAIT, { a: 1 })).rejects.toMatchObject(refusal);
});

describe('data of more than 262,144 bytes', () => {
  const CATCH = [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Caught' }];
  const RETRY = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2 }];
  const machine = (step: object) => ({
    StartAt: 'Step',
    States: { Step: { ...INVOKE, ...step, End: true }, Caught: { Type: 'Succeed' } },
  });
  const returns = (bytes: number) => cloud.add(`exports.handler = async () => 'x'.repeat(${bytes});`);

  test('that a task returns end the execution, though it catches States.ALL', async () => {
    returns(262_144);
    const executionArn = await run(machine({ Retry: RETRY, Catch: CATCH }));

    expect(await ended(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
      cause: expect.stringContaining('returned a result with a size exceeding the maximum number of bytes') as string,
    });
    expect(cloud.functions.invocations).toHaveLength(1);
  });

  test('are caught by name', async () => {
    returns(262_144);
    const named = { ErrorEquals: ['States.DataLimitExceeded'], ResultPath: '$.failure', Next: 'Caught' };

    expect((await ended(await run(machine({ Catch: [named] })))).status).toBe('SUCCEEDED');
  });

  test.each([
    ['last', { End: true }],
    ['middle', { End: undefined, Next: 'Pause' }],
  ])('that a state makes of its input and its result end the execution: the %s one', async (_, next) => {
    returns(150_000);
    const step = { ...INVOKE, OutputPath: '$', ResultPath: '$.result', Catch: CATCH, ...next };
    const merged = {
      StartAt: 'Step',
      States: { Step: step, Caught: { Type: 'Succeed' }, ...('Next' in next && WAIT.States) },
    };

    expect(await ended(await run(merged, { text: 'x'.repeat(150_000) }))).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
    const history = await client.send(
      new GetExecutionHistoryCommand({ executionArn: machines.executions[0]?.executionArn, reverseOrder: true }),
    );
    expect(history.events?.[0]?.type).toBe('ExecutionFailed');
  });

  test('are what is refused: a little less passes', async () => {
    returns(250_000);

    expect((await ended(await run(machine({ Catch: CATCH })))).status).toBe('SUCCEEDED');
  });
});

test('fails to start with a name or an input that Step Functions does not take', async () => {
  await expect(run(WAIT, {}, 'not a name')).rejects.toMatchObject({ name: 'InvalidName' });
  await expect(run(WAIT, {}, 'n'.repeat(81))).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(run(WAIT, { text: 'x'.repeat(262_144) })).rejects.toMatchObject({ name: 'ValidationException' });
  const stateMachineArn = machines.arn('machine');
  await expect(client.send(new StartExecutionCommand({ stateMachineArn, input: '{' }))).rejects.toMatchObject({
    name: 'InvalidExecutionInput',
  });
});

test('fails to start a machine that does not exist', async () => {
  const stateMachineArn = machines.arn('nobody');
  await expect(client.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toMatchObject({
    name: 'StateMachineDoesNotExist',
    message: `State Machine Does Not Exist: '${stateMachineArn}'`,
  });
});

test('fails to make a machine whose definition does not hold', () => {
  expect(() => machines.put('broken', '{"StartAt":"Nowhere","States":{}}', ROLE)).toThrow('StartAt names no state');
  expect(() =>
    machines.put('broken', JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Wait' } } }), ROLE),
  ).toThrow();
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true };
  expect(() => machines.put('broken', JSON.stringify({ StartAt: 'A', States: { A: task } }), ROLE)).toThrow(
    'the local cloud runs only tasks that invoke functions, got arn:aws:states:::sns:publish in state A',
  );
});
