import type { AnswerableRequest, CustomResourceEvent } from '../request/event';
import { namesOfUpdate, provisionedProductName } from '../request/names';
import { attemptId, isProvisionedProductId } from '../request/ownership';

/** What the steps of a request know of its launch. */
export interface LaunchProgress {
  readonly launchedId?: string;
  readonly isReplacement?: boolean;
}

/**
 * From the first reply of a launch on, every answer carries the id of what was launched, so that the rollback removes
 * the right thing; before that, the id of the attempt: what was there before and was only taken up, and what a later attempt
 * launches under the same name, is not for it to remove. The replacement in an update is our own to remove: CloudFormation
 * keeps the old id.
 */
export function failedPhysicalId(event: CustomResourceEvent, progress: LaunchProgress | undefined): string {
  if (event.RequestType === 'Create') return progress?.launchedId || attemptId(event);
  const launchedId = progress && !isReplacement(event, progress) ? progress.launchedId : undefined;
  const launched = isProvisionedProductId(launchedId) ? launchedId : undefined;
  return launched ?? event.PhysicalResourceId ?? attemptId(event);
}

/** A Delete keeps the id: with another one CloudFormation would fail it. */
export function deletedPhysicalId(event: CustomResourceEvent): string {
  return event.PhysicalResourceId ?? provisionedProductName(event, event.ResourceProperties);
}

/** Of a request that is not read further. */
export function rejectedPhysicalId(request: AnswerableRequest): string {
  return request.PhysicalResourceId ?? attemptId(request);
}

/** What an Update launches under the same name stands for a product that is gone. */
export function isReplacement(event: CustomResourceEvent, { isReplacement: known }: LaunchProgress): boolean {
  const [before, wanted] = namesOfUpdate(event);
  return known ?? before !== wanted;
}
