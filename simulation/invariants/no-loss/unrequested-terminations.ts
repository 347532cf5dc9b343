import { type Exchange } from '../../../local-cloud/cloudformation/custom-resource/exchange';
import {
  type ProvisionedProduct,
  type ProvisioningRecord,
} from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type History, resourceOf } from '../../history/history';
import { predatesRollback } from '../../history/rollbacks';

/** Finds products that were terminated without a request for it, or with options that were not chosen. */
export function unrequestedTerminations(history: History): string[] {
  const terminations = history.records.filter(({ type }) => type === 'TERMINATE_PROVISIONED_PRODUCT');
  return terminations.flatMap((record) => [...unchosenOptions(history, record), ...losses(history, record)]);
}

/** The options are for a Delete; what a failed request launched itself is terminated without any. */
function unchosenOptions(history: History, record: ProvisioningRecord): string[] {
  const exchange = history.exchangeOf(record);
  if (exchange === undefined) return [];
  const request = record.request as Readonly<Record<string, unknown>>;
  return ['IgnoreErrors', 'RetainPhysicalResources']
    .filter((option) => (request[option] === true) !== isChosen(exchange, option))
    .map(
      (option) =>
        `${exchange.event.LogicalResourceId} terminated ${record.provisionedProduct.id} with ${option} ${String(request[option])}, which was not chosen`,
    );
}

function isChosen({ event }: Exchange, option: string): boolean {
  return event.RequestType === 'Delete' && event.ResourceProperties[option] === 'true';
}

/**
 * A product that has worked holds data. Without a Delete, only a failed request may terminate it, which launched it itself.
 * A rollback keeps what is older than the deploy; the clean-up of a failed creation keeps what is older than that.
 */
function losses(history: History, { id, provisionedProduct: product, ...record }: ProvisioningRecord): string[] {
  const exchange = history.exchangeOf({ id });
  if (exchange === undefined) return [];
  const { event } = exchange;
  const worked = product.records.some(
    ({ status, createdTime }) => status === 'SUCCEEDED' && createdTime < record.createdTime,
  );
  const isCurrent = event.PhysicalResourceId === product.id || event.RequestType === 'Create';
  const isOwn = history.launchedFor(product)?.request === event.ResponseURL;
  const isRequested = event.RequestType === 'Delete' || !isCurrent || isOwn;
  const isKept = predatesRollback(history, exchange, product) || wasAdoptedInVain(history, exchange, product);
  if (!worked || (isRequested && !isKept)) return [];
  return [`the ${event.RequestType} of ${event.LogicalResourceId} terminated ${product.id}, which had worked (${id})`];
}

/**
 * It was retained once, and adopted by creations none of which succeeded, so that it never belonged to the resource. What a
 * Delete failed to terminate was not retained.
 */
function wasAdoptedInVain(history: History, exchange: Exchange, { id, createdTime }: ProvisionedProduct): boolean {
  if (exchange.event.RequestType !== 'Delete') return false;
  const before = history
    .exchangesOf(resourceOf(exchange.event))
    .filter(({ eventsBefore }) => eventsBefore < exchange.eventsBefore);
  if (before.some(({ event }) => event.RequestType === 'Delete' && event.PhysicalResourceId === id)) return false;
  const earlier = before.filter(({ event }) => event.RequestType !== 'Delete');
  const failed = earlier.slice(earlier.map(({ response }) => response?.succeeded).lastIndexOf(true) + 1);
  const [first] = failed;
  const isCreation = first !== undefined && failed.every(({ event }) => event.RequestType === 'Create');
  return isCreation && createdTime < first.sentAt;
}
