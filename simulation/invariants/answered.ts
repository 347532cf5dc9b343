import { missingServiceMessages } from './service-message';
import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type History, nameOf } from '../history/history';
import { wasNeverProcessed } from '../history/undeliverable';

/** What a program leaves in a message that did not expect what it met. */
const UNREADABLE = /undefined|\[object |TypeError|ReferenceError|SyntaxError|NaN|\n {4}at /;

/** The stack no longer wanted the resource: nobody waits for the answer. */
const CANCELLED = 'Resource operation cancelled';

/** CloudFormation gets an answer to every request in time, and takes it; a failure tells people what failed and why. */
export function answered(history: History): string[] {
  return [...history.exchanges.flatMap((exchange) => badAnswer(history, exchange)), ...missingServiceMessages(history)];
}

function badAnswer(history: History, exchange: Exchange): string[] {
  const { response, failure, endedAt } = exchange;
  if (response === undefined && (failure === CANCELLED || wasNeverProcessed(history, exchange))) return [];
  if (endedAt === undefined) return [`${nameOf(exchange)} still waits for its response`];
  if (response === undefined) return [`${nameOf(exchange)} got no response that CloudFormation takes: ${failure}`];
  if (response.succeeded) return [];
  const isReadable = !UNREADABLE.test(response.reason) && /[.!?]$/.test(response.reason);
  return isReadable ? [] : [`${nameOf(exchange)} failed with a reason that helps nobody: ${response.reason}`];
}
