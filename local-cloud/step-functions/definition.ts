import { type StateMachineDefinition } from './states-language';
import { AwsError } from '../gateway/service';

type State = StateMachineDefinition['States'][string];
export type TaskState = Extract<State, { readonly Type: 'Task' }>;

/** Step Functions' own default, more than three years; the interpreter's is a minute. */
const DEFAULT_TASK_TIMEOUT_SECONDS = 99_999_999;

/** Reads a definition from a template, and throws where it has something that cannot run here. */
export function parseDefinition(text: string): StateMachineDefinition {
  const definition = parse(text);
  for (const [name, task] of tasksOf(definition)) {
    if (!isLambdaTask(task)) {
      throw invalid(`the local cloud runs only tasks that invoke functions, got ${task.Resource} in state ${name}`);
    }
    if (task.TimeoutSecondsPath === undefined) task.TimeoutSeconds ??= DEFAULT_TASK_TIMEOUT_SECONDS;
  }
  return definition;
}

/** Returns all tasks by the names of their states, including those inside of parallel branches and maps. */
export function tasksOf(definition: Pick<StateMachineDefinition, 'States'>): [string, TaskState][] {
  return Object.entries(definition.States).flatMap(([name, state]): [string, TaskState][] => {
    if (state.Type === 'Task') return [[name, state]];
    if (state.Type === 'Parallel') return state.Branches.flatMap(tasksOf);
    if (state.Type !== 'Map') return [];
    const iterator = state.ItemProcessor ?? state.Iterator;
    return iterator ? tasksOf(iterator) : [];
  });
}

/** Returns true for `arn:<partition>:states:::lambda:invoke`, as opposed to the ARN of a function. */
export function isInvokeIntegration(resource: string): boolean {
  return /^arn:[^:]+:states:::lambda:invoke$/.test(resource);
}

function isLambdaTask({ Resource }: TaskState): boolean {
  return isInvokeIntegration(Resource) || /^arn:[^:]+:lambda:/.test(Resource);
}

function parse(text: string): StateMachineDefinition {
  try {
    const definition = JSON.parse(text) as StateMachineDefinition;
    if (definition.States && definition.StartAt in definition.States) return definition;
  } catch (error) {
    throw invalid((error as Error).message);
  }
  throw invalid('MISSING_TRANSITION_TARGET: StartAt names no state');
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reason}'`);
}
