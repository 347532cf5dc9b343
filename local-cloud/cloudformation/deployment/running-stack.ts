import { createStack, rollBackCreation, STACK_DELETED } from './stack-creation';
import { deleteStack } from './stack-deletion';
import { importIntoStack } from './stack-import';
import { StackUpdate } from './stack-update';
import { type Clock } from '../../clock/clock';
import { type ResourceEnvironment } from '../resource-deployment/resource-environment';
import { type Removal } from '../resource-deployment/resource-removal';
import { type StackRequest, type ResourcesToImport } from '../stack-engine';
import { type StackRecord } from '../stacks/stack-record';
import { type StackTarget } from '../stacks/stack-target';

export type OperationSettings = Pick<
  StackRequest,
  'disableRollback' | 'deploymentMode' | 'roleArn' | 'capabilities' | 'importExistingResources' | 'retainExceptOnCreate'
> & { readonly clientRequestToken?: string };

/**
 * A stack and the operation that runs on it. Each operation resolves to the reason of its first failure, if there is
 * one.
 */
export class RunningStack {
  private operation: Promise<string | undefined> = Promise.resolve(undefined);
  private cancellation = new AbortController();
  /** The last update, as long as it can be rolled back. */
  private lastUpdate?: StackUpdate;
  /** Its own rollback has failed, and its parent has not been notified yet. */
  private hasFailedByItself = false;

  constructor(
    readonly stack: StackRecord,
    private readonly environment: ResourceEnvironment,
    private readonly clock: Clock,
  ) {}

  create(target: StackTarget, settings: OperationSettings): Promise<string | undefined> {
    this.begin(settings);
    this.stack.disableRollback = settings.disableRollback ?? false;
    this.stack.tags = target.tags;
    this.stack.notificationArns = target.notificationArns;
    this.operation = createStack(this.stack, target.template, this.environment, this.cancellation);
    return this.operation;
  }

  /** @param isNested - the clean-up of this update waits for the parent's */
  update(target: StackTarget, settings: OperationSettings, isNested = false): Promise<string | undefined> {
    this.begin(settings);
    this.stack.lastUpdatedTime = this.clock.now();
    this.lastUpdate = new StackUpdate(this.stack, target, this.environment, this.keptUpdate);
    this.operation = this.lastUpdate.run(this.cancellation, isNested).then((failure) => {
      this.hasFailedByItself = this.stack.status === 'UPDATE_ROLLBACK_FAILED';
      return failure;
    });
    return this.operation;
  }

  /** Imports existing resources. */
  import(target: StackTarget, resources: ResourcesToImport): Promise<string | undefined> {
    this.begin({});
    this.stack.lastUpdatedTime = this.clock.now();
    this.operation = importIntoStack(this.stack, target, resources, this.environment);
    return this.operation;
  }

  /** Called when the parent has succeeded. */
  async cleanUp(): Promise<void> {
    if (this.lastUpdate?.isWaiting) await this.lastUpdate.cleanUp();
  }

  /** Rolls back with the parent; a nested stack whose own update has failed is rolled back already. */
  async rollBackWithParent(): Promise<string | undefined> {
    const { status, statusReason } = this.stack;
    const hasFailedByItself = this.hasFailedByItself && status === 'UPDATE_ROLLBACK_FAILED';
    this.hasFailedByItself = false;
    if (hasFailedByItself) return statusReason;
    return this.keptUpdate || status === 'UPDATE_ROLLBACK_FAILED' ? this.rollBack([]) : undefined;
  }

  /** Deletes the stack; a creation that still runs is cancelled. */
  delete(retainResources: readonly string[], clientRequestToken?: string): Promise<string | undefined> {
    const { stack } = this;
    if (stack.status === 'DELETE_IN_PROGRESS') return this.operation;
    const earlier = this.operation;
    if (stack.status === 'CREATE_IN_PROGRESS') this.cancellation.abort(STACK_DELETED);
    stack.clientRequestToken = clientRequestToken;
    this.operation = earlier.then(() =>
      stack.status === 'DELETE_COMPLETE'
        ? undefined
        : deleteStack(stack, this.environment, retainResources, this.pendingRemovals, () => this.clock.now()),
    );
    return this.operation;
  }

  /** @param retainExceptOnCreate - absent: as in the operation that is rolled back */
  rollBack(resourcesToSkip: readonly string[], retainExceptOnCreate?: boolean): Promise<string | undefined> {
    if (retainExceptOnCreate !== undefined) this.stack.retainsNew = !retainExceptOnCreate;
    this.operation = this.lastUpdate
      ? this.lastUpdate.rollBack('User Initiated', resourcesToSkip)
      : rollBackCreation(this.stack, this.environment, 'User Initiated');
    return this.operation;
  }

  /** Cancels the running update, so that it rolls back. */
  cancel(): void {
    this.cancellation.abort();
  }

  /**
   * CloudFormation must remember these resources, though it lists them nowhere: it removes them with the next update or
   * rollback.
   */
  private get pendingRemovals(): Removal[] {
    const update = this.stack.status === 'UPDATE_ROLLBACK_FAILED' ? this.lastUpdate : this.keptUpdate;
    return update?.pendingRemovals ?? [];
  }

  private get keptUpdate(): StackUpdate | undefined {
    return this.stack.status === 'UPDATE_FAILED' || this.lastUpdate?.isWaiting ? this.lastUpdate : undefined;
  }

  private begin(settings: OperationSettings): void {
    const { stack } = this;
    const { disableRollback = false, deploymentMode = 'STANDARD', roleArn, capabilities = [] } = settings;
    this.cancellation = new AbortController();
    stack.rollbackIsOff = disableRollback;
    const { shownDisableRollback } = this.environment.behaviours;
    if (shownDisableRollback === 'OF_LAST_OPERATION') stack.disableRollback = disableRollback;
    stack.deploymentMode = deploymentMode;
    stack.capabilities = capabilities;
    // CloudFormation keeps using the role of the previous operation.
    stack.roleArn = roleArn ?? stack.roleArn;
    stack.importsExisting = settings.importExistingResources ?? false;
    stack.retainsNew = !settings.retainExceptOnCreate;
    stack.clientRequestToken = settings.clientRequestToken;
  }
}
