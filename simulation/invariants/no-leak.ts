import { isDisclosed } from './disclosed-leftovers';
import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type ProvisionedProduct } from '../../local-cloud/service-catalog/model/provisioned-product';
import { type History, resourceOf } from '../history/history';
import { predatesRollback } from '../history/rollbacks';

/** No product is left that nothing declares, unless it is retained, or could not be terminated and the deploy says so. */
export function noLeak(history: History): string[] {
  const declared = new Set(history.deployed.map(({ resource }) => resource.physicalId));
  const leaked = history.present.filter(
    (product) =>
      history.launchedFor(product) &&
      !declared.has(product.id) &&
      !isRetained(history, product) &&
      !mayStillGo(history, product),
  );
  return [
    ...leaked
      .filter((product) => !isDisclosed(history, product))
      .map(({ id, name, state }) => `${id} (${name}), ${state.status}, is left and no resource stands for it`),
    ...history.exchanges
      .filter(({ event, response }) => event.RequestType === 'Delete' && response?.succeeded)
      .flatMap((exchange) => leftAfterDelete(history, exchange)),
  ];
}

/** By its id, or by the one that CloudFormation made up because it did not wait for the end of the launch. */
function isRetained(history: History, product: ProvisionedProduct): boolean {
  const resource = history.launchedFor(product)?.resource;
  const launch = history.exchangeOf(product.records[0]);
  return history.events.some(
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

/** A stack whose rollback failed may still terminate what its resources have left, when the rollback is continued. */
function mayStillGo(history: History, product: ProvisionedProduct): boolean {
  const resource = history.launchedFor(product)?.resource;
  return history.deployed.some(
    ({ stack: { stackId: StackId, status }, resource: { logicalId: LogicalResourceId } }) =>
      status.endsWith('_FAILED') && resourceOf({ StackId, LogicalResourceId }) === resource,
  );
}

function leftAfterDelete(history: History, exchange: Exchange): string[] {
  const { event, endedAt = 0 } = exchange;
  const product = history.cloud.serviceCatalog.store.provisionedProducts.find(
    ({ id }) => id === event.PhysicalResourceId,
  );
  const isGone = product === undefined || (product.terminatedTime ?? Infinity) <= endedAt;
  return isGone || predatesRollback(history, exchange, product) || wasAdoptedSince(history, exchange, product)
    ? []
    : [`the Delete of ${event.LogicalResourceId} succeeded while ${product.id} was still there`];
}

/** A creation that failed is cleaned up after a later one of the same operation has completed with its product. */
function wasAdoptedSince(history: History, exchange: Exchange, { id }: ProvisionedProduct): boolean {
  const { StackId, LogicalResourceId } = exchange.event;
  const events = history.eventsBefore(exchange).filter(({ stackId }) => stackId === StackId);
  const start = events
    .map(({ resourceStatus, physicalResourceId }) => (physicalResourceId === StackId ? resourceStatus : ''))
    .lastIndexOf('UPDATE_IN_PROGRESS');
  return events
    .slice(start)
    .some(
      (event) =>
        event.logicalResourceId === LogicalResourceId &&
        event.physicalResourceId === id &&
        event.resourceStatus === 'CREATE_COMPLETE',
    );
}
