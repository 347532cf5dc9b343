import type { RecordError, RecordOutput } from '@aws-sdk/client-service-catalog';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

/** What makes the thing behind a provisioned product: a stack, a stack set, an account, something in Terraform. */
export interface LaunchEngine {
  provision(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome>;
  update(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome>;
  terminate(target: ProvisionedProduct): Promise<LaunchOutcome>;
  /** Throws when the engine takes no further operation at the moment. */
  admit?(): void;
  /** How the engine words a failure. */
  failure(reason: string): RecordError;
}

export type LaunchOutcome =
  | { readonly status: 'SUCCEEDED'; readonly outputs: readonly RecordOutput[]; readonly made: Made }
  /** The update changed nothing, and the engine calls that an error. */
  | { readonly status: 'UNCHANGED'; readonly outputs: readonly RecordOutput[]; readonly error: RecordError }
  | { readonly status: 'FAILED'; readonly error: RecordError };

/** Which launch the thing is now made from: adding stack instances keeps the earlier one. */
export type Made = 'LAUNCH' | 'AS_BEFORE';

export function succeeded(outputs: readonly RecordOutput[] = [], made: Made = 'LAUNCH'): LaunchOutcome {
  return { status: 'SUCCEEDED', outputs, made };
}
