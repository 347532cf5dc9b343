import { isDeepStrictEqual } from 'node:util';
import { rollBackCreation } from './stack-creation';
import { isRetained } from './stack-deletion';
import { takeOutputs } from './stack-outputs';
import { inDependencyOrder } from '../resource-deployment/dependency-order';
import { ResourceDeployment } from '../resource-deployment/resource-deployment';
import { type ResourceEnvironment } from '../resource-deployment/resource-environment';
import { cleanUpResources, type Removal } from '../resource-deployment/resource-removal';
import { revertResource } from '../resource-deployment/resource-reversion';
import { listFailures } from '../stacks/failures';
import { type DeployedResource } from '../stacks/stack';
import { type StackRecord } from '../stacks/stack-record';
import { type StackTarget } from '../stacks/stack-target';

/** The state of a stack when its status was _COMPLETE the last time. */
type Baseline = StackTarget & { readonly resources: ReadonlyMap<string, DeployedResource> };

/** A physical resource that has been replaced. */
interface Former {
  readonly logicalId: string;
  readonly old: DeployedResource;
  /** `replaced`: by an update. `failed`: its creation. `reverted`: by the rollback of its successor. */
  readonly because: 'replaced' | 'failed' | 'reverted';
}

/** An update of a stack, with everything that its rollback needs. */
export class StackUpdate {
  /** Absent where the stack has never been complete. */
  private readonly baseline?: Baseline;
  private readonly touched: Set<string>;
  private readonly former: Former[];
  private cleanUpIsDue = false;

  /** @param kept - the previous update that was neither rolled back nor cleaned up: a rollback reverts both */
  constructor(
    private readonly stack: StackRecord,
    private readonly target: StackTarget,
    private readonly environment: ResourceEnvironment,
    kept?: StackUpdate,
  ) {
    const isComplete = stack.status !== 'CREATE_FAILED';
    this.baseline = kept ? kept.baseline : isComplete ? snapshot(stack) : undefined;
    this.touched = new Set(kept?.touched);
    this.former = [...(kept?.former ?? [])];
  }

  /** True where a nested stack has succeeded, and its parent has neither cleaned up nor rolled back yet. */
  get isWaiting(): boolean {
    return this.cleanUpIsDue;
  }

  /** Returns the reason of the first failure. */
  async run(cancel: AbortController, waitsForParent: boolean): Promise<string | undefined> {
    const { stack, target } = this;
    stack.template = target.template;
    stack.tags = target.tags;
    stack.notificationArns = target.notificationArns;
    stack.enter('UPDATE_IN_PROGRESS', 'User Initiated');
    const deployment = await this.deployAll(cancel);
    const failure =
      deployment.firstFailure ??
      (cancel.signal.aborted ? 'User Initiated' : takeOutputs(stack, target.template, this.environment));
    if (failure === undefined) {
      await this.succeed(waitsForParent);
      return undefined;
    }
    const reason = (deployment.firstFailure !== undefined && listFailures(stack)) || failure;
    if (stack.rollbackIsOff) await this.stay(reason);
    else await this.rollBack(reason);
    return failure;
  }

