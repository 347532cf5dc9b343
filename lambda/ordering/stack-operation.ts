import { assertRemovalAwaited } from './assert-current';
import { hasFailed, isBegin, isRolledBack, operationEvents } from './operation-events';
import { goesBackTo, isTakenBackAlone, sinceThere, turnAlone, turnOfStack, wayBack } from './way-back';
import type { ResourceProperties } from '../../src/private/resource-properties';
import type { StackEvent } from '../aws/cloud';
import { provisionedProductName } from '../request/names';
import { CLOCK_SLACK_MILLISECONDS } from '../request/requested-at';
import type { DeleteScope, StepContext, StackOperation } from '../step/context';

/** There are few failed replacements that were kept one after the other. */
const MOST_NAMES = 5;

/**
 * Returns the operation that the request belongs to. A rollback is recognised by the declaration that the request
 * returns to: CloudFormation may roll back a single resource, at once or in the next operation, and no stack status
 * shows that.
 */
export async function stackOperation(context: StepContext): Promise<StackOperation> {
  const { event } = context;
  const events = await operationEvents(context);
  const { ofStack, ofResource, completed } = events;
  if (isRolledBack(ofStack)) {
    return wayBack(context, turnOfStack(events), operationOf(context, 'rollingBack', ofResource, events.stableAt));
  }
  const since = completed ? ofResource.slice(0, ofResource.indexOf(completed)) : ofResource;
  if (isTakenBackAlone(events)) {
    return wayBack(context, turnAlone(events), operationOf(context, 'rollingBack', sinceThere(events), completed?.at));
  }
  if (!goesBackTo(events, event)) return operationOf(context, 'deploying', since, completed?.at);
  return { ...operationOf(context, 'rollingBack', since, completed?.at), isDeploy: true };
}

function operationOf(
  context: StepContext,
  phase: StackOperation['phase'],
  changes: readonly StackEvent[],
  stableAt?: number,
): StackOperation {
  const begins = changes.filter(isBegin);
  return {
    phase,
    startedAt: beginOf(begins.at(-1)?.at ?? context.now, stableAt),
    attemptedNames: namesOf(context, begins),
  };
}

/** Allows for other services' clocks, which may be slow, but not for times before the prior state was complete. */
function beginOf(at: number, stableAt = 0): number {
  return Math.max(at - CLOCK_SLACK_MILLISECONDS, Math.min(at, stableAt));
}

/** Adds what the stack events show, which are read once per request. */
export async function withOperation(context: StepContext): Promise<StepContext> {
  const { event, progress } = context;
  if (event.RequestType === 'Update' && !progress.operation) {
    return { ...context, progress: { ...progress, operation: await stackOperation(context) } };
  }
  if (event.RequestType === 'Delete' && !progress.scope) {
    return { ...context, progress: { ...progress, scope: await scopeOfDelete(context) } };
  }
  return context;
}

/** Determines what a Delete keeps, and what it terminates besides its product. */
async function scopeOfDelete(context: StepContext): Promise<DeleteScope> {
  await assertRemovalAwaited(context);
  const { ofStack, ofResource, sinceBegin, stableAt } = await operationEvents(context);
  const first = ofStack.at(-1);
  const failed = hasFailed(ofResource) ? operationOf(context, 'deploying', ofResource, stableAt) : undefined;
  if (first && isRolledBack(ofStack)) return { sparesOlderThan: beginOf(first.at, stableAt), failed };
  const [last] = ofResource.slice(0, sinceBegin);
  const isCleanUp = ofStack[0]?.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
  return { sparesId: isCleanUp && last?.status.endsWith('_COMPLETE') ? last.physicalId : undefined, failed };
}

function parsed(properties: string): Partial<ResourceProperties> {
  try {
    return JSON.parse(properties) as Partial<ResourceProperties>;
  } catch {
    return {};
  }
}

function namesOf({ event }: StepContext, begins: readonly StackEvent[]): readonly string[] {
  const names = begins.flatMap(({ properties }) =>
    properties === undefined ? [] : provisionedProductName(event, parsed(properties)),
  );
  return [...new Set(names)].slice(0, MOST_NAMES);
}
