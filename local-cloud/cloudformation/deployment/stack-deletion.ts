import { type ResourceEnvironment } from '../resource-deployment/resource-environment';
import { type Removal, removeResources } from '../resource-deployment/resource-removal';
import { type StackRecord } from '../stacks/stack-record';
import { type DeletionPolicy } from '../template/template';

/**
 * Removes all resources, and those that a failed rollback has left. If some cannot be removed the stack is in
 * DELETE_FAILED. Returns the reason of the first failure.
 */
export async function deleteStack(
  stack: StackRecord,
  environment: ResourceEnvironment,
  retainResources: readonly string[],
  pendingRemovals: readonly Removal[],
  deletionTime: () => number,
): Promise<string | undefined> {
  const conflict = environment.exportConflict(stack, []);
  if (conflict !== undefined) {
    stack.enter('DELETE_FAILED', `Delete canceled. ${conflict}`);
    return conflict;
  }
  stack.enter('DELETE_IN_PROGRESS', 'User Initiated');
  const removals = [...stack.resources.values()]
    .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED')
    .map(({ logicalId, type, deployed }) => ({
      logicalId,
      type,
      deployed,
      retain: retainResources.includes(logicalId) || isRetained(deployed?.definition.DeletionPolicy),
    }));
  const failed = await removeResources(stack, environment, [...pendingRemovals, ...removals]);
  if (failed.length === 0) {
    stack.deletionTime = deletionTime();
    stack.enter('DELETE_COMPLETE');
    return undefined;
  }
  stack.enter('DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
  return failed.map((logicalId) => stack.resources.get(logicalId)?.statusReason).find((reason) => reason !== undefined);
}

export function isRetained(policy: DeletionPolicy | undefined): boolean {
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
}
