import { isDeepStrictEqual } from 'node:util';
import { type History, resourceOf } from './history';
import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type StackEvent } from '../../local-cloud/cloudformation/stacks/stack';
import { type ProvisionedProduct } from '../../local-cloud/service-catalog/model/provisioned-product';

/** Repeated here, and not imported from the function: it grants so much to the clocks of two services. */
const CLOCK_SLACK_MILLISECONDS = 5_000;

/** An Update by which CloudFormation takes a resource back to what it was, and what it undoes. */
export interface Rollback {
  readonly exchange: Exchange;
  /**
   * False for a deployment that declares, after a failure that was kept, what the resource was made from before: it may
   * restore that, or apply what the declaration means by now.
   */
  readonly isCertain: boolean;
  /** When the operation started for the resource; the first of several that were kept. */
  readonly startedAt: number;
  /** The physical id of the resource at that time. */
  readonly physicalId: string;
  /** The requests that it undoes, oldest first. */
  readonly undone: readonly Exchange[];
}

export function rollbacks(history: History): readonly Rollback[] {
  return history.exchanges.flatMap((exchange) => rollbackOf(history, exchange) ?? []);
}

/** Returns undefined for a request that goes forward, and where there was nothing before. */
export function rollbackOf(history: History, exchange: Exchange): Rollback | undefined {
  const isCertain = isRollback(history, exchange);
  if (!isCertain && !mayBeRollback(history, exchange)) return undefined;
  const events = history.eventsBefore(exchange);
  const isStable = isOfStackRollback(exchange, events) ? isStackComplete(exchange) : isResourceComplete(exchange);
  const stable = lastIndex(events, isStable);
  const first = events.slice(stable + 1).find(isStart(exchange));
  const undone = history
    .exchangesOf(resourceOf(exchange.event))
    .filter(({ eventsBefore }) => eventsBefore > stable && eventsBefore <= exchange.eventsBefore)
    .filter((earlier) => earlier !== exchange && !isRollback(history, earlier))
    .filter(({ event }) => event.RequestType !== 'Delete');
  const { RequestType: startedBy, PhysicalResourceId: physicalId } = (undone[0] ?? exchange).event;
  if (first === undefined || physicalId === undefined || startedBy !== 'Update') return undefined;
  return { exchange, isCertain, startedAt: first.timestamp, physicalId, undone };
}

/** Whether a product is older than what the request rolls back, several deploys perhaps: it stays, even if they adopted it. */
export function predatesRollback(history: History, exchange: Exchange, { createdTime }: ProvisionedProduct): boolean {
  const ofStack = history.eventsBefore(exchange).filter(isOfStack(exchange));
  const stable = ofStack.filter(({ resourceStatus }) => resourceStatus.endsWith('_COMPLETE')).at(-1);
  const update = ofStack.find(
    (one) =>
      one.resourceStatus === 'UPDATE_IN_PROGRESS' && ofStack.indexOf(one) > (stable ? ofStack.indexOf(stable) : -1),
  );
  const isRolledBack = ofStack.at(-1)?.resourceStatus.startsWith('UPDATE_ROLLBACK_') === true;
  return isRolledBack && update !== undefined && createdTime < update.timestamp - CLOCK_SLACK_MILLISECONDS;
}

/** In the rollback of its stack; or alone, right after the same operation changed it. */
function isRollback(history: History, exchange: Exchange): boolean {
  const events = history.eventsBefore(exchange);
  if (exchange.event.RequestType !== 'Update') return false;
  return isOfStackRollback(exchange, events) || isRevertedAlone(history, exchange, events);
}

function mayBeRollback(history: History, exchange: Exchange): boolean {
  const { event } = exchange;
  const last = history
    .eventsBefore(exchange)
    .filter((one) => isOfResource(exchange)(one) && /_(COMPLETE|FAILED)$/.test(one.resourceStatus))
    .at(-1);
  const completed = history
    .exchangesOf(resourceOf(event))
    .filter(({ response, eventsBefore }) => response?.succeeded && eventsBefore < exchange.eventsBefore)
    .at(-1);
  return (
    last?.resourceStatus === 'UPDATE_FAILED' &&
    isDeepStrictEqual(completed?.event.ResourceProperties, event.ResourceProperties)
  );
}

function isOfStackRollback(exchange: Exchange, events: readonly StackEvent[]): boolean {
  return events.filter(isOfStack(exchange)).at(-1)?.resourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS';
}

function isRevertedAlone(history: History, exchange: Exchange, events: readonly StackEvent[]): boolean {
  const start = lastIndex(
    events,
    (event) => isOfStack(exchange)(event) && event.resourceStatus === 'UPDATE_IN_PROGRESS',
  );
  return history
    .exchangesOf(resourceOf(exchange.event))
    .some(
      ({ event, eventsBefore }) =>
        event.RequestType === 'Update' && eventsBefore > start && eventsBefore < exchange.eventsBefore,
    );
}

function lastIndex(events: readonly StackEvent[], matches: (event: StackEvent) => boolean): number {
  return events.reduce((last, event, index) => (matches(event) ? index : last), -1);
}

const isOfStack =
  ({ event }: Exchange) =>
  ({ physicalResourceId }: StackEvent): boolean =>
    physicalResourceId === event.StackId;

const isOfResource =
  ({ event }: Exchange) =>
  ({ logicalResourceId }: StackEvent): boolean =>
    logicalResourceId === event.LogicalResourceId;

const isStackComplete = (exchange: Exchange) => (event: StackEvent) =>
  isOfStack(exchange)(event) && event.resourceStatus.endsWith('_COMPLETE');

/** Not DELETE_COMPLETE: what was replaced is deleted under the same logical id. */
const isResourceComplete = (exchange: Exchange) => (event: StackEvent) =>
  isOfResource(exchange)(event) && /^(CREATE|UPDATE)_COMPLETE$/.test(event.resourceStatus);

const isStart = (exchange: Exchange) => (event: StackEvent) =>
  isOfResource(exchange)(event) && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(event.resourceStatus);
