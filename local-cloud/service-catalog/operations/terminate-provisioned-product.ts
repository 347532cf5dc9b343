import type {
  TerminateProvisionedProductInput,
  TerminateProvisionedProductOutput,
} from '@aws-sdk/client-service-catalog';
import { type Caller } from '../../gateway/service';
import { type LaunchOutcome, succeeded } from '../engines/launch-engine';
import { recordDetail } from '../model/provisioned-product';
import { findProvisionedProduct, requireState } from '../records/find-provisioned-product';
import { earlierRecord } from '../records/idempotency-tokens';
import { type Ending } from '../records/record-lifecycle';
import { exactlyOne } from '../request/pairs';
import { type ServiceContext } from '../service-context';

export function terminateProvisionedProduct(
  context: ServiceContext,
  input: TerminateProvisionedProductInput,
  caller: Caller,
): TerminateProvisionedProductOutput {
  exactlyOne(input, 'ProvisionedProductId', 'ProvisionedProductName');
  const { store, behaviours, engines, launchPaths, recordLifecycle, callerPermissions } = context;
  const { TerminateToken: token = '', IgnoreErrors, RetainPhysicalResources } = input;
  const target = findProvisionedProduct(store, input.ProvisionedProductId, input.ProvisionedProductName);
  const earlier = earlierRecord(store, behaviours, 'TERMINATE_PROVISIONED_PRODUCT', token, input);
  if (earlier !== undefined) return { RecordDetail: recordDetail(earlier) };
  const { launch, state } = target;
  requireState(behaviours, target, 'TerminateProvisionedProduct', ['AVAILABLE', 'TAINTED', 'ERROR']);
  if (behaviours.terminationNeedsAccess) launchPaths.require(launch.product, caller.principalArn);
  const engine = engines.of(target.type);
  callerPermissions.admitToAccountFactory(caller, launch.product, 'TERMINATE_PROVISIONED_PRODUCT');
  engine.admit?.();

  const record = recordLifecycle.begin(
    { type: 'TERMINATE_PROVISIONED_PRODUCT', provisionedProduct: target, launch, caller, token, request: input },
    async () => (RetainPhysicalResources ? succeeded() : engine.terminate(target)),
    (outcome) => ending(outcome, IgnoreErrors === true, state.status === 'ERROR' ? 'ERROR' : 'TAINTED'),
  );
  return { RecordDetail: recordDetail(record) };
}

function ending(outcome: LaunchOutcome, ignoreErrors: boolean, stateAfterFailure: 'ERROR' | 'TAINTED'): Ending {
  if (outcome.status === 'FAILED' && !ignoreErrors) {
    return { record: 'FAILED', error: outcome.error, product: stateAfterFailure };
  }
  return { record: 'SUCCEEDED', product: 'GONE' };
}
