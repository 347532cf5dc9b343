import { type QueryOperation } from '../../query-protocol/query-service';
import { type CloudFormation } from '../cloudformation';
import { describeChangeSet, summarizeChangeSet } from './change-set';
import { type ChangeSets } from './change-sets';
import { existingStack, STACK_IN_BRACKETS } from './existing-stack';

export function changeSetOperations(
  cloudFormation: CloudFormation,
  changeSets: ChangeSets,
): Record<string, QueryOperation> {
  return {
    CreateChangeSet: (input) => {
      const { id, stackId } = changeSets.create(input);
      return { Id: id, StackId: stackId };
    },
    DescribeChangeSet: (input) =>
      describeChangeSet(changeSets.get(input), input.flag('IncludePropertyValues') ?? false),
    ExecuteChangeSet: (input) => changeSets.execute(input),
    DeleteChangeSet: (input) => changeSets.delete(input),
    ListChangeSets: (input) => {
      const { stackId } = existingStack(cloudFormation, input.required('StackName'), STACK_IN_BRACKETS);
      return { Summaries: changeSets.ofStack(stackId).map(summarizeChangeSet) };
    },
  };
}
