import { FUNCTION_TIMEOUT_SECONDS } from './limits';

/** Longer than the hour in which CloudFormation takes a response; nobody waits for an execution that still runs then. */
const MACHINE_TIMEOUT_SECONDS = 70 * 60;

/** Longer than the function itself may run, so that a retry never runs beside the run that it repeats. */
const TASK_TIMEOUT_SECONDS = FUNCTION_TIMEOUT_SECONDS + 30;

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
const LAMBDA_IS_BUSY = [
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
];

/**
 * The state machine that does the waiting of one request of CloudFormation, in Amazon States Language.
 *
 * Its input is `{event, progress?}`. The function takes one step and returns `{event, progress, pause, done}`; when it
 * fails for minutes, it is asked to give up: to send CloudFormation the reason.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export function stateMachineDefinition(functionArn: string, partition: string): object {
  const invoke = {
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    TimeoutSeconds: TASK_TIMEOUT_SECONDS,
    OutputPath: '$.Payload',
    Next: 'Answered?',
  };
  return {
    Comment: 'Waits for a Service Catalog operation and answers CloudFormation',
    TimeoutSeconds: MACHINE_TIMEOUT_SECONDS,
    StartAt: 'Advance',
    States: {
      Advance: {
        ...invoke,
        Parameters: { FunctionName: functionArn, 'Payload.$': '$' },
        Retry: [
          // Nothing was run: about twenty minutes, half a minute each on average.
          retry(LAMBDA_IS_BUSY, { IntervalSeconds: 2, MaxDelaySeconds: 60, MaxAttempts: 40 }),
          // The function fails: about a minute and a half.
          retry(['States.ALL'], { IntervalSeconds: 2, MaxDelaySeconds: 40, MaxAttempts: 8 }),
        ],
        Catch: [
          // Not among those that States.ALL means.
          { ErrorEquals: ['States.DataLimitExceeded'], ResultPath: '$.failure', Next: 'GiveUp' },
          { ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'GiveUp' },
        ],
      },
      'Answered?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Answered' }],
        Default: 'Pause',
      },
      Pause: { Type: 'Wait', SecondsPath: '$.pause', Next: 'Advance' },
      GiveUp: {
        ...invoke,
        Parameters: { FunctionName: functionArn, Payload: { 'giveUp.$': '$' } },
        // Until nobody waits any more: half a minute each, on average, for an hour.
        Retry: [retry(['States.ALL'], { IntervalSeconds: 5, MaxDelaySeconds: 60, MaxAttempts: 120 })],
      },
      Answered: { Type: 'Succeed' },
    },
  };
}

interface Pace {
  readonly IntervalSeconds: number;
  readonly MaxDelaySeconds: number;
  readonly MaxAttempts: number;
}

/** With full jitter each pause is half as long on average. */
function retry(errors: string[], pace: Pace): object {
  return { ErrorEquals: errors, BackoffRate: 2, JitterStrategy: 'FULL', ...pace };
}
