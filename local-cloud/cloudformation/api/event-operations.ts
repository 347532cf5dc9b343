import { QueryOperation } from '../../query-protocol/query-service';
import { CloudFormation } from '../cloudformation';
import { existingStack, STACK_IN_BRACKETS } from './existing-stack';
import { page } from './page';

export function eventOperations(cloudFormation: CloudFormation): Record<string, QueryOperation> {
  // By the machine's time, which differs from the clock's when that runs faster: the CDK CLI shows the events that
  // are younger than the command it runs, and knows only the machine's time.
  const happened = new Map<string, Date>();
  cloudFormation.onEvent(({ eventId }) => happened.set(eventId, new Date()));

  return {
    DescribeStackEvents: (input) => {
      const stack = existingStack(cloudFormation, input.required('StackName'), STACK_IN_BRACKETS);
      const newestFirst = [...stack.events].reverse();
      const { items, nextToken } = page(newestFirst, ({ eventId }) => eventId, input.text('NextToken'));
      return {
        StackEvents: items.map((event) => ({
          StackId: event.stackId,
          StackName: event.stackName,
          EventId: event.eventId,
          LogicalResourceId: event.logicalResourceId,
          PhysicalResourceId: event.physicalResourceId,
          ResourceType: event.resourceType,
          Timestamp: happened.get(event.eventId) ?? new Date(event.timestamp),
          ResourceStatus: event.resourceStatus,
          ResourceStatusReason: event.resourceStatusReason,
          ResourceProperties: event.resourceProperties,
          ClientRequestToken: event.clientRequestToken,
        })),
        NextToken: nextToken,
      };
    },
  };
}
