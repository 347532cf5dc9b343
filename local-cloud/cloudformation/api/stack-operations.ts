import { type QueryInput } from '../../query-protocol/query-input';
import { type QueryOperation } from '../../query-protocol/query-service';
import { type CloudFormation } from '../cloudformation';
import { existingStack, STACK_IN_BRACKETS } from './existing-stack';
import { page } from './page';
import { readStackRequest } from './stack-request';
import { type TemplateSource } from './template-source';
import { type Stack } from '../stacks/stack';
import { validateRollbackChoice } from '../stacks/validation';
import { isNoEcho } from '../template/template-summary';

export function stackOperations(
  cloudFormation: CloudFormation,
  templates: TemplateSource,
): Record<string, QueryOperation> {
  return {
    CreateStack: (input) => {
      const { stackId } = cloudFormation.beginCreate(readStackRequest(input, templates.read(input)));
      return { StackId: stackId };
    },
    UpdateStack: (input) => {
      const request = readStackRequest(input, templates.readForUpdate(input));
      const stack = existingStack(cloudFormation, request.stackName, STACK_IN_BRACKETS);
      validateRollbackChoice(stack, request.disableRollback);
      return { StackId: cloudFormation.beginUpdate(request).stackId };
    },
    DeleteStack: (input) => deleteStack(cloudFormation, input),
    CancelUpdateStack: (input) => {
      cloudFormation.cancelUpdateStack(input.required('StackName'));
      return {};
    },
    ContinueUpdateRollback: (input) => {
      const { resources } = existingStack(cloudFormation, input.required('StackName'), STACK_IN_BRACKETS);
      const failed = [...resources.values()].filter(({ status }) => status === 'UPDATE_FAILED');
      const resourcesToSkip = input.flag('ForceRollback')
        ? failed.map(({ logicalId }) => logicalId)
        : (input.texts('ResourcesToSkip') ?? []);
      cloudFormation.continueUpdateRollback(input.required('StackName'), { resourcesToSkip });
      return {};
    },
    RollbackStack: (input) => {
      const retainExceptOnCreate = input.flag('RetainExceptOnCreate') ?? false;
      const { stackId } = cloudFormation.rollbackStack(input.required('StackName'), retainExceptOnCreate);
      return { StackId: stackId };
    },
    UpdateTerminationProtection: (input) => {
      const { stackName, stackId } = existingStack(cloudFormation, input.required('StackName'), STACK_IN_BRACKETS);
      cloudFormation.setTerminationProtection(stackName, input.required('EnableTerminationProtection') === 'true');
      return { StackId: stackId };
    },
    DescribeStacks: (input) => describeStacks(cloudFormation, input),
    ListStacks: (input) => listStacks(cloudFormation, input),
    ListExports: (input) => listExports(cloudFormation, input),
  };
}

/** Deleting a stack that does not exist is no error. */
function deleteStack(cloudFormation: CloudFormation, input: QueryInput): object {
  const stack = cloudFormation.stack(input.required('StackName'));
  if (stack !== undefined && stack.status !== 'DELETE_COMPLETE') {
    const clientRequestToken = input.text('ClientRequestToken');
    cloudFormation.beginDelete(stack.stackName, {
      retainResources: input.texts('RetainResources') ?? [],
      ...(clientRequestToken !== undefined && { clientRequestToken }),
    });
  }
  return {};
}

function describeStacks(cloudFormation: CloudFormation, input: QueryInput): object {
  const nameOrId = input.text('StackName');
  if (nameOrId !== undefined) {
    return { Stacks: [describeStack(cloudFormation, existingStack(cloudFormation, nameOrId))] };
  }
  const living = newestFirst(cloudFormation).filter(({ status }) => status !== 'DELETE_COMPLETE');
  const { items, nextToken } = page(living, { keyOf: ({ stackId }) => stackId, token: input.text('NextToken') });
  return { Stacks: items.map((stack) => describeStack(cloudFormation, stack)), NextToken: nextToken };
}

function listStacks(cloudFormation: CloudFormation, input: QueryInput): object {
  const wanted = input.texts('StackStatusFilter');
  const stacks = newestFirst(cloudFormation).filter(({ status }) => wanted?.includes(status) ?? true);
  const { items, nextToken } = page(stacks, { keyOf: ({ stackId }) => stackId, token: input.text('NextToken') });
  return {
    StackSummaries: items.map((stack) => ({
      ...lifeOf(stack),
      TemplateDescription: stack.template?.template.Description,
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    })),
    NextToken: nextToken,
  };
}

function listExports(cloudFormation: CloudFormation, input: QueryInput): object {
  const { items, nextToken } = page(cloudFormation.exports(), {
    keyOf: ({ name }) => name,
    token: input.text('NextToken'),
  });
  return {
    Exports: items.map(({ name, value, exportingStackId }) => ({
      ExportingStackId: exportingStackId,
      Name: name,
      Value: value,
    })),
    NextToken: nextToken,
  };
}

function describeStack(cloudFormation: CloudFormation, stack: Stack): object {
  return {
    ...lifeOf(stack),
    ParentId: stack.parentId,
    RootId: rootOf(cloudFormation, stack),
    Description: stack.template?.template.Description,
    Parameters: parametersOf(stack),
    DisableRollback: stack.disableRollback,
    NotificationARNs: stack.notificationArns,
    RoleARN: stack.roleArn,
    Capabilities: stack.capabilities,
    DeploymentConfig: { Mode: stack.deploymentMode, DisableRollback: stack.disableRollback },
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** Present for a nested stack only. */
function rootOf(cloudFormation: CloudFormation, { parentId }: Stack): string | undefined {
  const parent = parentId === undefined ? undefined : cloudFormation.stack(parentId);
  return parent && (rootOf(cloudFormation, parent) ?? parent.stackId);
}

function parametersOf({ template }: Stack): object[] {
  if (template === undefined) return [];
  const definitions = template.template.Parameters ?? {};
  return Object.entries(definitions).map(([key, definition]) => ({
    ParameterKey: key,
    ParameterValue: isNoEcho(definition) ? '****' : template.parameters.given[key],
    ResolvedValue: definition.Type.startsWith('AWS::SSM::') ? String(template.parameters.resolved[key]) : undefined,
  }));
}

function lifeOf(stack: Stack): object {
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    CreationTime: new Date(stack.creationTime),
    LastUpdatedTime: stack.lastUpdatedTime && new Date(stack.lastUpdatedTime),
    DeletionTime: stack.deletionTime && new Date(stack.deletionTime),
  };
}

function newestFirst(cloudFormation: CloudFormation): Stack[] {
  return [...cloudFormation.stacks()].reverse();
}
