import { isWithoutCloudFormation, stackEvents } from './engine';
import { isOfAttempt, isForeign, isOurs } from '../request/ownership';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/requested-at';
import type { StepContext } from '../step/context';

/** The properties of a product that may show its owner. */
interface ShownProduct {
  readonly Id: string;
  readonly Name?: string;
  readonly IdempotencyToken?: string;
  readonly CreatedTime?: Date;
}

/**
 * Returns true if the product belongs to the resource of the request, and may be read, changed or terminated for it.
 * After an update in the console its token may prove nothing; then the stack's resource and events decide. The physical
 * id of the request does not: requests can be forged.
 */
export async function isOwn(context: StepContext, product: ShownProduct): Promise<boolean> {
  const { event } = context;
  if (isForeign(event, product)) return false;
  // Other engines use one StackId for many apps, so neither name nor key is unique.
  if (isWithoutCloudFormation(context)) return product.Id === event.PhysicalResourceId || isOfAttempt(event, product);
  return isOurs(event, product) || (await hasStoodFor(context, product));
}

/**
 * Returns true if this request may have launched or changed the product. If its token proves nothing, CloudFormation
 * may not know of the launch yet; then the product must not be older than the request.
 */
export async function mayBeResult(context: StepContext, product: ShownProduct): Promise<boolean> {
  const { event, progress } = context;
  if (await isOwn(context, product)) return true;
  const since = (requestedAt(event) ?? progress.startedAt) - CLOCK_SLACK_MILLISECONDS;
  return !isForeign(event, product) && (product.CreatedTime?.getTime() ?? 0) >= since;
}

/** Returns true if CloudFormation has ever completed the resource with this product. */
export async function wasCompleted(context: StepContext, { Id, CreatedTime }: ShownProduct): Promise<boolean> {
  for await (const { logicalId, physicalId, status, at } of stackEvents(context)) {
    const isOfProduct = logicalId === context.event.LogicalResourceId && physicalId === Id;
    if (isOfProduct && /^(CREATE|UPDATE)_COMPLETE$/.test(status)) return true;
    if (CreatedTime !== undefined && at < CreatedTime.getTime()) return false;
  }
  return false;
}

/**
 * Returns true if the product predates all creations that failed: it was retained before, and none of them launched it.
 * Excluded is a product that was to be terminated and could not be.
 */
export async function wasTakenUpInVain(context: StepContext, { Id, CreatedTime }: ShownProduct): Promise<boolean> {
  let firstCreation: number | undefined;
  for await (const { logicalId, physicalId, status, at } of stackEvents(context)) {
    if (logicalId !== context.event.LogicalResourceId) continue;
    if (/^(CREATE|UPDATE)_COMPLETE$/.test(status)) break;
    if (physicalId === Id && status === 'DELETE_IN_PROGRESS') return false;
    if (status === 'CREATE_IN_PROGRESS') firstCreation = at;
  }
  if (firstCreation === undefined || CreatedTime === undefined) return false;
  return CreatedTime.getTime() < firstCreation - CLOCK_SLACK_MILLISECONDS;
}

/** Returns true if the product has been the physical resource within the 90 days of CloudFormation's events. */
export async function hasStoodFor(context: StepContext, { Id, CreatedTime }: ShownProduct): Promise<boolean> {
  const { cloud, event } = context;
  if (isWithoutCloudFormation(context)) return false;
  const row = await cloud.stackResource(event.StackId, event.LogicalResourceId);
  if (row?.physicalId === Id) return true;
  for await (const { logicalId, physicalId, at } of stackEvents(context)) {
    if (logicalId === event.LogicalResourceId && physicalId === Id) return true;
    if (CreatedTime !== undefined && at < CreatedTime.getTime()) return false;
  }
  return false;
}
