import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { LedgerEntry } from '../../local-cloud/gateway/call-log';
import {
  ProvisionedProduct,
  ProvisioningRecord,
  hasEnded,
} from '../../local-cloud/service-catalog/model/provisioned-product';
import { Evidence } from '../history/history';

/** Whether something but the function itself kept a request from removing the product. */
export function couldNotRemove(evidence: Evidence, exchange: Exchange, product: ProvisionedProduct): boolean {
  return (
    product.records.some((record) => isFailedTermination(exchange, record) || outlasts(exchange, record)) ||
    evidence.callsFor(exchange).some((call) => call.fault !== undefined || wasRefused(call) || asksForPlan(call)) ||
    evidence.wasRunInVain(exchange)
  );
}

function isFailedTermination({ sentAt, endedAt = Infinity }: Exchange, record: ProvisioningRecord): boolean {
  const { type, status, createdTime, updatedTime } = record;
  const isMeanwhile = createdTime <= endedAt && updatedTime >= sentAt;
  return type === 'TERMINATE_PROVISIONED_PRODUCT' && status === 'FAILED' && isMeanwhile;
}

/** An operation that was still under way when the request ended. */
function outlasts({ endedAt = Infinity }: Exchange, record: ProvisioningRecord): boolean {
  return record.createdTime <= endedAt && (!hasEnded(record) || record.updatedTime > endedAt);
}

/** As long as a plan is open, Service Catalog terminates nothing. */
function asksForPlan({ operation }: LedgerEntry): boolean {
  return operation === 'ListProvisionedProductPlans';
}

/** The termination itself, or anything for want of a permission or for the rate of calls. */
function wasRefused({ operation, outcome }: LedgerEntry): boolean {
  if (outcome === undefined || !('error' in outcome)) return false;
  return (
    operation === 'TerminateProvisionedProduct' || /AccessDenied|NotAuthorized|Throttling/.test(outcome.error.code)
  );
}
