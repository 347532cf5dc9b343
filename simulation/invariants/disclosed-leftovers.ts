import { namedLeftovers } from '../../lambda/messages/provisioned-product';
import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type LoggedCall } from '../../local-cloud/gateway/call-log';
import {
  hasEnded,
  type ProvisionedProduct,
  type ProvisioningRecord,
} from '../../local-cloud/service-catalog/model/provisioned-product';
import { type History } from '../history/history';
import { predatesRollback } from '../history/rollbacks';
import { wasNeverProcessed } from '../history/undeliverable';

/**
 * Whether the deploy says that the product stays: its termination failed and no later one succeeded, or the last update of
 * its resource failed and names it. Where that update could not even begin, CloudFormation says so: in the rollback of a
 * replacement it knows one of two products.
 */
export function isDisclosed(history: History, product: ProvisionedProduct): boolean {
  const ofResource = history.exchangesOf(history.launchedFor(product)?.resource ?? '');
  const deletes = ofResource.filter(({ event }) => event.RequestType === 'Delete');
  const failed = deletes.filter((exchange) => disclosesFailedTermination(history, exchange, product)).at(-1);
  const isRepeated = deletes.some(
    (later) =>
      later.event.PhysicalResourceId === failed?.event.PhysicalResourceId &&
      later.response?.succeeded &&
      later.sentAt > (failed?.sentAt ?? 0) &&
      !predatesRollback(history, later, product),
  );
  const lastUpdate = ofResource.filter(({ event }) => event.RequestType === 'Update').at(-1);
  const neverBegan =
    lastUpdate !== undefined && lastUpdate.response === undefined && wasNeverProcessed(history, lastUpdate);
  return (
    (failed !== undefined && !isRepeated) ||
    (lastUpdate?.response?.succeeded === false && names(lastUpdate, product)) ||
    neverBegan
  );
}

/**
 * The Delete failed for a reason that is not the function's, and its answer names the product; or CloudFormation got no
 * answer because the function could not even begin.
 */
function disclosesFailedTermination(history: History, exchange: Exchange, product: ProvisionedProduct): boolean {
  const { event, response } = exchange;
  const physicalId = event.PhysicalResourceId ?? '';
  // CloudFormation makes an id up for a resource whose creation was never answered.
  if (response === undefined) {
    return (physicalId === product.id || !physicalId.startsWith('pp-')) && wasNeverProcessed(history, exchange);
  }
  const isNamed = physicalId === product.id || names(exchange, product);
  return !response.succeeded && isNamed && couldNotTerminate(history, exchange, product);
}

/** By its id; or by its name, where the function could not look for it. */
function names({ response }: Exchange, { id, name }: ProvisionedProduct): boolean {
  const reason = response?.reason ?? '';
  return reason.includes(id) || namedLeftovers(reason).includes(name);
}

/** Whether something other than the function kept a request from terminating the product. */
function couldNotTerminate(history: History, exchange: Exchange, product: ProvisionedProduct): boolean {
  return (
    product.records.some((record) => isFailedTermination(exchange, record) || outlasts(exchange, record)) ||
    history.callsFor(exchange).some((call) => call.fault !== undefined || wasRefused(call) || looksForPlan(call)) ||
    history.hadFailedInvocation(exchange)
  );
}

function isFailedTermination({ sentAt, endedAt = Infinity }: Exchange, record: ProvisioningRecord): boolean {
  const { type, status, createdTime, updatedTime } = record;
  const isMeanwhile = createdTime <= endedAt && updatedTime >= sentAt;
  return type === 'TERMINATE_PROVISIONED_PRODUCT' && status === 'FAILED' && isMeanwhile;
}

/** The operation was still under way when the request ended. */
function outlasts({ endedAt = Infinity }: Exchange, record: ProvisioningRecord): boolean {
  return record.createdTime <= endedAt && (!hasEnded(record) || record.updatedTime > endedAt);
}

/** As long as a plan is open, Service Catalog terminates nothing. */
function looksForPlan({ operation }: LoggedCall): boolean {
  return operation === 'ListProvisionedProductPlans';
}

/** The termination was refused, or any call for want of a permission or for the rate of calls. */
function wasRefused({ operation, outcome }: LoggedCall): boolean {
  if (outcome === undefined || !('error' in outcome)) return false;
  return (
    operation === 'TerminateProvisionedProduct' || /AccessDenied|NotAuthorized|Throttling/.test(outcome.error.code)
  );
}
