import { UsageError } from '../command-line';
import type { Mutation } from '../function-bundle';
import { AWS } from './lambda/aws';
import { CATALOG } from './lambda/catalog';
import { ENTRY_POINTS } from './lambda/entry-points';
import { HANDLERS } from './lambda/handlers';
import { OPERATIONS } from './lambda/operations';
import { ORDERING } from './lambda/ordering';
import { PROVISIONED_PRODUCT } from './lambda/provisioned-product';
import { REQUEST } from './lambda/request';
import { RESPONSE } from './lambda/response';
import { SECRETS } from './lambda/secrets';
import { STEP } from './lambda/step';

/** The mutations of the function, by the folder that they break. What the simulation does not find, it does not check. */
export const MUTATIONS: readonly Mutation[] = [
  ...ENTRY_POINTS,
  ...HANDLERS,
  ...OPERATIONS,
  ...PROVISIONED_PRODUCT,
  ...CATALOG,
  ...SECRETS,
  ...ORDERING,
  ...STEP,
  ...RESPONSE,
  ...REQUEST,
  ...AWS,
];

export function mutationNamed(wanted: string): Mutation {
  const mutation = MUTATIONS.find(({ name }) => name === wanted);
  if (mutation) return mutation;
  throw new UsageError(`there is no mutation "${wanted}"; simulation/mutations/lambda lists them`);
}
