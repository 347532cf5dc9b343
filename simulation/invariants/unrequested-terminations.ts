import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { ProvisionedProduct, ProvisioningRecord } from '../../local-cloud/service-catalog/model/provisioned-product';
import { Evidence, resourceOf } from '../history/history';
import { isKeptByRollback } from '../history/predates-rollback';

/** Nothing more is removed, and in no other way, than was asked for. */
export function unaskedRemovals(evidence: Evidence): string[] {
  const terminations = evidence.records.filter(({ type }) => type === 'TERMINATE_PROVISIONED_PRODUCT');
  return terminations.flatMap((record) => [...unchosenOptions(evidence, record), ...losses(evidence, record)]);
}

/** What a Delete chooses holds; what a failed request has launched itself is removed wholly, whatever is chosen. */
function unchosenOptions(evidence: Evidence, record: ProvisioningRecord): string[] {
  const exchange = evidence.exchangeOf(record);
  if (exchange === undefined) return [];
  const request = record.request as Readonly<Record<string, unknown>>;
  return ['IgnoreErrors', 'RetainPhysicalResources']
    .filter((option) => (request[option] === true) !== isChosen(exchange, option))
    .map(
      (option) =>
        `${exchange.event.LogicalResourceId} had ${record.provisionedProduct.id} terminated with ${option} ${String(request[option])}, against what was chosen`,
    );
}

function isChosen({ event }: Exchange, option: string): boolean {
  return event.RequestType === 'Delete' && event.ResourceProperties[option] === 'true';
}

/**
 * A product that once worked holds data. Until a Delete comes, only what a failed request has launched itself may go; and
 * not with a rollback, if it is older than the deploy, nor with a creation that has failed, if it is older than that.
 */
function losses(evidence: Evidence, { id, provisionedProduct: product, ...record }: ProvisioningRecord): string[] {
  const exchange = evidence.exchangeOf({ id });
  if (exchange === undefined) return [];
  const { event } = exchange;
  const worked = product.records.some(
    ({ status, createdTime }) => status === 'SUCCEEDED' && createdTime < record.createdTime,
  );
  const isStanding = event.PhysicalResourceId === product.id || event.RequestType === 'Create';
  const isOwn = evidence.launchedFor(product)?.request === event.ResponseURL;
  const isAsked = event.RequestType === 'Delete' || !isStanding || isOwn;
  const isKept = isKeptByRollback(evidence, exchange, product) || isTakenUpInVain(evidence, exchange, product);
  if (!worked || (isAsked && !isKept)) return [];
  return [`the ${event.RequestType} of ${event.LogicalResourceId} terminated ${product.id}, which had worked (${id})`];
}

/**
 * Retained once, and taken up again by creations of which none has succeeded: it never stood for the resource. What could
 * not be removed when that was asked for was not retained.
 */
function isTakenUpInVain(evidence: Evidence, exchange: Exchange, { id, createdTime }: ProvisionedProduct): boolean {
  if (exchange.event.RequestType !== 'Delete') return false;
  const before = evidence
    .exchangesOf(resourceOf(exchange.event))
    .filter(({ eventsBefore }) => eventsBefore < exchange.eventsBefore);
  if (before.some(({ event }) => event.RequestType === 'Delete' && event.PhysicalResourceId === id)) return false;
  const earlier = before.filter(({ event }) => event.RequestType !== 'Delete');
  const failed = earlier.slice(earlier.map(({ answer }) => answer?.succeeded).lastIndexOf(true) + 1);
  const [first] = failed;
  const isCreation = first !== undefined && failed.every(({ event }) => event.RequestType === 'Create');
  return isCreation && createdTime < first.sentAt;
}
