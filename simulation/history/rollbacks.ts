import { isDeepStrictEqual } from 'node:util';
import { Evidence, resourceOf } from './history';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { StackEvent } from '../../local-cloud/cloudformation/stacks/stack';

/** An Update by which CloudFormation takes a resource back to what it was, and what it takes back. */
export interface WayBack {
  readonly exchange: Exchange;
  /**
   * False: a deployment that declares, after a failure that was kept, what the resource was made from before. It may bring
   * that back, or mean what the declaration means by now.
   */
  readonly isCertain: boolean;
  /** When the operation began for the resource; where several were kept, the first of them. */
  readonly began: number;
  /** What stood for the resource then. */
  readonly physicalId: string;
  /** The requests that are taken back, oldest first. */
  readonly there: readonly Exchange[];
}

export function waysBack(evidence: Evidence): readonly WayBack[] {
  return evidence.exchanges.flatMap((exchange) => wayBackOf(evidence, exchange) ?? []);
}

/** Undefined: the request goes forward, or there was nothing before. */
export function wayBackOf(evidence: Evidence, exchange: Exchange): WayBack | undefined {
  const isCertain = isWayBack(evidence, exchange);
  if (!isCertain && !mayBeWayBack(evidence, exchange)) return undefined;
  const events = evidence.eventsBefore(exchange);
  const stable = lastIndex(events, isRollback(exchange, events) ? isStable(exchange) : isComplete(exchange));
  const first = events.slice(stable + 1).find(isBeginning(exchange));
  const there = evidence
    .exchangesOf(resourceOf(exchange.event))
    .filter(({ eventsBefore }) => eventsBefore > stable && eventsBefore <= exchange.eventsBefore)
    .filter((earlier) => earlier !== exchange && !isWayBack(evidence, earlier));
  const changes = there.filter(({ event }) => event.RequestType !== 'Delete');
  const { RequestType: begunBy, PhysicalResourceId: physicalId } = (changes[0] ?? exchange).event;
  if (first === undefined || physicalId === undefined || begunBy !== 'Update') return undefined;
  return { exchange, isCertain, began: first.timestamp, physicalId, there: changes };
}

/** In the rollback of its stack; or alone, right after it was changed by the same operation. */
function isWayBack(evidence: Evidence, exchange: Exchange): boolean {
  const events = evidence.eventsBefore(exchange);
  if (exchange.event.RequestType !== 'Update') return false;
  return isRollback(exchange, events) || isRevertedAlone(evidence, exchange, events);
}

function mayBeWayBack(evidence: Evidence, exchange: Exchange): boolean {
  const { event } = exchange;
  const last = evidence
    .eventsBefore(exchange)
    .filter((one) => isOfResource(exchange)(one) && /_(COMPLETE|FAILED)$/.test(one.resourceStatus))
    .at(-1);
  const completed = evidence
    .exchangesOf(resourceOf(event))
    .filter(({ answer, eventsBefore }) => answer?.succeeded && eventsBefore < exchange.eventsBefore)
    .at(-1);
  return (
    last?.resourceStatus === 'UPDATE_FAILED' &&
    isDeepStrictEqual(completed?.event.ResourceProperties, event.ResourceProperties)
  );
}

function isRollback(exchange: Exchange, events: readonly StackEvent[]): boolean {
  return events.filter(isOfStack(exchange)).at(-1)?.resourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS';
}

function isRevertedAlone(evidence: Evidence, exchange: Exchange, events: readonly StackEvent[]): boolean {
  const isStart = (event: StackEvent) => isOfStack(exchange)(event) && event.resourceStatus === 'UPDATE_IN_PROGRESS';
  const start = lastIndex(events, isStart);
  return evidence
    .exchangesOf(resourceOf(exchange.event))
    .some(
      ({ event, eventsBefore }) =>
        event.RequestType === 'Update' && eventsBefore > start && eventsBefore < exchange.eventsBefore,
    );
}

function lastIndex(events: readonly StackEvent[], isMeant: (event: StackEvent) => boolean): number {
  return events.reduce((last, event, index) => (isMeant(event) ? index : last), -1);
}

const isOfStack =
  ({ event }: Exchange) =>
  ({ physicalResourceId }: StackEvent): boolean =>
    physicalResourceId === event.StackId;

const isStable = (exchange: Exchange) => (event: StackEvent) =>
  isOfStack(exchange)(event) && event.resourceStatus.endsWith('_COMPLETE');

const isOfResource =
  ({ event }: Exchange) =>
  ({ logicalResourceId }: StackEvent): boolean =>
    logicalResourceId === event.LogicalResourceId;

/** What was replaced is removed under the same name. */
const isComplete = (exchange: Exchange) => (event: StackEvent) =>
  isOfResource(exchange)(event) && /^(CREATE|UPDATE)_COMPLETE$/.test(event.resourceStatus);

const isBeginning = (exchange: Exchange) => (event: StackEvent) =>
  isOfResource(exchange)(event) && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(event.resourceStatus);
