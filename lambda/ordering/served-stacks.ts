import type { AnswerableRequest } from '../request/event';
import { isStackId, stackName } from '../request/identity';
import type { Cloud } from '../aws/cloud';
import type { Settings } from '../settings';

type Request = Pick<AnswerableRequest, 'StackId'>;

/**
 * Whether the request comes from a stack that the provider is for. Engines without CloudFormation have StackIds that tell
 * nothing.
 */
export async function isServed({ StackId }: Request, settings: Settings, cloud: Cloud): Promise<boolean> {
  const { ownStackId, stacks } = settings;
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
