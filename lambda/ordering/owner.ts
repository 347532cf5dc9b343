import { isWithoutCloudFormation, stackEvents } from './engine';
import { isOfAttempt, isForeign, isOurs } from '../request/ownership';
import { CLOCK_SLACK_MILLISECONDS } from '../request/requested-at';
import type { Job } from '../step/context';

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
export async function isOwn(job: Job, product: ShownProduct): Promise<boolean> {
  const { event } = job;
  if (isForeign(event, product)) return false;
  // Other engines use one StackId for many apps: neither name nor key tells one from another.
  if (isWithoutCloudFormation(job)) return product.Id === event.PhysicalResourceId || isOfAttempt(event, product);
  return isOurs(event, product) || (await hasStoodFor(job, product));
}

/** Whether CloudFormation has ever taken the product for what stands for the resource. */
export async function wasCompleted(job: Job, { Id, CreatedTime }: ShownProduct): Promise<boolean> {
  for await (const { logicalId, physicalId, status, at } of stackEvents(job)) {
    const isOfProduct = logicalId === job.event.LogicalResourceId && physicalId === Id;
    if (isOfProduct && /^(CREATE|UPDATE)_COMPLETE$/.test(status)) return true;
    if (CreatedTime !== undefined && at < CreatedTime.getTime()) return false;
  }
  return false;
}

/**
 * Whether the product was there before all the creations that have come to nothing: it was retained, and none of them has
 * launched it. What was to be removed, and could not be, is none of these.
 */
export async function wasTakenUpInVain(job: Job, { Id, CreatedTime }: ShownProduct): Promise<boolean> {
  let firstCreation: number | undefined;
  for await (const { logicalId, physicalId, status, at } of stackEvents(job)) {
    if (logicalId !== job.event.LogicalResourceId) continue;
    if (/^(CREATE|UPDATE)_COMPLETE$/.test(status)) break;
    if (physicalId === Id && status === 'DELETE_IN_PROGRESS') return false;
    if (status === 'CREATE_IN_PROGRESS') firstCreation = at;
  }
  if (firstCreation === undefined || CreatedTime === undefined) return false;
  return CreatedTime.getTime() < firstCreation - CLOCK_SLACK_MILLISECONDS;
}

/** Whether the product has been the physical resource, as far back as CloudFormation tells: 90 days. */
export async function hasStoodFor(job: Job, { Id, CreatedTime }: ShownProduct): Promise<boolean> {
  const { cloud, event } = job;
  if (isWithoutCloudFormation(job)) return false;
  const row = await cloud.stackResource(event.StackId, event.LogicalResourceId);
  if (row?.physicalId === Id) return true;
  for await (const { logicalId, physicalId, at } of stackEvents(job)) {
    if (logicalId === event.LogicalResourceId && physicalId === Id) return true;
    if (CreatedTime !== undefined && at < CreatedTime.getTime()) return false;
  }
  return false;
}
