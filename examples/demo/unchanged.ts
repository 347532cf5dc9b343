import { ProvisioningRecord } from '../../local-cloud/service-catalog/model/provisioned-product';

/** An update that changes nothing ends as FAILED, though nothing is wrong: such as one that takes a refused update back. */
export function isUnchanged({ errors }: ProvisioningRecord): boolean {
  return errors.some(({ Description }) => Description?.includes('No updates are to be performed.'));
}
