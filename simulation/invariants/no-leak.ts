import { couldNotRemove } from './failed-terminations';
import { needlessReplacements } from './needless-replacements';
import { unaskedRemovals } from './unrequested-terminations';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { ProvisionedProduct } from '../../local-cloud/service-catalog/model/provisioned-product';
import { Evidence, resourceOf } from '../history/history';
import { isKeptByRollback } from '../history/predates-rollback';
import { neverArrived } from '../history/undeliverable';

/** Nothing is left of what is no longer declared, unless that was wanted or could not be helped and the deploy says so. */
export function noLeak(evidence: Evidence): string[] {
  const standing = new Set(evidence.deployed.map(({ resource }) => resource.physicalId));
  const leaked = evidence.present.filter(
    (product) =>
      evidence.launchedFor(product) &&
      !standing.has(product.id) &&
      !isRetained(evidence, product) &&
      !isUndecided(evidence, product),
  );
  return [
    ...leaked
      .filter((product) => !isTold(evidence, product))
      .map(({ id, name, state }) => `${id} (${name}), ${state.status}, is left and no resource stands for it`),
    ...evidence.exchanges
      .filter(({ event, answer }) => event.RequestType === 'Delete' && answer?.succeeded)
      .flatMap((exchange) => stillThereAfter(evidence, exchange)),
    ...unaskedRemovals(evidence),
    ...needlessReplacements(evidence),
  ];
}

/** Under its id, or under the one that CloudFormation made up because it did not wait for the end of the launch. */
function isRetained(evidence: Evidence, product: ProvisionedProduct): boolean {
  const resource = evidence.launchedFor(product)?.resource;
  const launch = evidence.exchangeOf(product.records[0]);
  return evidence.events.some(
    ({
      resourceStatus,
      stackId: StackId,
      logicalResourceId: LogicalResourceId,
      physicalResourceId: id = '',
      timestamp,
    }) =>
      resourceStatus === 'DELETE_SKIPPED' &&
      timestamp >= (launch?.sentAt ?? 0) &&
      resourceOf({ StackId, LogicalResourceId }) === resource &&
      (id === product.id || !id.startsWith('pp-')),
  );
}

/** A stack that waits for a person to go on with its rollback may still remove what its resources have left. */
function isUndecided(evidence: Evidence, product: ProvisionedProduct): boolean {
  const resource = evidence.launchedFor(product)?.resource;
  return evidence.deployed.some(
    ({ stack: { stackId: StackId, status }, resource: { logicalId: LogicalResourceId } }) =>
      status.endsWith('_FAILED') && resourceOf({ StackId, LogicalResourceId }) === resource,
  );
}

/**
 * The deploy has said that it stays: a removal of it has failed and was not repeated with success, or the last update of
 * its resource failed and names it. Where that update could not even be begun, it is CloudFormation that says so: on the
 * way back from a replacement it knows one of two products.
 */
function isTold(evidence: Evidence, product: ProvisionedProduct): boolean {
  const origin = evidence.launchedFor(product)?.resource ?? '';
  const ofResource = evidence.exchangesOf(origin);
  const removals = ofResource.filter(({ event }) => event.RequestType === 'Delete');
  const telling = removals.filter((exchange) => tellsOfFailedRemoval(evidence, exchange, product)).at(-1);
  const repeated = removals.some(
    (removal) =>
      removal.event.PhysicalResourceId === telling?.event.PhysicalResourceId &&
      removal.answer?.succeeded &&
      removal.sentAt > (telling?.sentAt ?? 0) &&
      !isKeptByRollback(evidence, removal, product),
  );
  const lastUpdate = ofResource.filter(({ event }) => event.RequestType === 'Update').at(-1);
  const wasNeverBegun =
    lastUpdate !== undefined && lastUpdate.answer === undefined && neverArrived(evidence, lastUpdate);
  return (
    (telling !== undefined && !repeated) ||
    (lastUpdate?.answer?.succeeded === false && names(lastUpdate, product)) ||
    wasNeverBegun
  );
}

/**
 * For a reason that is not ours, by its id or its name. In our words; or in those of CloudFormation, which got no answer
 * because the function could not even begin.
 */
function tellsOfFailedRemoval(evidence: Evidence, exchange: Exchange, product: ProvisionedProduct): boolean {
  const { id, name } = product;
  const { event, answer } = exchange;
  const physicalId = event.PhysicalResourceId ?? '';
  // CloudFormation makes an id up for what it never got an answer of.
  if (answer === undefined) {
    return (physicalId === id || !physicalId.startsWith('pp-')) && neverArrived(evidence, exchange);
  }
  const [, left] = /Provisioned product (\S+) may still be there/.exec(answer.reason) ?? [];
  const tells = physicalId === id || left === name || answer.reason.includes(id);
  return !answer.succeeded && tells && couldNotRemove(evidence, exchange, product);
}

/** By its id; or as one of two that may be there, where the update could not look. */
function names({ answer }: Exchange, { id, name }: ProvisionedProduct): boolean {
  const both = /provisioned products (.*) and (.*) may both be there/.exec(answer?.reason ?? '') ?? [];
  return answer?.reason.includes(id) === true || both.slice(1).includes(name);
}

/** A creation that failed is cleaned up, and a later one of the same operation has completed with its product. */
function isTakenUp(evidence: Evidence, exchange: Exchange, { id }: ProvisionedProduct): boolean {
  const { StackId, LogicalResourceId } = exchange.event;
  const events = evidence.eventsBefore(exchange).filter(({ stackId }) => stackId === StackId);
  const begin = events
    .map(({ resourceStatus, physicalResourceId }) => (physicalResourceId === StackId ? resourceStatus : ''))
    .lastIndexOf('UPDATE_IN_PROGRESS');
  return events
    .slice(begin)
    .some(
      (event) =>
        event.logicalResourceId === LogicalResourceId &&
        event.physicalResourceId === id &&
        event.resourceStatus === 'CREATE_COMPLETE',
    );
}

function stillThereAfter(evidence: Evidence, exchange: Exchange): string[] {
  const { event, endedAt = 0 } = exchange;
  const product = evidence.cloud.serviceCatalog.ledger.provisionedProducts.find(
    ({ id }) => id === event.PhysicalResourceId,
  );
  const isGone = product === undefined || (product.terminatedTime ?? Infinity) <= endedAt;
  return isGone || isKeptByRollback(evidence, exchange, product) || isTakenUp(evidence, exchange, product)
    ? []
    : [`the Delete of ${event.LogicalResourceId} succeeded while ${product.id} was still there`];
}
