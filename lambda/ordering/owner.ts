import { isWithoutCloudFormation, stackEvents } from './engine';
import { isOfAttempt, isForeign, isOurs } from '../request/ownership';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/requested-at';
import type { StepContext } from '../step/context';

/** What Service Catalog shows of a product. */
interface ShownProduct {
  readonly Id: string;
  readonly Name?: string;
  readonly IdempotencyToken?: string;
  readonly CreatedTime?: Date;
}

/**
 * Whether the product belongs to the resource of the request, and may be read, changed or removed for it. A product that
 * somebody has updated in the console may show a token that tells nothing; then the stack's own row and events do. The physical
 * id that the request bears does not: requests can be forged.
 */
export async function isOwn(context: StepContext, product: ShownProduct): Promise<boolean> {
  const { event } = context;
  if (isForeign(event, product)) return false;
  // Other engines use one StackId for many apps: neither name nor key tells one from another.
  if (isWithoutCloudFormation(context)) return product.Id === event.PhysicalResourceId || isOfAttempt(event, product);
  return isOurs(event, product) || (await hasStoodFor(context, product));
}

/**
 * Whether the product may be what a step says that it has launched or changed. Where its token tells nothing, CloudFormation
 * may not know of a launch yet: then it must not be older than the request.
 */
export async function mayBeResult(context: StepContext, product: ShownProduct): Promise<boolean> {
  const { event, progress } = context;
  if (await isOwn(context, product)) return true;
  const since = (requestedAt(event) ?? progress.startedAt) - CLOCK_SLACK_MILLISECONDS;
  return !isForeign(event, product) && (product.CreatedTime?.getTime() ?? 0) >= since;
}

/** Whether CloudFormation has ever taken the product for what stands for the resource. */
export async function wasCompleted(context: StepContext, { Id, CreatedTime }: ShownProduct): Promise<boolean> {
  for await (const { logicalId, physicalId, status, at } of stackEvents(context)) {
    const isOfProduct = logicalId === context.event.LogicalResourceId && physicalId === Id;
    if (isOfProduct && /^(CREATE|UPDATE)_COMPLETE$/.test(status)) return true;
    if (CreatedTime !== undefined && at < CreatedTime.getTime()) return false;
  }
  return false;
}

/**
 * Whether the product was there before all the creations that have come to nothing: it was retained, and none of them has
 * launched it. What was to be removed, and could not be, is none of these.
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

/** Whether the product has been the physical resource, as far back as CloudFormation tells: 90 days. */
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
