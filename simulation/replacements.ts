import { Evidence, nameOf } from './evidence';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';
import { ProvisionedProduct } from '../local-cloud/service-catalog/provisioned-product';
import { ResourceProperties } from '../src/private/resource-properties';

/** A replacement destroys what the old product holds: only what cannot be updated may lead to one. */
export function needlessReplacements(evidence: Evidence): string[] {
  const { provisionedProducts } = evidence.cloud.serviceCatalog.ledger;
  const productOf = (wanted: string | undefined) => provisionedProducts.find(({ id }) => id === wanted);
  return evidence.exchanges.flatMap((exchange) => {
    const { event, answer } = exchange;
    if (event.RequestType !== 'Update' || !answer?.succeeded || asksForReplacement(exchange)) return [];
    const [old, next] = [productOf(event.PhysicalResourceId), productOf(answer.physicalId)];
    if (old === undefined || next === undefined || old === next || !stoodInTheWay(old, next)) return [];
    return [`the ${nameOf(exchange)} replaced ${old.id} by ${next.id}, though neither name nor topics have changed`];
  });
}

function asksForReplacement({ event }: Exchange): boolean {
  const after = event.ResourceProperties as unknown as ResourceProperties;
  const before = event.OldResourceProperties as unknown as ResourceProperties;
  return before.ProvisionedProductName !== after.ProvisionedProductName || topicsOf(before) !== topicsOf(after);
}

function topicsOf({ NotificationArns = [] }: ResourceProperties): string {
  return [...new Set(NotificationArns)].sort().join();
}

/** Whether the old product had worked, and was still there when the new one was launched. */
function stoodInTheWay({ records, terminatedTime = Infinity }: ProvisionedProduct, next: ProvisionedProduct): boolean {
  const worked = records.some(({ status, createdTime }) => status === 'SUCCEEDED' && createdTime < next.createdTime);
  return worked && terminatedTime > next.createdTime;
}
