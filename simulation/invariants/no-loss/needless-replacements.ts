import { type Exchange } from '../../../local-cloud/cloudformation/custom-resource/exchange';
import { type ProvisionedProduct } from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type ResourceProperties } from '../../../src/private/resource-properties';
import { type History, nameOf } from '../../history/history';

/** Finds replacements of what an update could have changed: each destroys what the old product holds. */
export function needlessReplacements(history: History): string[] {
  const { provisionedProducts } = history.cloud.serviceCatalog.store;
  const productOf = (physicalId: string | undefined) => provisionedProducts.find(({ id }) => id === physicalId);
  return history.exchanges.flatMap((exchange) => {
    const { event, response } = exchange;
    if (event.RequestType !== 'Update' || !response?.succeeded) return [];
    const [old, next] = [productOf(event.PhysicalResourceId), productOf(response.physicalId)];
    if (old === undefined || asksForReplacement(exchange, old)) return [];
    if (next === undefined || old === next || !stoodInTheWay(old, next)) return [];
    return [`the ${nameOf(exchange)} replaced ${old.id} by ${next.id}, though neither name nor topics have changed`];
  });
}

/** The declaration may differ from the product, as a replacement that failed may have been kept. */
function asksForReplacement({ event }: Exchange, { name, launch }: ProvisionedProduct): boolean {
  const after = event.ResourceProperties as unknown as ResourceProperties;
  const before = event.OldResourceProperties as unknown as ResourceProperties;
  const isNamed = after.ProvisionedProductName !== undefined;
  return (
    before.ProvisionedProductName !== after.ProvisionedProductName ||
    topicsOf(before) !== topicsOf(after) ||
    (isNamed
      ? after.ProvisionedProductName !== name
      : topicsOf(after) !== topicsOf({ NotificationArns: launch.notificationArns }))
  );
}

function topicsOf({ NotificationArns = [] }: Pick<ResourceProperties, 'NotificationArns'>): string {
  return [...new Set(NotificationArns)].sort().join();
}

/** Whether the old product had worked, and still existed when the new one was launched. */
function stoodInTheWay({ records, terminatedTime = Infinity }: ProvisionedProduct, next: ProvisionedProduct): boolean {
  const worked = records.some(({ status, createdTime }) => status === 'SUCCEEDED' && createdTime < next.createdTime);
  return worked && terminatedTime > next.createdTime;
}
