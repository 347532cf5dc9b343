import { ProvisionedProductStatus } from '@aws-sdk/client-service-catalog';
import { type Behaviours } from '../behaviours';
import { notFound } from '../errors';
import { type ProvisioningStore } from './provisioning-store';
import { AwsError } from '../../gateway/service';
import { type ProvisionedProduct } from '../model/provisioned-product';

const KNOWN_STATES: readonly string[] = Object.values(ProvisionedProductStatus);

/** Finds a provisioned product by id, or by name or ARN. */
export function findProvisionedProduct(
  store: ProvisioningStore,
  id: string | undefined,
  name?: string,
): ProvisionedProduct {
  const product = store.present.find((one) =>
    id === undefined ? one.name === name || one.arn === name : one.id === id,
  );
  if (product === undefined) throw notFound(`Provisioned product ${id ?? name} not found.`);
  return product;
}

/** Throws where the state of the product does not allow the operation. */
export function requireState(
  { wrongState, unknownState }: Behaviours,
  { id, state, isUnderChange }: ProvisionedProduct,
  operation: string,
  allowed: readonly string[],
): void {
  const isUnknown = !KNOWN_STATES.includes(state.status);
  if (isUnknown ? unknownState === 'ALLOWS' && !isUnderChange : allowed.includes(state.status)) return;
  throw new AwsError(
    wrongState,
    `${operation} is not possible while provisioned product ${id} is in the state ${state.status}.`,
  );
}
