import { inDependencyOrder, reversed } from './dependency-order';
import { type ResourceEnvironment } from './resource-environment';
import { type DeployedResource, type ResourceStatus } from '../stacks/stack';
import { type StackRecord } from '../stacks/stack-record';

/** A physical resource that is to be removed. */
export interface Removal {
  readonly logicalId: string;
  readonly type: string;
  /** Absent where nothing was created. */
  readonly deployed?: DeployedResource;
  readonly retain: boolean;
  /** True where the logical resource has another physical one now, and its status is that one's. */
  readonly isReplaced?: boolean;
}

/**
 * Removes resources, dependents first. Returns the logical ids of those that could not be removed; their dependencies
 * are kept, too.
 */
export async function removeResources(
  stack: StackRecord,
  environment: ResourceEnvironment,
  removals: readonly Removal[],
): Promise<string[]> {
  const failed: string[] = [];
  await dependentsFirst(removals, async (removal) => {
    const isRemoved = await remove(stack, environment, removal);
    if (!isRemoved) failed.push(removal.logicalId);
    return isRemoved;
  });
  return failed;
}

/**
 * Removes the leftovers of an update, dependents first. Those that cannot be removed are abandoned, and the others are
 * removed nevertheless: CloudFormation skips the resource and continues the clean-up
 * (https://repost.aws/knowledge-center/cloudformation-stack-cleanup-stuck).
 */
export async function cleanUpResources(
  stack: StackRecord,
  environment: ResourceEnvironment,
  removals: readonly Removal[],
): Promise<void> {
  await dependentsFirst(removals, async (removal) => {
    await remove(stack, environment, removal);
    return true;
  });
}

async function dependentsFirst(
  removals: readonly Removal[],
  work: (removal: Removal) => Promise<boolean>,
): Promise<void> {
  // By position, as a logical resource may have several physical ones to remove.
  const byKey = new Map(removals.map((removal, index) => [String(index), removal]));
  const keysOf = (logicalId: string) =>
    [...byKey].flatMap(([key, removal]) => (removal.logicalId === logicalId ? [key] : []));
  const needed = new Map(
    [...byKey].map(([key, { deployed }]) => [key, (deployed?.dependencies ?? []).flatMap(keysOf)]),
  );
  await inDependencyOrder(reversed(needed), async (key) => {
    const removal = byKey.get(key);
    return removal === undefined || work(removal);
  });
}

async function remove(stack: StackRecord, environment: ResourceEnvironment, removal: Removal): Promise<boolean> {
  const { logicalId, type, deployed, retain } = removal;
  const physicalId = deployed?.physicalId;
  const removesUnseen =
    deployed?.neverAnswered === true && environment.behaviours.rowOfUnansweredResource === 'MISSING';
  const reportStatus = (status: ResourceStatus, reason?: string) => {
    const isHidden = removesUnseen && status !== 'DELETE_FAILED';
    const report = { type, status, reason, physicalId, isHidden };
    return removal.isReplaced ? stack.reportReplaced(logicalId, report) : stack.report(logicalId, report);
  };
  if (retain) {
    reportStatus('DELETE_SKIPPED');
    return true;
  }
  if (!deployed) {
    reportStatus('DELETE_COMPLETE');
    return true;
  }
  reportStatus('DELETE_IN_PROGRESS');
  try {
    await environment.handlerOf(type).delete({
      stackId: stack.stackId,
      stackName: stack.stackName,
      logicalId,
      type,
      properties: deployed.properties,
      physicalId: deployed.physicalId,
      signal: new AbortController().signal,
    });
    reportStatus('DELETE_COMPLETE');
    return true;
  } catch (error) {
    reportStatus('DELETE_FAILED', error instanceof Error ? error.message : String(error));
    return false;
  }
}
