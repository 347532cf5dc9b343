import { type ResourceEnvironment } from './resource-environment';
import { ResourceFailure } from '../resource-handlers/resource-handler';
import { isCustomResource } from '../specification/resource-types';
import { type DeployedResource } from '../stacks/stack';
import { type StackRecord } from '../stacks/stack-record';

export interface Reversion {
  readonly done: boolean;
  /** The physical resource that the reverted one has replaced. */
  readonly obsolete?: DeployedResource;
}

/** Reverts a resource to its state before an update, by the same update with old and new swapped. */
export async function revertResource(
  stack: StackRecord,
  environment: ResourceEnvironment,
  logicalId: string,
  previous: DeployedResource,
): Promise<Reversion> {
  const { definition, declared, shown, dependencies } = previous;
  const { Type: type } = definition;
  const current = stack.deployed(logicalId) ?? previous;
  stack.report(logicalId, { type, status: 'UPDATE_IN_PROGRESS', properties: shown });
  if (current.physicalId !== previous.physicalId && !isCustomResource(type)) {
    // The old physical resource still exists: only the reference to it has to be restored.
    return complete(stack, logicalId, current, previous);
  }
  try {
    const { stackId, stackName } = stack;
    const { properties } = previous;
    const { physicalId, properties: oldProperties } = current;
    const { signal } = new AbortController();
    const request = { stackId, stackName, logicalId, type, properties, oldProperties, physicalId, signal };
    const handler = environment.handlerOf(type);
    const result = await (handler.rollBack?.(request) ?? handler.update(request));
    return complete(stack, logicalId, current, { ...result, definition, properties, declared, shown, dependencies });
  } catch (error) {
    if (error instanceof ResourceFailure) stack.keep(logicalId, { ...current, physicalId: error.physicalId });
    stack.report(logicalId, {
      type,
      status: 'UPDATE_FAILED',
      reason: error instanceof Error ? error.message : String(error),
      properties: shown,
    });
    return { done: false };
  }
}

function complete(
  stack: StackRecord,
  logicalId: string,
  current: DeployedResource,
  reverted: DeployedResource,
): Reversion {
  stack.keep(logicalId, reverted);
  stack.report(logicalId, {
    type: reverted.definition.Type,
    status: 'UPDATE_COMPLETE',
    physicalId: reverted.physicalId,
    properties: reverted.shown,
  });
  return { done: true, obsolete: current.physicalId === reverted.physicalId ? undefined : current };
}
