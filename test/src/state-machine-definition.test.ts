import { stateMachineDefinition } from '../../src/private/state-machine-definition';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly [field: string]: unknown;
}

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111111111111:function:provider';
const definition = stateMachineDefinition(FUNCTION_ARN, 'aws-cn') as {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
};

test('the waiting takes five states', () => {
  expect(Object.keys(definition.States)).toEqual(['Advance', 'Answered?', 'Pause', 'GiveUp', 'Answered']);
});

test('a request advances and pauses in turn until the function says that it is done', () => {
  const { Advance: advance, 'Answered?': answered, Pause: pause } = definition.States;

  expect(definition.StartAt).toBe('Advance');
  expect(advance?.Next).toBe('Answered?');
  expect(answered).toMatchObject({
    Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Answered' }],
    Default: 'Pause',
  });
  expect(pause).toMatchObject({ Type: 'Wait', SecondsPath: '$.pause', Next: 'Advance' });
});

test('the function gets the whole state and gives back the next one', () => {
  expect(definition.States.Advance).toMatchObject({
    Resource: 'arn:aws-cn:states:::lambda:invoke',
    Parameters: { FunctionName: FUNCTION_ARN, 'Payload.$': '$' },
    OutputPath: '$.Payload',
  });
});

test('a function that fails for minutes is asked to give up, with the failure beside the state', () => {
  const { Advance: advance, GiveUp: giveUp } = definition.States;

  const errors = ['States.DataLimitExceeded', 'States.ALL'];
  expect(advance?.Catch).toEqual(
    errors.map((error) => ({ ErrorEquals: [error], ResultPath: '$.failure', Next: 'GiveUp' })),
  );
  expect(giveUp).toMatchObject({ Parameters: { Payload: { 'giveUp.$': '$' } }, Next: 'Answered?' });
});

test('a function that cannot be run for now is waited for much longer than one that fails', () => {
  const [busy, failing] = definition.States.Advance?.Retry as { ErrorEquals: string[]; MaxAttempts: number }[];

  expect(busy?.ErrorEquals).toContain('Lambda.TooManyRequestsException');
  expect(failing?.ErrorEquals).toEqual(['States.ALL']);
  expect(busy?.MaxAttempts).toBeGreaterThan(Number(failing?.MaxAttempts) * 4);
});

test('a retry begins only when the function it repeats can no longer run', () => {
  expect(definition.States.Advance?.TimeoutSeconds).toBeGreaterThan(60);
});

test('an execution outlives the hour of CloudFormation, but not by much', () => {
  expect(definition.TimeoutSeconds).toBeGreaterThan(3600);
  expect(definition.TimeoutSeconds).toBeLessThanOrEqual(4200);
});
