import type { RecordError, RecordOutput } from '@aws-sdk/client-service-catalog';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

/** Creates the thing behind a provisioned product: a stack, a stack set, an account, or something in Terraform. */
export interface LaunchEngine {
  provision(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome>;
  update(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome>;
  terminate(target: ProvisionedProduct): Promise<LaunchOutcome>;
  /** Throws where the engine accepts no further operation at the moment. */
  admit?(): void;
  /** Returns a failure in the engine's own format. */
  failure(reason: string): RecordError;
}

export type LaunchOutcome =
  | { readonly status: 'SUCCEEDED'; readonly outputs: readonly RecordOutput[]; readonly made: Made }
  /** The update has changed nothing, which the engine reports as an error. */
  | { readonly status: 'UNCHANGED'; readonly outputs: readonly RecordOutput[]; readonly error: RecordError }
  | { readonly status: 'FAILED'; readonly error: RecordError };

/** The launch from which the thing now results: adding stack instances keeps the previous one. */
export type Made = 'LAUNCH' | 'AS_BEFORE';

export function succeeded(outputs: readonly RecordOutput[] = [], made: Made = 'LAUNCH'): LaunchOutcome {
  return { status: 'SUCCEEDED', outputs, made };
}
