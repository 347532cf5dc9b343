import type { Cloud } from '../aws/cloud';
import type { AnswerableRequest } from '../request/event';
import { isStackId, stackName } from '../request/stack-id';

type Request = Pick<AnswerableRequest, 'StackId'>;

/** What the provider has told its function of the stacks that it is for. */
export interface ServedStacks {
  /** Of the stack that made the function; absent where no CloudFormation has made it known. */
  readonly ownStackId?: string;
  /** Names of the stacks that are served, "*" standing for any text. @default - the function's own stack alone */
  readonly stacks?: readonly string[];
}

/**
 * Whether the request comes from a stack that the provider is for. Engines without CloudFormation have StackIds that tell
 * nothing.
 */
export async function isServed(
  { StackId }: Request,
  { ownStackId, stacks }: ServedStacks,
  cloud: Cloud,
): Promise<boolean> {
  if (ownStackId === undefined || !isStackId(ownStackId) || StackId === ownStackId) return true;
  if (stacks === undefined || !isStackId(StackId) || placeOf(StackId) !== placeOf(ownStackId)) return false;
  const isNamed = (id: string) => stacks.some((pattern) => matches(stackName(id), pattern));
  if (isNamed(StackId)) return true;
  // A nested stack is called like the one around it and more; so may be any other.
  if (!stacks.some((pattern) => matches(stackName(StackId), `${pattern}-*`))) return false;
  const { rootId } = (await cloud.stack(StackId)) ?? {};
  return rootId !== undefined && isNamed(rootId);
}

function placeOf(stackId: string): string {
  return stackId.slice(0, stackId.indexOf('stack/'));
}

/** Patterns hold letters, digits, "-" and "*" alone. */
function matches(name: string, pattern: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
}
