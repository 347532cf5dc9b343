import type { CustomResourceEvent } from '../request/event';
import { requestedAt } from '../request/requested-at';
import { attemptKey, resourceKey } from '../request/resource-key';

/** Until the year 5138. */
const DIGITS_OF_SECONDS = 11;

/**
 * The name of the execution that sees to a request. It tells resource, second of the request, its type and the attempt: a
 * duplicate of the event is the same execution, and whoever lists the executions of a resource knows which request is
 * older or newer, whatever the order in which their events came.
 */
export function executionName(event: CustomResourceEvent): string {
  const key = resourceKey(event);
  const seconds = Math.floor((requestedAt(event) ?? 0) / 1000);
  const attempt = attemptKey(event).slice(key.length + 1);
  return [key, String(seconds).padStart(DIGITS_OF_SECONDS, '0'), event.RequestType, attempt].join('-');
}

/** What all executions of a resource have in common. */
export function executionNamePrefix(event: CustomResourceEvent): string {
  return `${resourceKey(event)}-`;
}

/** Whether the request behind the first name was made in a later second; false where a name does not tell. */
export function isNewer(name: string, than: string): boolean {
  return secondsOf(than) > 0 && secondsOf(name) > secondsOf(than);
}

/** Neither of two requests tells that it is the newer one. */
export function isOfSameMoment(name: string, than: string): boolean {
  return secondsOf(name) === secondsOf(than) || secondsOf(name) === 0 || secondsOf(than) === 0;
}

export function isCreate(name: string): boolean {
  return name.split('-')[2] === 'Create';
}

export function isDelete(name: string): boolean {
  return name.split('-')[2] === 'Delete';
}

function secondsOf(name: string): number {
  return Number(name.split('-')[1]);
}
