import type { Answer } from './response';
import type { CustomResourceEvent } from '../request/event';
import { namesOfUpdate, provisionedProductName } from '../request/identity';
import { attemptId, isProvisionedProductId } from '../request/ownership';
import type { Progress } from '../step/context';

/** The request's failure as CloudFormation is to see it. */
export function failedAnswer(event: CustomResourceEvent, progress: Progress | undefined, reason: string): Answer {
  return { Status: 'FAILED', PhysicalResourceId: physicalId(event, progress), Reason: reason };
}

/**
 * From the first reply of a launch on, every answer carries the id of what was launched, so that the rollback removes
 * the right thing; before that, the id of the attempt: what was there before and was only taken up, and what a later attempt
 * launches under the same name, is not for it to remove. The replacement in an update is our own to remove: CloudFormation
 * keeps the old id.
 */
function physicalId(event: CustomResourceEvent, progress: Progress | undefined): string {
  if (event.RequestType === 'Create') return progress?.launchedId || attemptId(event);
  const launchedId = progress && !isReplacement(event, progress) ? progress.launchedId : undefined;
  const launched = isProvisionedProductId(launchedId) ? launchedId : undefined;
  return launched ?? event.PhysicalResourceId ?? attemptId(event);
}

/** What an Update launches under the same name stands for a product that is gone. */
export function isReplacement(event: CustomResourceEvent, { isReplacement: known }: Progress): boolean {
  const [before, wanted] = namesOfUpdate(event);
  return known ?? before !== wanted;
}

/**
 * A Delete that does nothing may be the last that is heard of a product: a clean-up is not repeated. A rollback that does
 * nothing leaves both products of a replacement, and who deletes the stack then instead of continuing its rollback loses
 * sight of one.
 */
export function whatMayBeThere(event: CustomResourceEvent): string {
  if (event.RequestType === 'Delete') {
    const name = provisionedProductName(event, event.ResourceProperties);
    const known = isProvisionedProductId(event.PhysicalResourceId) ? event.PhysicalResourceId : name;
    return `. Provisioned product ${known} may still be there`;
  }
  const [before, wanted] = namesOfUpdate(event);
  return before === wanted ? '' : `. Until then provisioned products ${before} and ${wanted} may both be there`;
}
