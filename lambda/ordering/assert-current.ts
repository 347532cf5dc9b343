import { assertCloudFormation, isWithoutCloudFormation, stackEvents } from './engine';
import type { StackResource } from '../aws/cloud';
import { Failure } from '../messages/failure';
import { attemptOf, isProvisionedProductId } from '../request/ownership';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/requested-at';
import type { StepContext } from '../step/context';

const STATUS = { Create: 'CREATE_IN_PROGRESS', Update: 'UPDATE_IN_PROGRESS', Delete: 'DELETE_IN_PROGRESS' };

/** CloudFormation sets the times of resource and request one after the other. */
const BETWEEN_STAMPS_MILLISECONDS = 10_000;

/** CloudFormation abandoned this request; it must have no further effect. */
export class Superseded extends Failure {
  /** @param certain - false if CloudFormation's reply may lag behind */
  constructor(certain: boolean) {
    super({
      what: 'CloudFormation no longer waits for this request',
      advice: 'Nothing more was changed for it',
      isRetryable: !certain,
    });
  }
}

/**
 * Checks right before a mutating call that CloudFormation still waits for this request. A late event may arrive after a
 * newer one got its response, and only CloudFormation knows.
 */
export async function assertNotSuperseded(context: StepContext): Promise<void> {
  if (isWithoutCloudFormation(context)) return;
  const resource = await stackResource(context);
  if (resource === undefined) {
    await assertCloudFormation(context);
    throw new Superseded(false);
  }
  if (isCurrent(context, resource)) return;
  throw new Superseded(hasMovedOn(context, resource) || /^DELETE_|_FAILED$/.test(resource.status));
}

/**
 * Checks that the stack is in an operation: a stack at rest awaits neither a response nor a removal. Whoever may invoke
 * the function can forge any request and any step.
 */
export async function assertStackAtWork(context: StepContext): Promise<void> {
  if (isWithoutCloudFormation(context)) return;
  const stack = await context.cloud.stack(context.event.StackId);
  if (stack === undefined) await assertCloudFormation(context);
  if (!stack?.status.endsWith('_IN_PROGRESS')) throw new Superseded(false);
}

/**
 * Checks that CloudFormation still waits for this removal. A step may run again after it has responded; the stack may
 * be in its next operation by then, whose events would suggest removing what this Delete must keep.
 */
export async function assertRemovalAwaited(context: StepContext): Promise<void> {
  const { event } = context;
  for await (const { logicalId, physicalId, status, at } of stackEvents(context)) {
    if (logicalId !== event.LogicalResourceId || physicalId !== event.PhysicalResourceId) continue;
    // A failed removal is retried, perhaps at once, so only a failure after this request counts.
    const isFailed = status === 'DELETE_FAILED' && at > (requestedAt(event) ?? at) + CLOCK_SLACK_MILLISECONDS;
    if (isFailed || status === 'DELETE_COMPLETE') throw new Superseded(true);
    return;
  }
}

/**
 * Returns true if the Delete removes the whole resource and not just an old product after a replacement: only then does
 * a product that is found by name belong to it.
 */
export async function deletesWholeResource(context: StepContext): Promise<boolean> {
  const { cloud, event } = context;
  const { PhysicalResourceId: physicalId } = event;
  // The id of an attempt names what it launched. Without CloudFormation, nothing is known about other products.
  if (attemptOf(physicalId) !== undefined || isWithoutCloudFormation(context)) return false;
  const resource = await stackResource(context);
  if (resource === undefined) {
    await assertCloudFormation(context);
    // A resource may be unknown if its Create never got a response. A newer Create would be known.
    return !isProvisionedProductId(physicalId);
  }
  if (!isCurrent(context, resource)) return false;
  // The clean-up of an update removes both old products and whole resources. What DescribeStackResource returns
  // meanwhile is not documented.
  const isProduct = isProvisionedProductId(physicalId);
  if (isProduct && (await cloud.stack(event.StackId))?.status.includes('CLEANUP_IN_PROGRESS')) return false;
  return !isProvisionedProductId(resource.physicalId) || resource.physicalId === physicalId;
}

/** Returns when the requested change began, or undefined if the resource is not in that change. */
export async function beganAt(context: StepContext): Promise<number | undefined> {
  if (isWithoutCloudFormation(context)) return undefined;
  const resource = await stackResource(context);
  return resource?.status === STATUS[context.event.RequestType] ? resource.changedAt : undefined;
}

function stackResource({ cloud, event }: StepContext): Promise<StackResource | undefined> {
  return cloud.stackResource(event.StackId, event.LogicalResourceId);
}

function isCurrent(context: StepContext, resource: StackResource): boolean {
  return resource.status === STATUS[context.event.RequestType] && !hasMovedOn(context, resource);
}

function hasMovedOn({ event, progress }: StepContext, resource: StackResource): boolean {
  const requested = requestedAt(event) ?? progress.startedAt;
  return resource.changedAt > requested + BETWEEN_STAMPS_MILLISECONDS;
}
