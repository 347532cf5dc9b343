import { isDeepStrictEqual } from 'node:util';
import { inDependencyOrder } from './in-dependency-order';
import { ResourceDeployment, ResourceEnvironment } from './resource-deployment';
import { cleanUpResources, Removal } from './resource-removal';
import { revertResource } from './resource-reversion';
import { DeployedResource } from './stack';
import { isRetained } from './stack-deletion';
import { listFailures } from './stack-failure';
import { takeOutputs } from './stack-outputs';
import { StackRecord } from './stack-record';
import { BoundTemplate } from './template/bound-template';

export interface StackTarget {
  readonly template: BoundTemplate;
  readonly tags: Readonly<Record<string, string>>;
  readonly notificationArns: readonly string[];
}

interface Replacement {
  readonly logicalId: string;
  readonly old: DeployedResource;
}

/** One update of a stack, with all that is needed to take it back. */
export class StackUpdate {
  private readonly baseline: StackTarget & { readonly resources: ReadonlyMap<string, DeployedResource> };
  private readonly touched: Set<string>;
  private readonly replaced: Replacement[];
  private readonly obsolete: Replacement[] = [];

  /** @param failed - the update that failed without rollback before this one: a rollback goes back behind both */
  constructor(
    private readonly stack: StackRecord,
    private readonly target: StackTarget,
    private readonly environment: ResourceEnvironment,
    failed?: StackUpdate,
  ) {
    this.baseline = failed?.baseline ?? snapshot(stack);
    this.touched = new Set(failed?.touched);
    this.replaced = [...(failed?.replaced ?? [])];
  }

  /** Gives the reason of the first failure. */
  async run(cancel: AbortController): Promise<string | undefined> {
    const { stack, target } = this;
    stack.template = target.template;
    stack.tags = target.tags;
    stack.notificationArns = target.notificationArns;
    stack.enter('UPDATE_IN_PROGRESS', 'User Initiated');
    const deployment = new ResourceDeployment(stack, target.template, this.environment, cancel.signal);
    const deploy = async (logicalId: string) => {
      const deployed = await this.deploy(deployment, logicalId);
      if (!deployed) cancel.abort();
      return deployed;
    };
    await inDependencyOrder(target.template.dependencies, deploy, cancel.signal);
    deployment.touched.forEach((logicalId) => this.touched.add(logicalId));
    this.replaced.push(...deployment.replaced);
    const failure =
      deployment.firstFailure ??
      (cancel.signal.aborted ? 'User Initiated' : takeOutputs(stack, target.template, this.environment));
    if (failure === undefined) {
      await this.cleanUp();
      return undefined;
    }
    const reason = (deployment.firstFailure !== undefined && listFailures(stack)) || failure;
    if (stack.rollbackIsOff) await this.stay(reason);
    else await this.rollBack(reason);
    return failure;
  }

  private async stay(reason: string): Promise<void> {
    if (this.environment.behaviours.failedUpdateWithoutRollback === 'REVERTED') await this.revertFailed();
    this.stack.enter('UPDATE_FAILED', reason);
  }

  /** Each to its own last completion, which may lie within an operation that was kept. */
  private async revertFailed(): Promise<void> {
    const { stack, baseline } = this;
    const completed = new Map<string, DeployedResource>();
    for (const { logicalId, type, status, deployed, completed: previous } of stack.resources.values()) {
      if (status !== 'UPDATE_FAILED' || !previous) continue;
      if (deployed !== previous) completed.set(logicalId, previous);
      // Refused before anything was done.
      else stack.report(logicalId, { type, status: 'UPDATE_COMPLETE', properties: previous.shown });
    }
    await this.revert(completed, (logicalId) => {
      if (isAlike(completed.get(logicalId), baseline.resources.get(logicalId))) this.touched.delete(logicalId);
    });
  }

