import { type StackPlan } from '../planning/plan-changes';
import { type ResourceChange } from '../planning/resource-change';
import { type Properties } from '../resource-handlers/resource-handler';
import { type CreateStackRequest, type ImportRequest, type UpdateStackRequest } from '../stack-engine';

/** A planned change of a stack, which waits to be executed. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE' | 'IMPORT';
  readonly stackId: string;
  readonly description: string | undefined;
  /** Only an import has resources to import. */
  readonly request: CreateStackRequest & UpdateStackRequest & ImportRequest;
  readonly plan: StackPlan;
  readonly createdAt: Date;
}

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export function describeChangeSet(changeSet: ChangeSet, showsValues: boolean): object {
  const { request, plan } = changeSet;
  return {
    ...summarizeChangeSet(changeSet),
    Parameters: Object.entries(request.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Tags: Object.entries(request.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    NotificationARNs: request.notificationArns,
    Capabilities: request.capabilities,
    DeploymentConfig: { Mode: request.deploymentMode ?? 'STANDARD', DisableRollback: request.disableRollback ?? false },
    Changes: plan.changes.map((change) => ({
      Type: 'Resource',
      ResourceChange: { ...describeChange(change, showsValues), ...(showsValues && describeContext(change)) },
    })),
  };
}

export function summarizeChangeSet(changeSet: ChangeSet): object {
  const { plan } = changeSet;
  return {
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    StackId: changeSet.stackId,
    StackName: changeSet.request.stackName,
    Description: changeSet.description,
    CreationTime: changeSet.createdAt,
    Status: plan.noUpdates ? 'FAILED' : 'CREATE_COMPLETE',
    StatusReason: plan.noUpdates ? NO_CHANGES : undefined,
    ExecutionStatus: executionStatus(changeSet),
  };
}

/** A change set that was executed does not exist any more: CloudFormation deletes it with all others of its stack. */
export function executionStatus({ plan }: ChangeSet): 'AVAILABLE' | 'UNAVAILABLE' {
  return plan.noUpdates ? 'UNAVAILABLE' : 'AVAILABLE';
}

/** The fate of the physical resource. Where a replacement is only possible, CloudFormation does not say. */
function policyAction({ action, replacement, policy }: ResourceChange): string | undefined {
  const fate = policy?.startsWith('Retain') ? 'Retain' : policy === 'Snapshot' ? 'Snapshot' : 'Delete';
  if (action === 'Remove') return fate;
  return replacement === 'True' ? `ReplaceAnd${fate}` : undefined;
}

function describeChange(change: ResourceChange, showsValues: boolean): object {
  return {
    PolicyAction: policyAction(change),
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    Replacement: change.replacement,
    Scope: change.scope,
    Details: change.details.map(({ attribute, name, requiresRecreation, evaluation }) => ({
      Target: {
        Attribute: attribute,
        Name: name,
        RequiresRecreation: requiresRecreation,
        ...(showsValues && name !== undefined && describeValues(change, name)),
      },
      Evaluation: evaluation,
      ChangeSource: 'DirectModification',
    })),
  };
}

function describeContext({ before, after }: ResourceChange): object {
  const context = (properties: Properties | undefined) => properties && JSON.stringify({ Properties: properties });
  return { BeforeContext: context(before), AfterContext: context(after) };
}

function describeValues({ before, after }: ResourceChange, name: string): object {
  const [was, becomes] = [before?.[name], after?.[name]];
  return {
    Path: `/Properties/${name}`,
    BeforeValue: asText(was),
    AfterValue: asText(becomes),
    AttributeChangeType: was === undefined ? 'Add' : becomes === undefined ? 'Remove' : 'Modify',
  };
}

function asText(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
