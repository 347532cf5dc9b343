import type { AnswerableRequest, CustomResourceEvent } from '../request/event';
import { namesOfUpdate, provisionedProductName } from '../request/names';
import { attemptId, isProvisionedProductId } from '../request/ownership';

/** The progress of a launch. */
export interface LaunchProgress {
  readonly launchedId?: string;
  readonly isReplacement?: boolean;
}

/**
 * The physical id of a failed request. From the first reply of a launch on, it is the id of the launched product, so
 * that the rollback terminates the right one. Before that, it is the id of the attempt, so that the rollback spares
 * products that were adopted or that a later attempt launches. A failed update terminates its replacement itself:
 * CloudFormation keeps the old id.
 */
export function failedPhysicalId(event: CustomResourceEvent, progress: LaunchProgress | undefined): string {
  if (event.RequestType === 'Create') return progress?.launchedId || attemptId(event);
  const launchedId = progress && !isReplacement(event, progress) ? progress.launchedId : undefined;
  const launched = isProvisionedProductId(launchedId) ? launchedId : undefined;
  return launched ?? event.PhysicalResourceId ?? attemptId(event);
}

/** A Delete returns the id that it got; with another one CloudFormation would fail it. */
export function deletedPhysicalId(event: CustomResourceEvent): string {
  return event.PhysicalResourceId ?? provisionedProductName(event, event.ResourceProperties);
}

/** The physical id of a request that is rejected unread. */
export function rejectedPhysicalId(request: AnswerableRequest): string {
  return request.PhysicalResourceId ?? attemptId(request);
}

/** A launch under an unchanged name stands in for a lost product, and is no replacement. */
export function isReplacement(event: CustomResourceEvent, { isReplacement: known }: LaunchProgress): boolean {
  const [before, wanted] = namesOfUpdate(event);
  return known ?? before !== wanted;
}
