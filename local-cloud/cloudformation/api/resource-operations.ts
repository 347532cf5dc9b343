import { existingStack, type Naming, STACK_IN_QUOTES } from './existing-stack';
import { page } from './page';
import { AwsError } from '../../gateway/service';
import { type QueryInput } from '../../query-protocol/query-input';
import { type QueryOperation } from '../../query-protocol/query-service';
import { type CloudFormation } from '../cloudformation';
import { type Stack, type StackResource } from '../stacks/stack';

export function resourceOperations(cloudFormation: CloudFormation): Record<string, QueryOperation> {
  const stackOf = (input: QueryInput, naming?: Naming): Stack =>
    existingStack(cloudFormation, input.required('StackName'), naming);
  return {
    SignalResource: (input) => signalResource(cloudFormation, input),
    DescribeStackResource: (input) => {
      const stack = stackOf(input, STACK_IN_QUOTES);
      const resource = resourceOf(stack, input.required('LogicalResourceId'));
      return {
        StackResourceDetail: {
          ...identityOf(stack),
          ...describe(resource),
          LastUpdatedTimestamp: new Date(resource.lastUpdated),
          Metadata: JSON.stringify(resource.deployed?.definition.Metadata ?? {}),
        },
      };
    },
    DescribeStackResources: (input) => {
      const stack = stackOf(input);
      const wanted = input.text('LogicalResourceId');
      const resources = wanted === undefined ? rowsOf(stack) : [resourceOf(stack, wanted)];
      // CloudFormation returns at most a hundred here; ListStackResources returns all.
      return {
        StackResources: resources.slice(0, 100).map((resource) => ({
          ...identityOf(stack),
          ...describe(resource),
          Timestamp: new Date(resource.lastUpdated),
        })),
      };
    },
    ListStackResources: (input) => {
      const resources = rowsOf(stackOf(input));
      const { items, nextToken } = page(resources, {
        keyOf: ({ logicalId }) => logicalId,
        token: input.text('NextToken'),
      });
      return {
        StackResourceSummaries: items.map((resource) => ({
          ...describe(resource),
          LastUpdatedTimestamp: new Date(resource.lastUpdated),
        })),
        NextToken: nextToken,
      };
    },
  };
}

function rowsOf(stack: Stack): StackResource[] {
  return [...stack.resources.values()].filter(({ isHidden }) => !isHidden);
}

function resourceOf(stack: Stack, logicalId: string): StackResource {
  const resource = stack.resources.get(logicalId);
  if (resource !== undefined && !resource.isHidden) return resource;
  throw new AwsError('ValidationError', `Resource ${logicalId} does not exist for stack ${stack.stackName}`);
}

function identityOf({ stackId, stackName }: Stack): object {
  return { StackId: stackId, StackName: stackName };
}

function describe(resource: StackResource): object {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

function signalResource(cloudFormation: CloudFormation, input: QueryInput): object {
  const status = input.required('Status');
  if (status !== 'SUCCESS' && status !== 'FAILURE') {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${status}' at 'status' failed to satisfy constraint: ` +
        'Member must satisfy enum value set: [SUCCESS, FAILURE]',
    );
  }
  const logicalId = input.required('LogicalResourceId');
  cloudFormation.signalResource(input.required('StackName'), logicalId, input.required('UniqueId'), status);
  return {};
}