  /** Reverts everything that is not reverted yet, so it may be called again after a failed rollback. */
  async rollBack(reason: string, resourcesToSkip: readonly string[] = []): Promise<string | undefined> {
    const { stack, baseline } = this;
    this.cleanUpIsDue = false;
    if (!baseline) return rollBackCreation(stack, this.environment, reason, this.pendingRemovals);
    stack.enter('UPDATE_ROLLBACK_IN_PROGRESS', reason);
    await this.environment.beforeRollback();
    this.skip(resourcesToSkip);
    const failed = await this.revertTouched(baseline);
    if (failed.length > 0) {
      stack.enter('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}]. `);
      return failed.map((logicalId) => stack.resources.get(logicalId)?.statusReason).find((text) => text !== undefined);
    }
    this.restoreUntouched(baseline);
    stack.template = baseline.template;
    stack.tags = baseline.tags;
    stack.notificationArns = baseline.notificationArns;
    takeOutputs(stack, baseline.template, this.environment);
    stack.enter('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.removeNew(baseline);
    stack.enter('UPDATE_ROLLBACK_COMPLETE');
    return undefined;
  }

  /** The physical resources beside those of the stack, until the update is cleaned up or rolled back. */
  get pendingRemovals(): Removal[] {
    return this.leftovers(({ logicalId, old }) => old.physicalId !== this.standingId(logicalId)).map(removalOf);
  }

  /** Resources that cannot be removed now are abandoned, and the update succeeds nevertheless. */
  async cleanUp(): Promise<void> {
    const { stack, target } = this;
    this.cleanUpIsDue = false;
    stack.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.cleanUpNested();
    const removed = [...stack.resources.values()].filter(({ logicalId }) => !target.template.resources.has(logicalId));
    const leftovers = this.leftovers(
      ({ logicalId, old, because }) => because === 'failed' || old.physicalId !== this.standingId(logicalId),
    );
    await cleanUpResources(stack, this.environment, [
      ...leftovers.map(removalOf),
      ...removed.map(({ logicalId, type, deployed }) => ({
        logicalId,
        type,
        deployed,
        retain: isRetained(deployed?.definition.DeletionPolicy),
      })),
    ]);
    removed.forEach(({ logicalId }) => stack.forget(logicalId));
    stack.enter('UPDATE_COMPLETE');
  }

  private async deployAll(cancel: AbortController): Promise<ResourceDeployment> {
    const { stack, target } = this;
    const deployment = new ResourceDeployment(stack, target.template, this.environment, cancel.signal);
    const deploy = async (logicalId: string) => {
      const deployed = await this.deploy(deployment, logicalId);
      if (!deployed && !stack.rollbackIsOff) cancel.abort();
      return deployed;
    };
    await inDependencyOrder(target.template.dependencies, deploy, cancel.signal);
    deployment.touched.forEach((logicalId) => this.touched.add(logicalId));
    this.former.push(...deployment.replaced.map((replaced) => ({ ...replaced, because: 'replaced' as const })));
    return deployment;
  }

  private async deploy(deployment: ResourceDeployment, logicalId: string): Promise<boolean> {
    const resource = this.stack.resources.get(logicalId);
    if (!resource?.deployed) return deployment.create(logicalId);
    if (resource.status !== 'CREATE_FAILED') return deployment.update(logicalId, resource.deployed);
    const { environment, stack } = this;
    if (environment.behaviours.failedCreationIsRemoved === 'BEFORE_NEXT_CREATION') {
      await cleanUpResources(stack, environment, [{ ...resource, retain: false }]);
      stack.forget(logicalId);
    } else {
      this.former.push({ logicalId, old: resource.deployed, because: 'failed' });
    }
    return deployment.create(logicalId);
  }

  private async succeed(waitsForParent: boolean): Promise<void> {
    if (!waitsForParent) return this.cleanUp();
    this.cleanUpIsDue = true;
    this.stack.enter('UPDATE_COMPLETE');
  }

  private async cleanUpNested(): Promise<void> {
    for (const { type, deployed } of this.stack.resources.values()) {
      if (deployed) await this.environment.handlerOf(type).cleanUp?.(deployed.physicalId);
    }
  }

  private async stay(reason: string): Promise<void> {
    if (this.environment.behaviours.failedUpdateWithoutRollback === 'REVERTED') await this.revertFailed();
    this.stack.enter('UPDATE_FAILED', reason);
  }

  /** Reverts each resource to its own last completion, which may lie within an operation that was kept. */
  private async revertFailed(): Promise<void> {
    const { stack, baseline } = this;
    const completed = new Map<string, DeployedResource>();
    for (const { logicalId, type, status, deployed, completed: previous } of stack.resources.values()) {
      if (status !== 'UPDATE_FAILED' || !previous) continue;
      if (deployed !== previous) completed.set(logicalId, previous);
      // The update was refused before it changed anything.
      else stack.report(logicalId, { type, status: 'UPDATE_COMPLETE', properties: previous.shown });
    }
    await this.revert(completed, (logicalId) => {
      if (isAlike(completed.get(logicalId), baseline?.resources.get(logicalId))) this.touched.delete(logicalId);
    });
  }

  private async revertTouched({ resources }: Baseline): Promise<string[]> {
    const touched = [...resources].filter(([logicalId]) => this.touched.has(logicalId));
    return this.revert(new Map(touched), (logicalId) => this.touched.delete(logicalId));
  }

  /** Returns the logical ids of resources that cannot be reverted. */
  private async revert(
    resources: ReadonlyMap<string, DeployedResource>,
    onReverted: (logicalId: string) => void,
  ): Promise<string[]> {
    const failed: string[] = [];
    const order = new Map([...resources].map(([logicalId, { dependencies }]) => [logicalId, dependencies]));
    await inDependencyOrder(order, async (logicalId) => {
      const previous = resources.get(logicalId);
      if (!previous) return true;
      const { done, obsolete } = await revertResource(this.stack, this.environment, logicalId, previous);
      if (obsolete) this.former.push({ logicalId, old: obsolete, because: 'reverted' });
      if (done) onReverted(logicalId);
      else failed.push(logicalId);
      return done;
    });
    return failed;
  }

  private skip(logicalIds: readonly string[]): void {
    for (const logicalId of logicalIds) {
      const type = this.stack.resources.get(logicalId)?.type;
      if (type === undefined || !this.touched.delete(logicalId)) continue;
      this.stack.report(logicalId, { type, status: 'UPDATE_COMPLETE' });
    }
  }

  /** Restores the definitions, too. A resource that has refused its update before it changed anything is as before. */
  private restoreUntouched({ resources }: Baseline): void {
    for (const [logicalId, previous] of resources) {
      const resource = this.stack.resources.get(logicalId);
      if (resource?.deployed?.definition !== previous.definition) this.stack.keep(logicalId, previous);
      if (resource?.status === 'UPDATE_FAILED') {
        const properties = previous.shown;
        this.stack.report(logicalId, { type: resource.type, status: 'UPDATE_COMPLETE', properties });
      }
    }
  }

  /** Removes all resources that were created since the baseline, also by operations that were kept. */
  private async removeNew({ resources }: Baseline): Promise<void> {
    const { stack } = this;
    const created = [...stack.resources.values()].filter(({ logicalId }) => !resources.has(logicalId));
    const leftovers = this.leftovers(
      ({ logicalId, old }) =>
        ![this.standingId(logicalId), resources.get(logicalId)?.physicalId].includes(old.physicalId),
    );
    await cleanUpResources(stack, this.environment, [
      ...leftovers.map((former) => ({ ...removalOf(former), retain: false })),
      ...created.map(({ logicalId, type, deployed }) => ({
        logicalId,
        type,
        deployed,
        retain: stack.isKeptByRollback(deployed),
      })),
    ]);
    created.forEach(({ logicalId }) => stack.forget(logicalId));
  }

  /** Each physical resource once. */
  private leftovers(isLeft: (former: Former) => boolean): Former[] {
    const byId = new Map(this.former.map((former) => [`${former.logicalId} ${former.old.physicalId}`, former]));
    return [...byId.values()].filter(isLeft);
  }

  private standingId(logicalId: string): string | undefined {
    return this.stack.deployed(logicalId)?.physicalId;
  }
}

function snapshot(stack: StackRecord): Baseline {
  const { template, tags, notificationArns } = stack;
  if (!template) throw new Error(`stack ${stack.stackName} has no template to roll back to`);
  const resources = new Map<string, DeployedResource>();
  for (const { logicalId, deployed } of stack.resources.values()) {
    if (deployed) resources.set(logicalId, deployed);
  }
  return { template, tags, notificationArns, resources };
}

function isAlike(one: DeployedResource | undefined, other: DeployedResource | undefined): boolean {
  return one?.physicalId === other?.physicalId && isDeepStrictEqual(one?.declared, other?.declared);
}

/** A reverted resource is removed in any case, the others as their UpdateReplacePolicy says. */
function removalOf({ logicalId, old, because }: Former): Removal {
  const { Type: type, UpdateReplacePolicy } = old.definition;
  const retain = because !== 'reverted' && isRetained(UpdateReplacePolicy);
  return { logicalId, type, deployed: old, retain, isReplaced: true };
}
