import { AwsError } from '../../gateway/service';
import { type CloudFormation } from '../cloudformation';
import { type Stack } from '../stacks/stack';

/** How an operation names a stack that does not exist; they differ, and the CDK CLI knows the words by heart. */
export type Naming = (nameOrId: string) => string;

export const STACK_WITH_ID: Naming = (nameOrId) => `Stack with id ${nameOrId}`;
export const STACK_IN_BRACKETS: Naming = (nameOrId) => `Stack [${nameOrId}]`;
export const STACK_IN_QUOTES: Naming = (nameOrId) => `Stack '${nameOrId}'`;

/** By id, or by the name of a stack that is not deleted. */
export function existingStack(cloudFormation: CloudFormation, nameOrId: string, naming = STACK_WITH_ID): Stack {
  const stack = cloudFormation.stack(nameOrId);
  if (stack === undefined) throw new AwsError('ValidationError', `${naming(nameOrId)} does not exist`);
  return stack;
}
