import { assertCloudFormation, isWithoutCloudFormation, stackEvents } from './engine';
import type { StackResource } from '../aws/cloud';
import { Failure } from '../messages/failure';
import { attemptOf, isProvisionedProductId } from '../request/ownership';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/requested-at';
import type { StepContext } from '../step/context';

const STATUS = { Create: 'CREATE_IN_PROGRESS', Update: 'UPDATE_IN_PROGRESS', Delete: 'DELETE_IN_PROGRESS' };

/** CloudFormation stamps resource and request one after the other. */
const BETWEEN_STAMPS_MILLISECONDS = 10_000;

/** CloudFormation has given this request up: what it asked for must not happen any more. */
export class Superseded extends Failure {
  /** @param certain - false where CloudFormation may only be behind in telling */
  constructor(certain: boolean) {
    super({
      what: 'CloudFormation no longer waits for this request',
      advice: 'Nothing more was changed for it',
      isRetryable: !certain,
    });
  }
}

/**
 * Asked right before a call that changes something: an event may be delivered late, after a newer one was answered, and
 * then only CloudFormation knows.
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
 * A stack that is at rest waits for no answer and no removal: whoever may invoke the function can forge any request, and any
 * step of one.
 */
export async function assertStackAtWork(context: StepContext): Promise<void> {
  if (isWithoutCloudFormation(context)) return;
  const stack = await context.cloud.stack(context.event.StackId);
  if (stack === undefined) await assertCloudFormation(context);
  if (!stack?.status.endsWith('_IN_PROGRESS')) throw new Superseded(false);
}

/**
 * A step may be run again after it has answered. By then the stack may be at another operation, which would tell a Delete
 * to remove what its own one was to leave.
 */
export async function assertRemovalAwaited(context: StepContext): Promise<void> {
  const { event } = context;
  for await (const { logicalId, physicalId, status, at } of stackEvents(context)) {
    if (logicalId !== event.LogicalResourceId || physicalId !== event.PhysicalResourceId) continue;
    // What has failed is tried again, at once even: it must have failed after this request was made.
    const isFailed = status === 'DELETE_FAILED' && at > (requestedAt(event) ?? at) + CLOCK_SLACK_MILLISECONDS;
    if (isFailed || status === 'DELETE_COMPLETE') throw new Superseded(true);
    return;
  }
}

/**
 * Whether the Delete means the whole resource and not just an old product that was replaced: only then does what we
 * find by name belong to it.
 */
export async function deletesWholeResource(context: StepContext): Promise<boolean> {
  const { cloud, event } = context;
  const { PhysicalResourceId: physicalId } = event;
  // An attempt's id names what it means; without CloudFormation nobody can be asked about another product.
  if (attemptOf(physicalId) !== undefined || isWithoutCloudFormation(context)) return false;
  const resource = await stackResource(context);
  if (resource === undefined) {
    await assertCloudFormation(context);
    // There may be no row of a resource whose Create was never answered. A newer Create would have one.
    return !isProvisionedProductId(physicalId);
  }
  if (!isCurrent(context, resource)) return false;
  // Old products are removed in the clean-up of an update, and so are resources; what the rows say then is not known.
  const isProduct = isProvisionedProductId(physicalId);
  if (isProduct && (await cloud.stack(event.StackId))?.status.includes('CLEANUP_IN_PROGRESS')) return false;
  return !isProvisionedProductId(resource.physicalId) || resource.physicalId === physicalId;
}

/** When the row of the resource says that what is requested began; undefined where it says something else. */
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
