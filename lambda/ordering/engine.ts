import type { StackEvent } from '../aws/cloud';
import { log } from '../log';
import { isStackId } from '../request/stack-id';
import { type StepContext, repeatNow, type Step } from '../step/context';

/** Thrown where CloudFormation turns out to know neither the stack of the request nor that of the function. */
export class NoCloudFormation extends Error {}

/**
 * Some engines run CloudFormation's templates without CloudFormation (cdkd, Pulumi's emulator of custom resources). There
 * nobody can be asked whether a request is still wanted, and their StackIds do not tell one app from another. It is the
 * function's own stack that tells: an event can be forged.
 */
export function isWithoutCloudFormation({ cloud, progress }: StepContext): boolean {
  return progress.withoutCloudFormation === true || (cloud.ownStackId !== undefined && !isStackId(cloud.ownStackId));
}

/** The events of the request's stack, the newest first; other engines tell none. */
export async function* stackEvents(context: StepContext): AsyncGenerator<StackEvent> {
  if (!isWithoutCloudFormation(context)) yield* context.cloud.stackEvents(context.event.StackId);
}

/** To be asked where CloudFormation does not know the resource. */
export async function assertCloudFormation({ cloud, event }: StepContext): Promise<void> {
  if (cloud.ownStackId === undefined || (await cloud.stack(event.StackId))) return;
  if (!(await cloud.stack(cloud.ownStackId))) throw new NoCloudFormation();
}

/** A step may be forged: what it says of its engine must be true. */
export async function assertEngine({ cloud, progress }: StepContext): Promise<void> {
  if (!progress.withoutCloudFormation || cloud.ownStackId === undefined || !isStackId(cloud.ownStackId)) return;
  if (await cloud.stack(cloud.ownStackId)) throw new Error('CloudFormation knows the stack of this function');
}

/** Begins anew, knowing that. */
export function goOnWithoutCloudFormation(context: StepContext): Step {
  log('engine', { resource: context.event.LogicalResourceId, message: 'CloudFormation has no stack of this function' });
  return repeatNow(context, { withoutCloudFormation: true });
}
