import { AwsError } from '../../gateway/service';
import { type CloudFormation } from '../cloudformation';
import { type Stack } from '../stacks/stack';

/**
 * The way in which an operation names a stack that does not exist. The operations differ, and the CDK CLI compares the
 * message.
 */
export type Naming = (nameOrId: string) => string;

const STACK_WITH_ID: Naming = (nameOrId) => `Stack with id ${nameOrId}`;
export const STACK_IN_BRACKETS: Naming = (nameOrId) => `Stack [${nameOrId}]`;
export const STACK_IN_QUOTES: Naming = (nameOrId) => `Stack '${nameOrId}'`;

/** Finds a stack by id, or by name unless it is deleted. */
export function existingStack(cloudFormation: CloudFormation, nameOrId: string, naming = STACK_WITH_ID): Stack {
  const stack = cloudFormation.stack(nameOrId);
  if (stack === undefined) throw new AwsError('ValidationError', `${naming(nameOrId)} does not exist`);
  return stack;
}