  /** Takes everything back that is not back yet, so it may be called again after a rollback that failed. */
  async rollBack(reason: string, resourcesToSkip: readonly string[] = []): Promise<string | undefined> {
    const { stack, baseline } = this;
    stack.enter('UPDATE_ROLLBACK_IN_PROGRESS', reason);
    await this.environment.beforeRollback();
    this.skip(resourcesToSkip);
    const failed = await this.revertTouched();
    if (failed.length > 0) {
      stack.enter('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}]. `);
      return failed.map((logicalId) => stack.resources.get(logicalId)?.statusReason).find((text) => text !== undefined);
    }
    this.restoreUntouched();
    stack.template = baseline.template;
    stack.tags = baseline.tags;
    stack.notificationArns = baseline.notificationArns;
    stack.enter('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.removeNew();
    stack.enter('UPDATE_ROLLBACK_COMPLETE');
    return undefined;
  }

  /** What the rollback has made superfluous, and removes at its end. */
  get superfluous(): Removal[] {
    return this.obsolete.map((replacement) => ({ ...removalOf(replacement), retain: false }));
  }

  private async deploy(deployment: ResourceDeployment, logicalId: string): Promise<boolean> {
    const resource = this.stack.resources.get(logicalId);
    if (!resource?.deployed) return deployment.create(logicalId);
    if (resource.status !== 'CREATE_FAILED') return deployment.update(logicalId, resource.deployed);
    this.replaced.push({ logicalId, old: resource.deployed });
    return deployment.create(logicalId);
  }

  /** What cannot be removed now is abandoned: the update has succeeded all the same. */
  private async cleanUp(): Promise<void> {
    const { stack, target } = this;
    stack.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    const removed = [...stack.resources.values()].filter(({ logicalId }) => !target.template.resources.has(logicalId));
    await cleanUpResources(stack, this.environment, [
      ...this.replaced.map((replacement) => removalOf(replacement)),
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

  private async revertTouched(): Promise<string[]> {
    const touched = [...this.baseline.resources].filter(([logicalId]) => this.touched.has(logicalId));
    return this.revert(new Map(touched), (logicalId) => this.touched.delete(logicalId));
  }

  /** Gives the logical ids of those that cannot go back. */
  private async revert(
    resources: ReadonlyMap<string, DeployedResource>,
    onReverted: (logicalId: string) => void = () => {},
  ): Promise<string[]> {
    const failed: string[] = [];
    const order = new Map([...resources].map(([logicalId, { dependencies }]) => [logicalId, dependencies]));
    await inDependencyOrder(order, async (logicalId) => {
      const previous = resources.get(logicalId);
      if (!previous) return true;
      const { done, obsolete } = await revertResource(this.stack, this.environment, logicalId, previous);
      if (obsolete) this.obsolete.push({ logicalId, old: obsolete });
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

  /** The definitions go back too; a resource that refused its update before anything was done is as good as before. */
  private restoreUntouched(): void {
    for (const [logicalId, previous] of this.baseline.resources) {
      const resource = this.stack.resources.get(logicalId);
      if (resource?.deployed?.definition !== previous.definition) this.stack.keep(logicalId, previous);
      if (resource?.status === 'UPDATE_FAILED') {
        const properties = previous.shown;
        this.stack.report(logicalId, { type: resource.type, status: 'UPDATE_COMPLETE', properties });
      }
    }
  }

  private async removeNew(): Promise<void> {
    const { stack, baseline } = this;
    const created = [...stack.resources.values()].filter(({ logicalId }) => !baseline.resources.has(logicalId));
    await cleanUpResources(stack, this.environment, [
      ...this.superfluous,
      ...created.map(({ logicalId, type, deployed }) => ({
        logicalId,
        type,
        deployed,
        retain: deployed?.definition.DeletionPolicy === 'Retain',
      })),
    ]);
    created.forEach(({ logicalId }) => stack.forget(logicalId));
  }
}

function snapshot(stack: StackRecord): StackUpdate['baseline'] {
  const { template, tags, notificationArns } = stack;
  if (!template) throw new Error(`stack ${stack.stackName} has no template to go back to`);
  const resources = new Map<string, DeployedResource>();
  for (const { logicalId, deployed } of stack.resources.values()) {
    if (deployed) resources.set(logicalId, deployed);
  }
  return { template, tags, notificationArns, resources };
}

function isAlike(one: DeployedResource | undefined, other: DeployedResource | undefined): boolean {
  return one?.physicalId === other?.physicalId && isDeepStrictEqual(one?.declared, other?.declared);
}

function removalOf({ logicalId, old }: Replacement): Removal {
  const { Type: type, UpdateReplacePolicy } = old.definition;
  return { logicalId, type, deployed: old, retain: isRetained(UpdateReplacePolicy), isReplaced: true };
}
