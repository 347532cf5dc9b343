import type { Cloud } from '../aws/cloud';
import type { AnswerableRequest } from '../request/event';
import { isStackId, stackName } from '../request/stack-id';

type Request = Pick<AnswerableRequest, 'StackId'>;

/** The stacks that the provider serves. */
export interface ServedStacks {
  /** The stack of the function; absent if it was not deployed by CloudFormation. */
  readonly ownStackId?: string;
  /** Names of the served stacks, with "*" as a wildcard. @default - the function's own stack alone */
  readonly stacks?: readonly string[];
}

/** Returns true if the provider serves the stack of the request. StackIds of other engines prove nothing. */
export async function isServed(
  { StackId }: Request,
  { ownStackId, stacks }: ServedStacks,
  cloud: Cloud,
): Promise<boolean> {
  if (ownStackId === undefined || !isStackId(ownStackId) || StackId === ownStackId) return true;
  if (stacks === undefined || !isStackId(StackId) || placeOf(StackId) !== placeOf(ownStackId)) return false;
  const isNamed = (id: string) => stacks.some((pattern) => matches(stackName(id), pattern));
  if (isNamed(StackId)) return true;
  // The name of a nested stack starts with that of its parent; so may any other name.
  if (!stacks.some((pattern) => matches(stackName(StackId), `${pattern}-*`))) return false;
  const { rootId } = (await cloud.stack(StackId)) ?? {};
  return rootId !== undefined && isNamed(rootId);
}

function placeOf(stackId: string): string {
  return stackId.slice(0, stackId.indexOf('stack/'));
}

/** Patterns contain only letters, digits, "-" and "*". */
function matches(name: string, pattern: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
}
