import { ResourceEnvironment } from './resource-deployment';
import { Removal } from './resource-removal';
import { createStack, rollBackCreation, STACK_DELETED } from './stack-creation';
import { deleteStack } from './stack-deletion';
import { StackRecord } from './stack-record';
import { StackTarget, StackUpdate } from './stack-update';
import { Clock } from '../clock/clock';

export interface OperationSettings {
  readonly disableRollback: boolean;
  readonly clientRequestToken?: string;
}

/** A stack and the operation that runs on it. Each operation gives the reason of its first failure. */
export class RunningStack {
  private operation: Promise<string | undefined> = Promise.resolve(undefined);
  private cancellation = new AbortController();
  /** The last update, as long as it can be taken back. */
  private lastUpdate?: StackUpdate;

  constructor(
    readonly stack: StackRecord,
    private readonly environment: ResourceEnvironment,
    private readonly clock: Clock,
  ) {}

  create(target: StackTarget, settings: OperationSettings): Promise<string | undefined> {
    this.begin(settings);
    this.stack.disableRollback = settings.disableRollback;
    this.stack.tags = target.tags;
    this.stack.notificationArns = target.notificationArns;
    this.operation = createStack(this.stack, target.template, this.environment, this.cancellation);
    return this.operation;
  }

  update(target: StackTarget, settings: OperationSettings): Promise<string | undefined> {
    const failed = this.stack.status === 'UPDATE_FAILED' ? this.lastUpdate : undefined;
    this.begin(settings);
    this.stack.lastUpdatedTime = this.clock.now();
    this.lastUpdate = new StackUpdate(this.stack, target, this.environment, failed);
    this.operation = this.lastUpdate.run(this.cancellation);
    return this.operation;
  }

  /** A creation that still runs is given up. */
  delete(retainResources: readonly string[], clientRequestToken?: string): Promise<string | undefined> {
    const { stack } = this;
    if (stack.status === 'DELETE_IN_PROGRESS') return this.operation;
    const earlier = this.operation;
    if (stack.status === 'CREATE_IN_PROGRESS') this.cancellation.abort(STACK_DELETED);
    stack.clientRequestToken = clientRequestToken;
    this.operation = earlier.then(() =>
      stack.status === 'DELETE_COMPLETE'
        ? undefined
        : deleteStack(stack, this.environment, retainResources, this.superfluous, () => this.clock.now()),
    );
    return this.operation;
  }

  rollBack(resourcesToSkip: readonly string[]): Promise<string | undefined> {
    this.operation = this.lastUpdate
      ? this.lastUpdate.rollBack('User Initiated', resourcesToSkip)
      : rollBackCreation(this.stack, this.environment, 'User Initiated').then(() => undefined);
    return this.operation;
  }

  /** Gives the running update up, so that it rolls back. */
  cancel(): void {
    this.cancellation.abort();
  }

  /** Not said by CloudFormation, but it must know them, as it removes them when the rollback is continued. */
  private get superfluous(): Removal[] {
    return this.stack.status === 'UPDATE_ROLLBACK_FAILED' ? (this.lastUpdate?.superfluous ?? []) : [];
  }

  private begin({ disableRollback, clientRequestToken }: OperationSettings): void {
    this.cancellation = new AbortController();
    this.stack.rollbackIsOff = disableRollback;
    const { tellsDisableRollback } = this.environment.behaviours;
    if (tellsDisableRollback === 'OF_LAST_OPERATION') this.stack.disableRollback = disableRollback;
    this.stack.clientRequestToken = clientRequestToken;
  }
}
