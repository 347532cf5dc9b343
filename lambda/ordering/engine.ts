import type { StackEvent } from '../aws/cloud';
import { log } from '../log';
import { isStackId } from '../request/stack-id';
import { type StepContext, repeatNow, type Step } from '../step/context';

/** Thrown if CloudFormation knows neither the stack of the request nor that of the function. */
export class NoCloudFormation extends Error {}

/**
 * Returns true if another engine deploys the template (cdkd, Pulumi's emulator of custom resources). Then no service
 * knows whether a request is current, and StackIds do not identify an app. The function's own stack decides, as events
 * can be forged.
 */
export function isWithoutCloudFormation({ cloud, progress }: StepContext): boolean {
  return progress.withoutCloudFormation === true || (cloud.ownStackId !== undefined && !isStackId(cloud.ownStackId));
}

/** The events of the request's stack, newest first; none from other engines. */
export async function* stackEvents(context: StepContext): AsyncGenerator<StackEvent> {
  if (!isWithoutCloudFormation(context)) yield* context.cloud.stackEvents(context.event.StackId);
}

/** Call it when CloudFormation does not know the resource. */
export async function assertCloudFormation({ cloud, event }: StepContext): Promise<void> {
  if (cloud.ownStackId === undefined || (await cloud.stack(event.StackId))) return;
  if (!(await cloud.stack(cloud.ownStackId))) throw new NoCloudFormation();
}

/** A step may be forged, so its claim to be without CloudFormation is verified. */
export async function assertEngine({ cloud, progress }: StepContext): Promise<void> {
  if (!progress.withoutCloudFormation || cloud.ownStackId === undefined || !isStackId(cloud.ownStackId)) return;
  if (await cloud.stack(cloud.ownStackId)) throw new Error('CloudFormation knows the stack of this function');
}

/** Starts over without CloudFormation. */
export function goOnWithoutCloudFormation(context: StepContext): Step {
  log('engine', { resource: context.event.LogicalResourceId, message: 'CloudFormation has no stack of this function' });
  return repeatNow(context, { withoutCloudFormation: true });
}
