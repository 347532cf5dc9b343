import type { CustomResourceEvent } from '../request/event';
import { requestedAt } from '../request/requested-at';
import { attemptKey, resourceKey } from '../request/resource-key';

/** Enough until the year 5138. */
const DIGITS_OF_SECONDS = 11;

/**
 * The name of the execution that handles a request. It holds the resource, the second and the type of the request, and
 * the attempt. So duplicates of an event share an execution, and a list of executions shows which request is newer, in
 * whatever order the events arrived.
 */
export function executionName(event: CustomResourceEvent): string {
  const key = resourceKey(event);
  const seconds = Math.floor((requestedAt(event) ?? 0) / 1000);
  const attempt = attemptKey(event).slice(key.length + 1);
  return [key, String(seconds).padStart(DIGITS_OF_SECONDS, '0'), event.RequestType, attempt].join('-');
}

/** The common prefix of all executions of a resource. */
export function executionNamePrefix(event: CustomResourceEvent): string {
  return `${resourceKey(event)}-`;
}

/** Returns true if the first request was made in a later second; false if a name holds no time. */
export function isNewer(name: string, than: string): boolean {
  return secondsOf(than) > 0 && secondsOf(name) > secondsOf(than);
}

/** Returns true if the names do not show which request is newer. */
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
