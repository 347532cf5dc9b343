import { type ProvisionedProduct } from '../../local-cloud/service-catalog/model/provisioned-product';
import { type History } from '../history/history';

/** One request launches no second product beside the first, neither when it is retried nor when it is delivered twice. */
export function launchedOnce(history: History): string[] {
  const launched = history.cloud.serviceCatalog.store.provisionedProducts.filter((one) => history.launchedFor(one));
  return launched.flatMap((second, index) => {
    const origin = history.launchedFor(second);
    return launched
      .slice(0, index)
      .filter((first) => history.launchedFor(first)?.request === origin?.request && stoodBeside(first, second))
      .map((first) => `one request for ${origin?.logicalId} launched ${first.id} and, beside it, ${second.id}`);
  });
}

/** Whether the first one still existed when the second one was launched. */
function stoodBeside(first: ProvisionedProduct, second: ProvisionedProduct): boolean {
  return first.terminatedTime === undefined || first.terminatedTime > second.createdTime;
}
