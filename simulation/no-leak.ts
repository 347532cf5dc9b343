import { Evidence } from './evidence';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';
import { ProvisionedProduct } from '../local-cloud/service-catalog/provisioned-product';
import { ProvisioningRecord } from '../local-cloud/service-catalog/record';

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
    ...evidence.records.flatMap((record) => unchosenOptions(evidence, record)),
  ];
}

/** Under its id, or under the one that CloudFormation made up because it did not wait for the end of the launch. */
function isRetained(evidence: Evidence, product: ProvisionedProduct): boolean {
  const resource = evidence.launchedFor(product)?.resource;
  return evidence.events.some(
    ({ resourceStatus, stackId, logicalResourceId, physicalResourceId: id = '' }) =>
      resourceStatus === 'DELETE_SKIPPED' &&
      `${stackId} ${logicalResourceId}` === resource &&
      (id === product.id || !id.startsWith('pp-')),
  );
}

/** A stack that waits for a person to go on with its rollback may still remove what its resources have left. */
function isUndecided(evidence: Evidence, product: ProvisionedProduct): boolean {
  const resource = evidence.launchedFor(product)?.resource;
  return evidence.deployed.some(
    ({ stack, resource: { logicalId } }) =>
      stack.status.endsWith('_FAILED') && `${stack.stackId} ${logicalId}` === resource,
  );
}

/**
 * The deploy has said that it stays: a removal of it has failed and was not repeated with success, or the last update of
 * its resource failed and names it.
 */
function isTold(evidence: Evidence, product: ProvisionedProduct): boolean {
  const origin = evidence.launchedFor(product)?.resource;
  const isLeftToPeople = evidence.deployed.some(
    ({ stack, resource }) => `${stack.stackId} ${resource.logicalId}` === origin && resource.status === 'DELETE_FAILED',
  );
  if (isLeftToPeople) return true;
  const ofResource = evidence.exchangesOf(evidence.launchedFor(product)?.resource ?? '');
  const tells = (exchange: Exchange) =>
    exchange.answer?.succeeded === false &&
    (exchange.event.PhysicalResourceId === product.id || exchange.answer.reason.includes(product.id));
  const telling = ofResource.filter((exchange) => exchange.event.RequestType === 'Delete' && tells(exchange)).at(-1);
  const repeated = ofResource.some(
    ({ event, answer, sentAt }) =>
      event.RequestType === 'Delete' &&
      event.PhysicalResourceId === telling?.event.PhysicalResourceId &&
      answer?.succeeded &&
      sentAt > (telling?.sentAt ?? 0),
  );
  const lastUpdate = ofResource.filter(({ event }) => event.RequestType === 'Update').at(-1);
  return (
    (telling !== undefined && !repeated) || (lastUpdate?.answer?.succeeded === false && names(lastUpdate, product))
  );
}

/** By its id; or as one of two that may be there, where the update could not look. */
function names({ answer }: Exchange, { id, name }: ProvisionedProduct): boolean {
  const both = /provisioned products (.*) and (.*) may both be there/.exec(answer?.reason ?? '') ?? [];
  return answer?.reason.includes(id) === true || both.slice(1).includes(name);
}

function stillThereAfter({ cloud }: Evidence, { event, endedAt = 0 }: Exchange): string[] {
  const product = cloud.serviceCatalog.ledger.provisionedProducts.find(({ id }) => id === event.PhysicalResourceId);
  const isGone = product === undefined || (product.terminatedTime ?? Infinity) <= endedAt;
  return isGone ? [] : [`the Delete of ${event.LogicalResourceId} succeeded while ${product.id} was still there`];
}

/** What is forgotten or kept without being asked for is left behind, too: the stack of a product that Service Catalog no longer shows. */
function unchosenOptions(evidence: Evidence, record: ProvisioningRecord): string[] {
  const origin = evidence.originOf(record);
  if (origin === undefined || record.type !== 'TERMINATE_PROVISIONED_PRODUCT') return [];
  const chosen = evidence.exchanges.find(({ event }) => event.ResponseURL === origin.request)?.event.ResourceProperties;
  const request = record.request as Readonly<Record<string, unknown>>;
  return ['IgnoreErrors', 'RetainPhysicalResources']
    .filter((option) => request[option] === true && chosen?.[option] !== 'true')
    .map(
      (option) =>
        `${origin.logicalId} had ${record.provisionedProduct.id} terminated with ${option}, which nobody chose`,
    );
}
