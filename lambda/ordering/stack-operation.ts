import { assertRemovalAwaited } from './assert-current';
import { hasFailed, isBegin, isRolledBack, operationEvents } from './operation-events';
import { goesBackTo, isTakenBackAlone, sinceThere, turnAlone, turnOfStack, wayBack } from './way-back';
import type { ResourceProperties } from '../../src/private/resource-properties';
import type { StackEvent } from '../aws/cloud';
import { provisionedProductName } from '../request/names';
import { CLOCK_SLACK_MILLISECONDS } from '../request/requested-at';
import type { DeleteScope, Job, StackOperation } from '../step/context';

/** Replacements that failed one after the other and were kept are few. */
const MOST_NAMES = 5;

/**
 * The operation that the request belongs to. What is rolled back is known by what the request goes back to: without a
 * rollback of the stack a single resource may be taken back, at once or by the next operation, and no status of the stack
 * tells so.
 */
export async function stackOperation(job: Job): Promise<StackOperation> {
  const { event } = job;
  const events = await operationEvents(job);
  const { ofStack, ofResource, completed } = events;
  if (isRolledBack(ofStack)) {
    return wayBack(job, turnOfStack(events), operationOf(job, 'rollingBack', ofResource, events.stableAt));
  }
  const since = completed ? ofResource.slice(0, ofResource.indexOf(completed)) : ofResource;
  if (isTakenBackAlone(events)) {
    return wayBack(job, turnAlone(events), operationOf(job, 'rollingBack', sinceThere(events), completed?.at));
  }
  if (!goesBackTo(events, event)) return operationOf(job, 'deploying', since, completed?.at);
  return { ...operationOf(job, 'rollingBack', since, completed?.at), isDeploy: true };
}

function operationOf(
  job: Job,
  phase: StackOperation['phase'],
  changes: readonly StackEvent[],
  stableAt?: number,
): StackOperation {
  const begins = changes.filter(isBegin);
  return { phase, startedAt: beginOf(begins.at(-1)?.at ?? job.now, stableAt), attemptedNames: namesOf(job, begins) };
}

/** By the clocks of other services, which may be behind; but not before what was there was complete. */
function beginOf(at: number, stableAt = 0): number {
  return Math.max(at - CLOCK_SLACK_MILLISECONDS, Math.min(at, stableAt));
}

/** The request, knowing what the events of its stack tell: they are read once. */
export async function withOperation(job: Job): Promise<Job> {
  const { event, progress } = job;
  if (event.RequestType === 'Update' && !progress.operation) {
    return { ...job, progress: { ...progress, operation: await stackOperation(job) } };
  }
  if (event.RequestType === 'Delete' && !progress.scope) {
    return { ...job, progress: { ...progress, scope: await scopeOfDelete(job) } };
  }
  return job;
}

/** What a Delete is to leave alone, and what it is to remove beside its product. */
async function scopeOfDelete(job: Job): Promise<DeleteScope> {
  await assertRemovalAwaited(job);
  const { ofStack, ofResource, sinceBegin, stableAt } = await operationEvents(job);
  const first = ofStack.at(-1);
  const failed = hasFailed(ofResource) ? operationOf(job, 'deploying', ofResource, stableAt) : undefined;
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

function namesOf({ event }: Job, begins: readonly StackEvent[]): readonly string[] {
  const names = begins.flatMap(({ properties }) =>
    properties === undefined ? [] : provisionedProductName(event, parsed(properties)),
  );
  return [...new Set(names)].slice(0, MOST_NAMES);
}
