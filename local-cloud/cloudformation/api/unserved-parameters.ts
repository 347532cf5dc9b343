import { AwsError } from '../../gateway/service';
import { type QueryInput } from '../../query-protocol/query-input';

/** Parameters of stack operations that cannot be ignored without doing something else than requested. */
const UNSERVED = [
  'DeploymentMode',
  'OnStackFailure',
  'ResourceTypes',
  'RollbackConfiguration',
  'StackPolicyBody',
  'StackPolicyDuringUpdateBody',
  'StackPolicyDuringUpdateURL',
  'StackPolicyURL',
  'TimeoutInMinutes',
];

export function rejectUnservedParameters(input: QueryInput): void {
  const given = UNSERVED.filter((name) => input.has(name));
  if (input.text('OnFailure') === 'DELETE') given.push('OnFailure=DELETE');
  if (given.length === 0) return;
  throw new AwsError('ValidationError', `The local CloudFormation does not serve ${given.join(', ')}: leave it out.`);
}
