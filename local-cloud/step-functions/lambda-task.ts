import { DATA_LIMIT_EXCEEDED, isTooLong, tooLongCause } from './data-limit';
import { isInvokeIntegration, type TaskState } from './definition';
import { type ExecutionHistory } from './execution-history';
import { type Clock } from '../clock/clock';
import { AwsError } from '../gateway/service';
import { type Functions } from '../lambda/functions';

/** An error whose name Retry and Catch can match. */
class TaskError extends Error {
  constructor(
    override readonly name: string,
    cause: string,
  ) {
    super(cause);
  }
}

/** Retried and caught only where it is named. */
class DataLimitExceeded extends TaskError {
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;

  constructor({ Retry = [], Catch = [] }: TaskState, cause: string) {
    super(DATA_LIMIT_EXCEEDED, cause);
    this.isRetryable = Retry.some(({ ErrorEquals }) => ErrorEquals.includes(DATA_LIMIT_EXCEEDED));
    this.isCatchable = Catch.some(({ ErrorEquals }) => ErrorEquals.includes(DATA_LIMIT_EXCEEDED));
  }
}

export interface LambdaTaskOptions {
  readonly clock: Clock;
  readonly functions: Functions;
  /** Throws where the role of the state machine may not invoke the function. */
  readonly mayInvoke: (functionArn: string) => void;
  readonly history: ExecutionHistory;
  readonly region: string;
  readonly stateName: string;
  readonly state: TaskState;
  /** Returns true where the execution has ended, so that no further task of it starts. */
  readonly ended: () => boolean;
}

/** Runs a task that invokes a function, and returns its result or throws its error as Step Functions does. */
export async function runLambdaTask(input: unknown, options: LambdaTaskOptions): Promise<unknown> {
  // The interpreter continues the retries of a state after its execution was stopped.
  if (options.ended()) return new Promise(() => {});
  const { clock, history, region, state, stateName } = options;
  const timestamp = () => new Date(clock.now());
  const task = { resourceType: 'lambda', resource: 'invoke' };
  const taskScheduledEventDetails = { ...task, region, parameters: JSON.stringify(input) };
  history.addTaskEvent({ type: 'TaskScheduled', timestamp: timestamp(), taskScheduledEventDetails });
  try {
    if (isTooLong(input)) throw new DataLimitExceeded(state, tooLongCause(stateName, 'an input'));
    const output = isInvokeIntegration(state.Resource)
      ? await invokeIntegration(input as InvokeParameters, options)
      : await invokeFunction(state.Resource, input, options);
    if (isTooLong(output)) throw new DataLimitExceeded(state, tooLongCause(stateName, 'a result'));
    const taskSucceededEventDetails = { ...task, output: JSON.stringify(output) };
    history.addTaskEvent({ type: 'TaskSucceeded', timestamp: timestamp(), taskSucceededEventDetails });
    return output;
  } catch (error) {
    const { name, message } = error as Error;
    const taskFailedEventDetails = { ...task, error: name, cause: message };
    history.addTaskEvent({ type: 'TaskFailed', timestamp: timestamp(), taskFailedEventDetails });
    throw error;
  }
}

interface InvokeParameters {
  readonly FunctionName: string;
  readonly Payload?: unknown;
}

async function invokeIntegration(
  { FunctionName, Payload = {} }: InvokeParameters,
  options: LambdaTaskOptions,
): Promise<object> {
  const payload = await invokeFunction(FunctionName, Payload, options);
  return { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 };
}

async function invokeFunction(
  nameOrArn: string,
  payload: unknown,
  { functions, mayInvoke }: LambdaTaskOptions,
): Promise<unknown> {
  const invoke = async () => {
    mayInvoke(functions.find(nameOrArn)?.functionArn ?? nameOrArn);
    return functions.invoke(nameOrArn, JSON.stringify(payload));
  };
  const result = await invoke().catch((error: unknown) => {
    throw error instanceof AwsError ? new TaskError(taskErrorName(error), error.message) : error;
  });
  if ('payload' in result) return JSON.parse(result.payload) as unknown;
  throw new TaskError(result.functionError.errorType, JSON.stringify(result.functionError));
}

/** An error that Lambda's own model does not name is reported as the class of all its errors. */
function taskErrorName({ code }: AwsError): string {
  return code === 'AccessDeniedException' ? 'Lambda.AWSLambdaException' : `Lambda.${code}`;
}
