import { Behaviours } from './behaviours';
import { notFound } from './errors';
import { Ledger } from './ledger';
import { ProvisionedProduct } from './provisioned-product';
import { AwsError } from '../gateway/service';

/** By id, or by name or ARN. */
export function findProvisionedProduct(ledger: Ledger, id: string | undefined, name?: string): ProvisionedProduct {
  const product = ledger.present.find((one) =>
    id === undefined ? one.name === name || one.arn === name : one.id === id,
  );
  if (product === undefined) throw notFound(`Provisioned product ${id ?? name} not found.`);
  return product;
}

export function refuseWrongState(
  { wrongState }: Behaviours,
  { id, state }: ProvisionedProduct,
  operation: string,
): AwsError {
  return new AwsError(
    wrongState,
    `${operation} is not possible while provisioned product ${id} is in the state ${state.status}.`,
  );
}
