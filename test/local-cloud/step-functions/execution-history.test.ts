import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
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

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
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

test('a stopped execution does nothing more, but the function that it has invoked runs on', async () => {
  cloud.add(`${ADD} exports.handler = async () => { await sleep(20); await add(); throw new Error('again'); };`);
  const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 5 }];
  const executionArn = await run({ StartAt: 'Step', States: { Step: { ...INVOKE, Retry: retry, End: true } } });
  await cloud.clock.sleep(10_000);
  await client.send(new StopExecutionCommand({ executionArn, cause: 'a newer event' }));
  expect(await ended(executionArn)).toMatchObject({ status: 'ABORTED', cause: 'a newer event' });
  await cloud.clock.sleep(600_000);
  expect(cloud.counter.count).toBe(1);
  expect(cloud.functions.invocations).toHaveLength(1);
});

test('executions are listed newest first, by status and in pages', async () => {
  const stopped = await run(WAIT, {}, 'stopped');
  await client.send(new StopExecutionCommand({ executionArn: stopped }));
  await run(WAIT, {}, 'first');
  await run(WAIT, {}, 'second');
  const stateMachineArn = machines.arn('machine');
  const list = async (options: object) => {
    const { executions, nextToken } = await client.send(new ListExecutionsCommand({ stateMachineArn, ...options }));
    return { names: executions?.map(({ name }) => name), nextToken };
  };
  expect(await list({ statusFilter: 'RUNNING' })).toEqual({ names: ['second', 'first'], nextToken: undefined });
  const page = await list({ maxResults: 2 });
  expect(page.names).toEqual(['second', 'first']);
  expect(await list({ maxResults: 2, nextToken: page.nextToken })).toMatchObject({ names: ['stopped'] });
});

test('an execution may be missing in the list for a while', async () => {
  const { clock, functions } = cloud;
  const behaviours = { executionsLagBy: 5000 };
  const lagging = { account: '111111111111', region: 'us-east-1', partition: 'aws', clock, functions, behaviours };
  machines = new StateMachines(lagging);
  const stateMachineArn = machines.put('machine', JSON.stringify(WAIT), ROLE);
  await machines.call('StartExecution', { stateMachineArn, name: 'run' });

  expect(await machines.call('ListExecutions', { stateMachineArn })).toMatchObject({ executions: [] });
  await clock.sleep(5000);
  expect(await machines.call('ListExecutions', { stateMachineArn })).toMatchObject({ executions: [{ name: 'run' }] });
});

test('the history holds the input and output of every state and task', async () => {
  cloud.add(`exports.handler = async ({ step = 0 }) => ({ step: step + 1, pause: 5, done: step === 1 });`);
  const executionArn = await run(POLL, { start: 'here' });
  await ended(executionArn);
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    ...['TaskStateEntered', 'TaskScheduled', 'TaskSucceeded', 'TaskStateExited'],
    ...['ChoiceStateEntered', 'ChoiceStateExited', 'WaitStateEntered', 'WaitStateExited'],
    ...['TaskStateEntered', 'TaskScheduled', 'TaskSucceeded', 'TaskStateExited'],
    ...['ChoiceStateEntered', 'ChoiceStateExited', 'SucceedStateEntered', 'SucceedStateExited'],
    'ExecutionSucceeded',
  ]);
  expect(events[0]?.executionStartedEventDetails?.input).toBe('{"start":"here"}');
  expect(events[3]?.taskSucceededEventDetails?.output).toContain('"Payload":{"step":1');
});
