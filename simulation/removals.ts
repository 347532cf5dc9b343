import { Evidence } from './evidence';
import { isKeptByRollback } from './kept-by-rollback';
import { ProvisioningRecord } from '../local-cloud/service-catalog/record';

/** Nothing more is removed, and in no other way, than was asked for. */
export function unaskedRemovals(evidence: Evidence): string[] {
  const terminations = evidence.records.filter(({ type }) => type === 'TERMINATE_PROVISIONED_PRODUCT');
  return terminations.flatMap((record) => [...unchosenOptions(evidence, record), ...losses(evidence, record)]);
}

/** The stack behind a product that Service Catalog merely forgets stays, and nobody looks for it any more. */
function unchosenOptions(evidence: Evidence, record: ProvisioningRecord): string[] {
  const exchange = evidence.exchangeOf(record);
  if (exchange === undefined) return [];
  const request = record.request as Readonly<Record<string, unknown>>;
  return ['IgnoreErrors', 'RetainPhysicalResources']
    .filter((option) => request[option] === true && exchange.event.ResourceProperties[option] !== 'true')
    .map(
      (option) =>
        `${exchange.event.LogicalResourceId} had ${record.provisionedProduct.id} terminated with ${option}, which nobody chose`,
    );
}

/**
 * A product that once worked holds data. Until a Delete comes, only what a failed request has launched itself may go; and
 * not with a rollback, if it is older than the deploy.
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
  if (!worked || (isAsked && !isKeptByRollback(evidence, exchange, product))) return [];
  return [`the ${event.RequestType} of ${event.LogicalResourceId} terminated ${product.id}, which had worked (${id})`];
}
