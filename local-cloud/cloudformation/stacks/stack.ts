import { type ResourceResult, type Properties } from '../resource-handlers/resource-handler';
import { type DeploymentMode, type StackOutput } from '../stack-engine';
import { type BoundTemplate } from '../template/bound-template';
import { type ResourceDefinition } from '../template/template';

export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'CREATE_FAILED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_COMPLETE'
  | 'DELETE_FAILED'
  | 'IMPORT_IN_PROGRESS'
  | 'IMPORT_COMPLETE'
  | 'IMPORT_ROLLBACK_IN_PROGRESS'
  | 'IMPORT_ROLLBACK_COMPLETE';

export type ResourceStatus =
  `${'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}` | 'DELETE_SKIPPED';

/** An event of DescribeStackEvents. */
export interface StackEvent {
  readonly eventId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalResourceId: string;
  readonly physicalResourceId?: string;
  readonly resourceType: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly resourceStatus: StackStatus | ResourceStatus;
  readonly resourceStatusReason?: string;
  /** JSON, with NoEcho values masked. */
  readonly resourceProperties?: string;
  readonly clientRequestToken?: string;
}

/** A deployed resource: its physical id and the properties from which it was created. */
export interface DeployedResource extends ResourceResult {
  readonly definition: ResourceDefinition;
  /** As sent to the handler. */
  readonly properties: Properties;
  /** As in the template, with dynamic references not yet replaced: the next deployment compares with these. */
  readonly declared: Properties;
  /** JSON for the events, with NoEcho values masked. */
  readonly shown: string;
  /** Its Create was never answered, so the physical id is invented. */
  readonly neverAnswered?: boolean;
  /** Logical ids of resources that must be removed after this one. */
  readonly dependencies: readonly string[];
}

/** A row of DescribeStackResources: a resource of the present template, or one that was removed. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly status: ResourceStatus;
  readonly statusReason?: string;
  /** Milliseconds since 1970 of the last change of status. */
  readonly lastUpdated: number;
  /** The deployed resource, be it complete or left behind by a failure. */
  readonly deployed?: DeployedResource;
  /** The deployed resource when it was complete the last time. */
  readonly completed?: DeployedResource;
  /** CloudFormation knows of the resource, and does not list it. */
  readonly isHidden?: boolean;
}

/** The present state of a stack. It is changed only by operations. */
export interface Stack {
  readonly stackId: string;
  readonly stackName: string;
  readonly creationTime: number;
  readonly status: StackStatus;
  readonly statusReason?: string;
  readonly lastUpdatedTime?: number;
  readonly deletionTime?: number;
  /** Absent while the stack is only under review. */
  readonly template?: BoundTemplate;
  readonly tags: Readonly<Record<string, string>>;
  readonly notificationArns: readonly string[];
  /** The id of a nested stack's parent. */
  readonly parentId?: string;
  /** As DescribeStacks returns it. */
  readonly disableRollback: boolean;
  /** Of the last operation. */
  readonly deploymentMode: DeploymentMode;
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
  readonly terminationProtection: boolean;
  readonly outputs: readonly ExportedOutput[];
  readonly resources: ReadonlyMap<string, StackResource>;
  /** Oldest first. */
  readonly events: readonly StackEvent[];
}

export interface ExportedOutput extends StackOutput {
  readonly exportName?: string;
}
