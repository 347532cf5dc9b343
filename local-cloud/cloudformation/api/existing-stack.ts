import { AwsError } from '../../gateway/service';
import { CloudFormation } from '../cloudformation';
import { Stack } from '../stack';

/** By id, or by the name of a stack that is not deleted. */
export function existingStack(cloudFormation: CloudFormation, nameOrId: string): Stack {
  const stack = cloudFormation.stack(nameOrId);
  if (stack !== undefined) return stack;
  // DescribeStacks says "Stack with id …"; the CDK CLI knows both sentences by heart.
  throw new AwsError('ValidationError', `Stack [${nameOrId}] does not exist`);
}
