import { stackEvents } from './engine';
import { isSameDeclaration } from './same-declaration';
import type { ResourceProperties } from '../../src/private/resource-properties';
import type { StackEvent } from '../aws/cloud';
import type { CustomResourceEvent } from '../request/event';
import { provisionedProductName } from '../request/identity';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/times';
import { Superseded } from '../request/wanted';
import type { DeleteScope, Job, StackOperation } from '../step/job';

/** Fifty calls or so: what is more takes too much of a step. */
const MOST_EVENTS = 5_000;

/** Replacements that failed one after the other and were kept are few. */
const MOST_NAMES = 5;

/**
 * The operation that the request belongs to. What is rolled back is known by what the request goes back to: without a
 * rollback of the stack a single resource may be taken back, at once or by the next operation, and no status of the stack
 * tells so.
 */
export async function stackOperation(job: Job): Promise<StackOperation> {
  const { event } = job;
  const events = await readEvents(job);
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

/** What one resource alone goes back over: up to its last completion, or to where a person went on without it. */
function sinceThere({ ofResource, completed, sinceStable }: OperationEvents): readonly StackEvent[] {
  return ofResource.slice(0, Math.min(completed ? ofResource.indexOf(completed) : Infinity, sinceStable));
}

/** Where the way back begins: what has happened to the resource before, and since then. */
interface Turn {
  readonly there: readonly StackEvent[];
  readonly back: readonly StackEvent[];
  readonly at: number;
}

function turnOfStack({ ofStack, ofResource, sinceRollback }: OperationEvents): Turn {
  const rollback = ofStack.filter(({ status }) => status.endsWith('ROLLBACK_IN_PROGRESS')).at(-1);
  return { there: ofResource.slice(sinceRollback), back: ofResource.slice(0, sinceRollback), at: rollback?.at ?? 0 };
}

function turnAlone({ ofResource }: OperationEvents): Turn {
  const failed = ofResource.findIndex(isFailedUpdate);
  return { there: ofResource.slice(failed), back: ofResource.slice(0, failed), at: ofResource[failed]?.at ?? 0 };
}

function wayBack(job: Job, turn: Turn, operation: StackOperation): StackOperation {
  assertGoesBack(job, turn);
  return { ...operation, unansweredSince: unansweredSince(turn.there) };
}

/** A change that was cancelled may still be at work, though its execution is not listed yet. */
function unansweredSince(there: Turn['there']): number | undefined {
  const [last] = there;
  const isAnswered = last?.status.endsWith('_COMPLETE') || last?.reason?.includes('Received response status');
  return isAnswered ? undefined : there.find(isBegin)?.at;
}

/** No operation changes a resource twice, but to take it back. */
function isTakenBackAlone({ ofResource, sinceBegin }: OperationEvents): boolean {
  return ofResource.slice(0, sinceBegin).some(isFailedUpdate);
}

/** The last change has failed and was kept, and what was declared before it is declared again. */
function goesBackTo({ ofResource, completed }: OperationEvents, { ResourceProperties }: CustomResourceEvent): boolean {
  const last = ofResource.find(({ status }) => /_(COMPLETE|FAILED)$/.test(status));
  if (last?.status !== 'UPDATE_FAILED' || completed === undefined) return false;
  const { properties = ofResource[ofResource.indexOf(completed) + 1]?.properties } = completed;
  return properties !== undefined && isSameDeclaration(properties, ResourceProperties);
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
  const { ofStack, ofResource, sinceBegin, stableAt } = await readEvents(job);
  const first = ofStack.at(-1);
  const failed = hasFailed(ofResource) ? operationOf(job, 'deploying', ofResource, stableAt) : undefined;
  if (first && isRolledBack(ofStack)) return { sparesOlderThan: beginOf(first.at, stableAt), failed };
  const [last] = ofResource.slice(0, sinceBegin);
  const isCleanUp = ofStack[0]?.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
  return { sparesId: isCleanUp && last?.status.endsWith('_COMPLETE') ? last.physicalId : undefined, failed };
}

/** How the resource was being changed at a moment; without a begin nobody was changing it, or no event is left to tell. */
interface ChangeThen {
  readonly begin?: StackEvent;
  /** Whether the events go back that far. */
  readonly isKnown: boolean;
  /** When what it took back had begun, where it was a way back. */
  readonly backOver?: number;
}

/** An operation that was begun at another moment was begun by somebody else. */
export async function changeAt(job: Job, moment: number): Promise<ChangeThen> {
  const { event } = job;
  let begin: StackEvent | undefined;
  let backOver: number | undefined;
  let ofStack: StackEvent | undefined;
  let isKnown = false;
  let events = 0;
  for await (const one of stackEvents(job)) {
    if (++events > MOST_EVENTS) break;
    const isOfStack = one.physicalId === event.StackId;
    if (begin && begin.at <= moment) {
      if (isOfStack && backOver === undefined && !one.status.includes('ROLLBACK')) break;
      if (isOfStack && isStable(one, ofStack)) break;
      if (isOfStack || (isChange(one, event) && isFailedUpdate(one))) backOver ??= begin.at;
      else if (isChange(one, event) && isBegin(one)) backOver &&= one.at;
    } else if (isChange(one, event) && one.at <= moment + CLOCK_SLACK_MILLISECONDS) {
      if (isBegin(one)) begin = one;
      isKnown = one.at <= moment;
      if (isKnown && !isBegin(one)) break;
    }
    if (isOfStack) ofStack = one;
  }
  return { begin, isKnown, backOver };
}

/**
 * Whether the last change of the resource before this request has reached what was declared. Not one that failed and was
 * kept; nor one that a person has skipped, which is called complete without having been in progress.
 */
export async function wasReached(job: Job): Promise<boolean> {
  let events = 0;
  let isComplete = false;
  for await (const one of stackEvents(job)) {
    if (++events > MOST_EVENTS) return true;
    if (!isChange(one, job.event)) continue;
    if (isComplete) return one.status.endsWith('_IN_PROGRESS');
    if (one.status.endsWith('_FAILED')) return false;
    isComplete = one.status.endsWith('_COMPLETE');
  }
  return true;
}

interface OperationEvents {
  /** Of the stack itself since it was last stable; the newest first, like all of these. */
  readonly ofStack: readonly StackEvent[];
  /** Of the resource since then, and further back to its last completion where that is needed. */
  readonly ofResource: readonly StackEvent[];
  /** How many of these are newer than the begin of the rollback. */
  readonly sinceRollback: number;
  /** How many of these have come since the stack was last stable. */
  readonly sinceStable: number;
  /** How many of these are of the operation that runs. */
  readonly sinceBegin: number;
  /** When the stack was last stable. */
  readonly stableAt?: number;
  /** The last completion of the resource, where a change of it has failed since. */
  readonly completed?: StackEvent;
}

/**
 * Reads back to where the stack was stable: a rollback goes back to there, however many operations have failed and were
 * kept since (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html).
 */
async function readEvents(job: Job): Promise<OperationEvents> {
  const { event } = job;
  const ofStack: StackEvent[] = [];
  const ofResource: StackEvent[] = [];
  let sinceRollback = 0;
  let sinceBegin: number | undefined;
  let sinceStable: number | undefined;
  let stableAt: number | undefined;
  let events = 0;
  for await (const one of stackEvents(job)) {
    if (++events > MOST_EVENTS) break;
    if (one.physicalId === event.StackId && stableAt === undefined) {
      if (isStable(one, ofStack.at(-1))) {
        stableAt = one.at;
        sinceStable = ofResource.length;
      } else {
        ofStack.push(one);
      }
      if (one.status.endsWith('ROLLBACK_IN_PROGRESS')) sinceRollback = ofResource.length;
      if (/^(CREATE|UPDATE)_IN_PROGRESS$/.test(one.status)) sinceBegin ??= ofResource.length;
    }
    if (isChange(one, job.event)) ofResource.push(one);
    const mayHaveFailed = event.RequestType === 'Update' && !isRolledBack(ofStack) && hasFailed(ofResource);
    if (stableAt !== undefined && (!mayHaveFailed || completion(ofResource))) break;
  }
  return {
    ofStack,
    ofResource,
    sinceRollback,
    sinceBegin: sinceBegin ?? ofResource.length,
    sinceStable: sinceStable ?? ofResource.length,
    stableAt,
    completed: completion(ofResource),
  };
}

function isRolledBack([last]: readonly StackEvent[]): boolean {
  return last?.status.includes('ROLLBACK') === true;
}

/** What is removed under the same logical id is an old product that was replaced. */
function isChange({ logicalId, status }: StackEvent, { LogicalResourceId }: CustomResourceEvent): boolean {
  return logicalId === LogicalResourceId && !status.startsWith('DELETE_');
}

function parsed(properties: string): Partial<ResourceProperties> {
  try {
    return JSON.parse(properties) as Partial<ResourceProperties>;
  } catch {
    return {};
  }
}

function hasFailed(ofResource: readonly StackEvent[]): boolean {
  return ofResource.some(({ status }) => status.endsWith('_FAILED'));
}

function namesOf({ event }: Job, begins: readonly StackEvent[]): readonly string[] {
  const names = begins.flatMap(({ properties }) =>
    properties === undefined ? [] : provisionedProductName(event, parsed(properties)),
  );
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/**
 * A nested stack is complete before its siblings are: a completion right before a rollback belongs to what is rolled back.
 */
function isStable({ status }: StackEvent, next: StackEvent | undefined): boolean {
  return status.endsWith('_COMPLETE') && !next?.status.endsWith('ROLLBACK_IN_PROGRESS');
}

/** The last completion that is no person's skipping of the resource. */
function completion(ofResource: readonly StackEvent[]): StackEvent | undefined {
  return ofResource.find(
    ({ status }, index) =>
      /^(CREATE|UPDATE)_COMPLETE$/.test(status) && ofResource[index + 1]?.status.endsWith('_IN_PROGRESS'),
  );
}

/**
 * The event of a change that was cancelled may come after the rollback has begun. Within one second the times do not tell
 * the one from the other; what they declare does.
 */
function assertGoesBack(job: Job, turn: Turn): void {
  const { event } = job;
  const isOwn = ({ properties }: StackEvent) =>
    properties !== undefined && isSameDeclaration(properties, event.ResourceProperties);
  const back = turn.back.find(isBegin);
  if (back && isOwn(back)) return;
  const there = turn.there.find(isBegin);
  if (there && isOwn(there)) throw new Superseded(back?.properties !== undefined);
  // Where the events tell no properties, the time of the request does.
  const isOlder = (requestedAt(event) ?? job.now) + CLOCK_SLACK_MILLISECONDS < turn.at;
  if (there?.properties === undefined && isOlder) throw new Superseded(true);
}

function isFailedUpdate({ status }: StackEvent): boolean {
  return status === 'UPDATE_FAILED';
}

function isBegin({ status }: StackEvent): boolean {
  return status.endsWith('_IN_PROGRESS');
}
