import { Superseded } from './assert-current';
import { executionName, executionNamePrefix, isCreate, isDelete, isNewer, isOfSameMoment } from './execution-name';
import { stackOperation } from './stack-operation';
import { FUNCTION_TIMEOUT_SECONDS } from '../../src/private/limits';
import type { Execution } from '../aws/cloud';
import type { CustomResourceEvent } from '../request/event';
import { provisionedProductName } from '../request/names';
import { attemptOf, isProvisionedProductId } from '../request/ownership';
import { type StepContext, repeatNow, type Step } from '../step/context';
import { pauseFor } from '../step/pause';

/** How long a step that has begun before may go on to change something. */
export const STEP_MILLISECONDS = (FUNCTION_TIMEOUT_SECONDS + 5) * 1000;

/** What a step carries must stay small; where there are more of them, they are listed again. */
const MOST_AT_ONCE = 20;

/** No older request can act any more. */
interface Proceed {
  readonly kind: 'proceed';
  readonly context: StepContext;
}

/**
 * A newer request ends the older one: CloudFormation tells nobody when it gives one up. An event may come late, so a
 * request that finds a newer one at work ends itself. Only Deletes are never given up, and several may run at the same time,
 * one for each product that successive replacements have left. Listing and stopping are two steps, so that a crash between
 * them is not taken for "there was none". Proceeds once this request may decide.
 */
export async function supersedeOlderRequests(context: StepContext): Promise<Step | Proceed> {
  const { event, progress, cloud, now } = context;
  if (event.RequestType === 'Create') return { kind: 'proceed', context };
  if (progress.older === undefined) {
    const own = executionName(event);
    const others = (await cloud.executions.running(executionNamePrefix(event))).filter(({ name }) => name !== own);
    if (!isDelete(own) && others.some(({ name }) => isNewer(name, own))) throw new Superseded(true);
    const older = [...others.filter(({ name }) => isOlder(context, name)), ...(await takenBack(context, others))]
      .map(({ arn }) => arn)
      .slice(0, MOST_AT_ONCE);
    const quietUntil = Math.max(
      progress.quietUntil ?? now,
      mayHaveUnansweredCreate(context) ? now + STEP_MILLISECONDS : now,
    );
    if (older.length === 0 && quietUntil <= now) {
      return { kind: 'proceed', context: { ...context, progress: { ...progress, older } } };
    }
    return repeatNow(context, { older, quietUntil });
  }
  if (progress.older.length > 0) {
    const prefix = executionNamePrefix(event);
    for (const arn of progress.older) if (nameOf(arn).startsWith(prefix)) await cloud.executions.stop(arn);
    const more = progress.older.length === MOST_AT_ONCE;
    return repeatNow(context, { older: more ? undefined : [], quietUntil: now + STEP_MILLISECONDS });
  }
  const quietUntil = progress.quietUntil ?? 0;
  if (now >= quietUntil) return { kind: 'proceed', context };
  return pauseFor(context, Math.ceil((quietUntil - now) / 1000), 'an older request for the same resource to end');
}

function nameOf(executionArn: string): string {
  return executionArn.split(':').at(-1) ?? '';
}

/**
 * An update and the request that takes it back may bear the same second, or tell no time at all. Then the direction tells:
 * what brings back the former state is the newer one.
 */
async function takenBack(context: StepContext, others: readonly Execution[]): Promise<readonly Execution[]> {
  const own = executionName(context.event);
  const ofSameMoment = others.filter(({ name }) => !isDelete(own) && !isDelete(name) && isOfSameMoment(name, own));
  if (ofSameMoment.length === 0) return [];
  return (await stackOperation(context)).phase === 'rollingBack' ? ofSameMoment : [];
}

/**
 * Requests of the same second stop nobody, except that a Delete comes after whatever it removes. It does not remove what is
 * being created while it knows what an earlier creation was answered with: that is the next one.
 */
function isOlder({ event }: StepContext, name: string): boolean {
  const own = executionName(event);
  if (isDelete(name)) return false;
  if (isNewer(own, name)) return true;
  return isDelete(own) && !isNewer(name, own) && !(isCreate(name) && hasAnsweredId(event));
}

/** One that we have made, as CloudFormation invents another where there was no answer. */
function hasAnsweredId({ PhysicalResourceId: id }: CustomResourceEvent): boolean {
  return isProvisionedProductId(id) || attemptOf(id) !== undefined;
}

/**
 * CloudFormation invents a physical id when the Create was never answered. That Create may have passed its last check
 * a moment before, and launch a moment after our look.
 */
function mayHaveUnansweredCreate({ event }: StepContext): boolean {
  const physicalId = event.PhysicalResourceId;
  return (
    event.RequestType === 'Delete' &&
    !hasAnsweredId(event) &&
    physicalId !== provisionedProductName(event, event.ResourceProperties)
  );
}
