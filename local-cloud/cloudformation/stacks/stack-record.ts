import {
  type DeployedResource,
  type ExportedOutput,
  type ResourceStatus,
  type Stack,
  type StackEvent,
  type StackResource,
  type StackStatus,
} from './stack';
import { type Clock } from '../../clock/clock';
import { deterministicUuid } from '../../deterministic-id';
import { type DeploymentMode } from '../stack-engine';
import { type BoundTemplate } from '../template/bound-template';

export interface ResourceReport {
  readonly type: string;
  readonly status: ResourceStatus;
  readonly reason?: string;
  readonly physicalId?: string;
  /** JSON, with NoEcho values masked. */
  readonly properties?: string;
  /** True where only the events show it. */
  readonly isHidden?: boolean;
}

/** The stack as its operations change it; every change of a status is an event. */
export class StackRecord implements Stack {
  status: StackStatus = 'REVIEW_IN_PROGRESS';
  statusReason?: string;
  lastUpdatedTime?: number;
  deletionTime?: number;
  template?: BoundTemplate;
  tags: Readonly<Record<string, string>> = {};
  notificationArns: readonly string[] = [];
  parentId?: string;
  disableRollback = false;
  /** Of the present operation. */
  rollbackIsOff = false;
  deploymentMode: DeploymentMode = 'STANDARD';
  capabilities: readonly string[] = [];
  roleArn?: string;
  /** True where the present operation imports existing resources. */
  importsExisting = false;
  /** True where the rollback of the present operation retains new resources, too, as their DeletionPolicy says. */
  retainsNew = true;
  terminationProtection = false;
  outputs: readonly ExportedOutput[] = [];
  clientRequestToken?: string;
  readonly creationTime: number;
  readonly resources = new Map<string, StackResource>();
  readonly events: StackEvent[] = [];

  constructor(
    readonly stackId: string,
    readonly stackName: string,
    private readonly clock: Clock,
    private readonly listener: (event: StackEvent) => void,
  ) {
    this.creationTime = clock.now();
  }

  enter(status: StackStatus, reason?: string): void {
    this.status = status;
    this.statusReason = reason;
    this.addEvent(this.stackName, {
      type: 'AWS::CloudFormation::Stack',
      status,
      reason,
      physicalId: this.stackId,
    });
  }

  /** Sets the status of a resource of the present template. */
  report(logicalId: string, report: ResourceReport): void {
    const known = this.resources.get(logicalId);
    const deployed = known?.deployed;
    const physicalId = report.physicalId ?? deployed?.physicalId;
    this.resources.set(logicalId, {
      logicalId,
      type: report.type,
      physicalId,
      status: report.status,
      statusReason: report.reason,
      lastUpdated: this.clock.now(),
      deployed,
      completed: isComplete(report.status) ? deployed : known?.completed,
      isHidden: report.isHidden,
    });
    this.addEvent(logicalId, { ...report, physicalId });
  }

  /** Reports a physical resource that another one has replaced already. */
  reportReplaced(logicalId: string, report: ResourceReport): void {
    this.addEvent(logicalId, report);
  }

  /** Sets what is deployed for a resource, and leaves its status. */
  keep(logicalId: string, deployed: DeployedResource): void {
    const known = this.resources.get(logicalId);
    if (!known) return;
    const completed = isComplete(known.status) ? deployed : known.completed;
    this.resources.set(logicalId, { ...known, physicalId: deployed.physicalId, deployed, completed });
  }

  forget(logicalId: string): void {
    this.resources.delete(logicalId);
  }

  deployed(logicalId: string): DeployedResource | undefined {
    return this.resources.get(logicalId)?.deployed;
  }

  /** Returns the status reason of a completed resource. */
  completionReason(ofResource?: string): string | undefined {
    if (this.deploymentMode !== 'EXPRESS') return ofResource;
    const ofMode =
      'Resource operation completed using Express Mode. It may continue becoming available in the background.';
    return ofResource === undefined ? ofMode : `${ofMode} ${ofResource}`;
  }

  /** Returns true where a rollback retains a new resource. */
  isKeptByRollback(deployed: DeployedResource | undefined): boolean {
    return this.retainsNew && deployed?.definition.DeletionPolicy === 'Retain';
  }

  private addEvent(
    logicalId: string,
    event: Omit<ResourceReport, 'status'> & { status: StackStatus | ResourceStatus },
  ): void {
    const added: StackEvent = {
      eventId: deterministicUuid(this.stackId, this.events.length),
      stackId: this.stackId,
      stackName: this.stackName,
      logicalResourceId: logicalId,
      physicalResourceId: event.physicalId,
      resourceType: event.type,
      timestamp: this.clock.now(),
      resourceStatus: event.status,
      resourceStatusReason: event.reason,
      resourceProperties: event.properties,
      clientRequestToken: this.clientRequestToken,
    };
    this.events.push(added);
    this.listener(added);
  }
}

function isComplete(status: ResourceStatus): boolean {
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'IMPORT_COMPLETE';
}
