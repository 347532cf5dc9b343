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

/** A step that runs already may change something for this long. */
export const STEP_MILLISECONDS = (FUNCTION_TIMEOUT_SECONDS + 5) * 1000;

/** Limits the progress. If there are more, they are listed again. */
const MOST_AT_ONCE = 20;

/** No older request can act any more. */
interface Proceed {
  readonly kind: 'proceed';
  readonly context: StepContext;
}

/**
 * Supersedes older requests, and returns `proceed` once this request may decide. CloudFormation does not announce that
 * it abandoned a request, so the newer one stops it. Events may be late, so a request that finds a newer one running
 * ends itself. Only Deletes are never abandoned, and several may run at once: one for each product that successive
 * replacements have left. Listing and stopping are two steps, so that after a crash between them the older request is
 * not forgotten.
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
 * An update and its rollback may be made in the same second, or show no time at all. Then the direction decides: the
 * rollback is newer.
 */
async function takenBack(context: StepContext, others: readonly Execution[]): Promise<readonly Execution[]> {
  const own = executionName(context.event);
  const ofSameMoment = others.filter(({ name }) => !isDelete(own) && !isDelete(name) && isOfSameMoment(name, own));
  if (ofSameMoment.length === 0) return [];
  return (await stackOperation(context)).phase === 'rollingBack' ? ofSameMoment : [];
}

/**
 * Requests of the same second do not supersede each other, except that a Delete is newer than what it removes. It keeps
 * a running Create if it knows the response of an earlier one: then the Create is the next one.
 */
function isOlder({ event }: StepContext, name: string): boolean {
  const own = executionName(event);
  if (isDelete(name)) return false;
  if (isNewer(own, name)) return true;
  return isDelete(own) && !isNewer(name, own) && !(isCreate(name) && hasAnsweredId(event));
}

/** Returns true if the function made the physical id; CloudFormation generates another one if there was no response. */
function hasAnsweredId({ PhysicalResourceId: id }: CustomResourceEvent): boolean {
  return isProvisionedProductId(id) || attemptOf(id) !== undefined;
}

/**
 * CloudFormation generates a physical id if the Create never got a response. That Create may have passed its last check
 * a moment ago, and launch right after this request looks for its product.
 */
function mayHaveUnansweredCreate({ event }: StepContext): boolean {
  const physicalId = event.PhysicalResourceId;
  return (
    event.RequestType === 'Delete' &&
    !hasAnsweredId(event) &&
    physicalId !== provisionedProductName(event, event.ResourceProperties)
  );
}
