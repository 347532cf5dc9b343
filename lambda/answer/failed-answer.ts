import type { Answer } from './answer';
import type { CustomResourceEvent } from '../request/event';
import { isProvisionedProductId, provisionedProductName } from '../request/identity';
import type { Progress } from '../step/job';

/** The request's failure as CloudFormation is to see it. */
export function failedAnswer(event: CustomResourceEvent, progress: Progress | undefined, reason: string): Answer {
  return { Status: 'FAILED', PhysicalResourceId: physicalId(event, progress), Reason: reason };
}

/**
 * From the first reply of a launch on, every answer carries the id of what was launched, so that the rollback removes
 * the right thing. The replacement in an update is our own to remove: CloudFormation keeps the old id.
 */
function physicalId(event: CustomResourceEvent, progress: Progress | undefined): string {
  const name = provisionedProductName(event, event.ResourceProperties);
  if (event.RequestType === 'Create') return progress?.provisionedProductId || name;
  const before = event.OldResourceProperties;
  const replaced = before !== undefined && provisionedProductName(event, before) !== name;
  const launched = isProvisionedProductId(progress?.launchedId) && !replaced ? progress?.launchedId : undefined;
  return launched ?? event.PhysicalResourceId ?? name;
}
