import { type Stack } from './stack';
import { type UpdateStackRequest } from '../stack-engine';
import { BoundTemplate, type Environment } from '../template/bound-template';

/** The state that an operation is to bring a stack to. */
export interface StackTarget {
  readonly template: BoundTemplate;
  readonly tags: Readonly<Record<string, string>>;
  readonly notificationArns: readonly string[];
}

/**
 * Returns the template of a request with its parameters, some of which may keep the values that they have in the stack.
 */
export function bindTarget(stack: Stack, request: UpdateStackRequest, environment: Environment): StackTarget {
  const { stackId, stackName } = stack;
  const previous = stack.template?.parameters.given ?? {};
  const kept = (request.usePreviousParameters ?? []).flatMap((key) =>
    previous[key] === undefined ? [] : [[key, previous[key]] as const],
  );
  const parameters = { ...request.parameters, ...Object.fromEntries(kept) };
  const notificationArns = request.notificationArns ?? [];
  const identity = { stackId, stackName, notificationArns };
  const template = new BoundTemplate(request.templateBody, parameters, identity, environment);
  return { template, tags: request.tags ?? {}, notificationArns };
}
