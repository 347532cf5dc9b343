import { takeOutputs } from './stack-outputs';
import { inDependencyOrder } from '../resource-deployment/dependency-order';
import { ResourceDeployment } from '../resource-deployment/resource-deployment';
import { type ResourceEnvironment } from '../resource-deployment/resource-environment';
import { type Removal, removeResources } from '../resource-deployment/resource-removal';
import { listFailures } from '../stacks/failures';
import { type StackRecord } from '../stacks/stack-record';
import { type BoundTemplate } from '../template/bound-template';

/** The reason of an abort because the stack is being deleted, so that a rollback would be useless. */
export const STACK_DELETED = 'the stack is deleted';

/** Creates all resources, or rolls back. Returns the reason of the first failure. */
export async function createStack(
  stack: StackRecord,
  template: BoundTemplate,
  environment: ResourceEnvironment,
  cancel: AbortController,
): Promise<string | undefined> {
  stack.template = template;
  stack.enter('CREATE_IN_PROGRESS', 'User Initiated');
  const deployment = new ResourceDeployment(stack, template, environment, cancel.signal);
  const create = async (logicalId: string) => {
    const created = await deployment.create(logicalId);
    if (!created && !stack.rollbackIsOff) cancel.abort();
    return created;
  };
  await inDependencyOrder(template.dependencies, create, cancel.signal);
  if (cancel.signal.reason === STACK_DELETED) return STACK_DELETED;
  const failure =
    deployment.firstFailure ?? (cancel.signal.aborted ? 'User Initiated' : takeOutputs(stack, template, environment));
  if (failure === undefined) {
    stack.enter('CREATE_COMPLETE');
    return undefined;
  }
  const reason = listFailures(stack) || `${failure} `;
  if (stack.rollbackIsOff) stack.enter('CREATE_FAILED', reason);
  else await rollBackCreation(stack, environment, `${reason}Rollback requested by user.`);
  return failure;
}

export async function rollBackCreation(
  stack: StackRecord,
  environment: ResourceEnvironment,
  reason: string,
  pendingRemovals: readonly Removal[] = [],
): Promise<string | undefined> {
  stack.enter('ROLLBACK_IN_PROGRESS', reason);
  await environment.beforeRollback();
  const removals = [...stack.resources.values()].map(({ logicalId, type, deployed }) => ({
    logicalId,
    type,
    deployed,
    retain: stack.isKeptByRollback(deployed),
  }));
  const failed = await removeResources(stack, environment, [...pendingRemovals, ...removals]);
  if (failed.length === 0) {
    stack.enter('ROLLBACK_COMPLETE');
    return undefined;
  }
  stack.enter('ROLLBACK_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
  return failed.map((logicalId) => stack.resources.get(logicalId)?.statusReason).find((text) => text !== undefined);
}
