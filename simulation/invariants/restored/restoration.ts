import {
  type ProvisionedProduct,
  type ProvisioningRecord,
} from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type History } from '../../history/history';
import { type Rollback } from '../../history/rollbacks';

/** Between the clocks of two services, a change by hand just before the start may count as one after it. */
const CLOCK_SLACK_MILLISECONDS = 5_000;

/** A rollback, and the product that it is to restore. */
export interface Restoration extends Rollback {
  readonly product: ProvisionedProduct;
  readonly endedAt: number;
  /** What the requests that are undone did to the product. */
  readonly changes: readonly ProvisioningRecord[];
}

/** Returns undefined where nothing is promised: the rollback goes on, or somebody changed or terminated the product. */
export function restorationOf(history: History, rollback: Rollback): Restoration | undefined {
  const product = history.cloud.serviceCatalog.store.provisionedProducts.find(({ id }) => id === rollback.physicalId);
  const { endedAt, response } = rollback.exchange;
  if (product === undefined || endedAt === undefined || response === undefined) return undefined;
  if ((product.terminatedTime ?? Infinity) <= rollback.startedAt) return undefined;
  if (wasChangedByOthers(history, product, rollback.startedAt - CLOCK_SLACK_MILLISECONDS, endedAt)) return undefined;
  const changes = rollback.undone.flatMap((exchange) => history.recordsOf(exchange)).filter(isOf(product));
  return { ...rollback, product, endedAt, changes };
}

export const isOf =
  (product: ProvisionedProduct) =>
  ({ provisionedProduct }: ProvisioningRecord): boolean =>
    provisionedProduct === product;

function wasChangedByOthers(history: History, product: ProvisionedProduct, from: number, to: number): boolean {
  return (
    history.cloud.serviceCatalog.store.outOfBandChanges.some(
      ({ provisionedProduct, time }) => provisionedProduct === product && time >= from && time <= to,
    ) ||
    product.records.some(
      (record) => history.originOf(record) === undefined && record.createdTime >= from && record.createdTime <= to,
    )
  );
}
