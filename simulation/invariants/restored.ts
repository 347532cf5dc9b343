import { priorDifferences } from './restored/prior-differences';
import { isOf, type Restoration, restorationOf } from './restored/restoration';
import { type LoggedCall } from '../../local-cloud/gateway/call-log';
import { hasEnded } from '../../local-cloud/service-catalog/model/provisioned-product';
import { type History, nameOf } from '../history/history';
import { type Rollback, rollbacks } from '../history/rollbacks';

/** The commands that continue a rollback which failed, with this resource or without it. */
const COMMAND = /cdk rollback|continue-update-rollback|ContinueUpdateRollback/;

/**
 * After a rollback each product that existed before has its former version, path, values and tags; and where the update did
 * nothing to it, the rollback does nothing either. What was before is read from the records, whatever was declared.
 */
export function restored(history: History): string[] {
  return rollbacks(history)
    .filter(({ isCertain }) => isCertain)
    .flatMap((rollback) => notRestored(history, rollback));
}

/** Finds what is not as it was after this rollback. */
export function notRestored(history: History, rollback: Rollback): string[] {
  const restoration = restorationOf(history, rollback);
  if (restoration === undefined) return [];
  return [...needlessChanges(history, restoration), ...wrongEnd(history, restoration)].map(
    (problem) => `the ${nameOf(restoration.exchange)}, which goes back to ${restoration.product.id}: ${problem}`,
  );
}

function needlessChanges(history: History, { exchange, product, changes }: Restoration): string[] {
  if (changes.length > 0) return [];
  return history
    .recordsOf(exchange)
    .filter((record) => isOf(product)(record) || record.type === 'PROVISION_PRODUCT')
    .map(({ id, type }) => `it made ${type} (${id}), though the update had made no record`);
}

function wrongEnd(history: History, restoration: Restoration): string[] {
  const { exchange, changes } = restoration;
  if (exchange.response?.succeeded) return [...priorDifferences(history, restoration), ...lateChanges(restoration)];
  return changes.length === 0 ? needlessFailure(history, restoration) : unhelpfulFailure(history, restoration);
}

/** By a request that was undone before. */
function lateChanges({ changes, endedAt }: Restoration): string[] {
  return changes
    .filter(({ createdTime }) => createdTime > endedAt)
    .map(({ id, type }) => `the update made ${type} (${id}) after the rollback was answered`);
}

/** With nothing to do, a rollback may fail only where the function could not see that. */
function needlessFailure(history: History, { exchange, product, startedAt, endedAt }: Restoration): string[] {
  const isBusy = product.records.some(
    (record) => record.createdTime <= endedAt && (!hasEnded(record) || record.updatedTime >= startedAt),
  );
  const isGone = (product.terminatedTime ?? Infinity) <= endedAt;
  const couldNotLook =
    history.hadFailedInvocation(exchange) || history.callsFor(exchange).some((call) => call.fault !== undefined);
  if (isBusy || isGone || couldNotLook || failedForAnotherReason(history, exchange)) return [];
  return [`it failed, though there was nothing to bring back: ${exchange.response?.reason}`];
}

/** What the update had launched could not be terminated, or a call was refused. */
function failedForAnotherReason(history: History, exchange: Restoration['exchange']): boolean {
  return history
    .callsFor(exchange)
    .some(
      (call) => call.operation === 'TerminateProvisionedProduct' || /AccessDenied|Throttling/.test(codeOf(call) ?? ''),
    );
}

function unhelpfulFailure(history: History, { exchange }: Restoration): string[] {
  const calls = history.callsFor(exchange);
  const answering = calls.find(({ service }) => service === 'custom-resource-response')?.invocation;
  const isRefused = calls.some(
    (call) =>
      call.invocation === answering &&
      call.fault === undefined &&
      call.operation === 'UpdateProvisionedProduct' &&
      /InvalidParameters|ResourceNotFound/.test(codeOf(call) ?? ''),
  );
  const { reason = '' } = exchange.response ?? {};
  return isRefused && !COMMAND.test(reason) ? [`it does not say how to go on: ${reason}`] : [];
}

function codeOf({ outcome }: LoggedCall): string | undefined {
  return outcome !== undefined && 'error' in outcome ? outcome.error.code : undefined;
}
