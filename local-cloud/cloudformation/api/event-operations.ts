import { type QueryOperation } from '../../query-protocol/query-service';
import { type CloudFormation } from '../cloudformation';
import { existingStack, STACK_IN_BRACKETS } from './existing-stack';
import { page } from './page';

export function eventOperations(cloudFormation: CloudFormation): Record<string, QueryOperation> {
  const machineTime = new MachineTime();
  cloudFormation.onEvent(({ eventId }) => machineTime.note(eventId));

  return {
    DescribeStackEvents: (input, { caller }) => {
      const stack = existingStack(cloudFormation, input.required('StackName'), STACK_IN_BRACKETS);
      // A function knows only the clock's time.
      const times = caller.functionName === undefined ? machineTime : undefined;
      const newestFirst = [...cloudFormation.eventsOf(stack)].reverse();
      const { items, nextToken } = page(newestFirst, {
        keyOf: ({ eventId }) => eventId,
        token: input.text('NextToken'),
        size: cloudFormation.eventsOnPage,
        bytesOf: ({ resourceProperties }) => Buffer.byteLength(resourceProperties ?? ''),
      });
      return {
        StackEvents: items.map((event) => ({
          StackId: event.stackId,
          StackName: event.stackName,
          EventId: event.eventId,
          LogicalResourceId: event.logicalResourceId,
          PhysicalResourceId: event.physicalResourceId,
          ResourceType: event.resourceType,
          Timestamp: times?.of(event.eventId) ?? new Date(event.timestamp),
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

/**
 * The machine's time of events, which differs from the clock's where that runs faster. The CDK CLI shows the events
 * that are younger than its command, and knows only the machine's time.
 */
class MachineTime {
  private readonly times = new Map<string, number>();
  private last = 0;

  /** No two events have the same millisecond: the CLI sorts by time, and would show them in the wrong order. */
  note(eventId: string): void {
    this.last = Math.max(Date.now(), this.last + 1);
    this.times.set(eventId, this.last);
  }

  of(eventId: string): Date | undefined {
    const time = this.times.get(eventId);
    return time === undefined ? undefined : new Date(time);
  }
}
