import { takeOutputs } from './stack-outputs';
import { inDependencyOrder } from '../resource-deployment/dependency-order';
import { ResourceDeployment } from '../resource-deployment/resource-deployment';
import { type ResourceEnvironment } from '../resource-deployment/resource-environment';
import { type ResourcesToImport } from '../stack-engine';
import { listFailures } from '../stacks/failures';
import { type StackRecord } from '../stacks/stack-record';
import { type StackTarget } from '../stacks/stack-target';

/** Imports existing resources, or restores the stack. Returns the reason of the first failure. */
export async function importIntoStack(
  stack: StackRecord,
  target: StackTarget,
  resources: ResourcesToImport,
  environment: ResourceEnvironment,
): Promise<string | undefined> {
  const { template, tags, notificationArns } = stack;
  stack.template = target.template;
  stack.tags = target.tags;
  stack.notificationArns = target.notificationArns;
  stack.enter('IMPORT_IN_PROGRESS', 'User Initiated');
  const deployment = new ResourceDeployment(stack, target.template, environment, new AbortController().signal);
  await inDependencyOrder(target.template.dependencies, async (logicalId) => {
    const identifier = resources.get(logicalId);
    return identifier === undefined || deployment.importExisting(logicalId, identifier);
  });
  const failure = deployment.firstFailure ?? takeOutputs(stack, target.template, environment);
  if (failure === undefined) {
    stack.enter('IMPORT_COMPLETE');
    return undefined;
  }
  stack.enter('IMPORT_ROLLBACK_IN_PROGRESS', listFailures(stack) || failure);
  for (const logicalId of resources.keys()) stack.forget(logicalId);
  stack.template = template;
  stack.tags = tags;
  stack.notificationArns = notificationArns;
  stack.enter('IMPORT_ROLLBACK_COMPLETE');
  return failure;
}
