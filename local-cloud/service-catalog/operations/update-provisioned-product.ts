import type { UpdateProvisionedProductInput, UpdateProvisionedProductOutput } from '@aws-sdk/client-service-catalog';
import { type Caller } from '../../gateway/service';
import { type Behaviours } from '../behaviours';
import { contentOf } from '../catalog/version-content';
import { type LaunchOutcome } from '../engines/launch-engine';
import { invalidParameters } from '../errors';
import { problemOf } from '../launch/parameters';
import { checkParsing, planUpdate } from '../launch/plan-launch';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct, type ProvisioningRecord, recordDetail } from '../model/provisioned-product';
import { findProvisionedProduct, requireState } from '../records/find-provisioned-product';
import { earlierRecord } from '../records/idempotency-tokens';
import { type Ending } from '../records/record-lifecycle';
import { exactlyOne } from '../request/pairs';
import { type ServiceContext } from '../service-context';

export function updateProvisionedProduct(
  context: ServiceContext,
  input: UpdateProvisionedProductInput,
  caller: Caller,
): UpdateProvisionedProductOutput {
  exactlyOne(input, 'ProvisionedProductId', 'ProvisionedProductName');
  const { store, behaviours } = context;
  const { UpdateToken: token = '' } = input;
  const target = findProvisionedProduct(store, input.ProvisionedProductId, input.ProvisionedProductName);
  const earlier = earlierRecord(store, behaviours, 'UPDATE_PROVISIONED_PRODUCT', token, input);
  if (earlier !== undefined) return { RecordDetail: recordDetail(earlier) };
  requireUpdatable(context, target);

  const launch = planUpdate(context, caller.principalArn, input, target);
  context.callerPermissions.readTemplate(caller, launch.product, launch.version, launch.launchRoleArn);
  checkParsing(context, launch);
  return { RecordDetail: recordDetail(startUpdate(context, target, launch, { caller, token, request: input })) };
}

/** Starts the update to a planned launch. */
export function startUpdate(
  { engines, behaviours, recordLifecycle, callerPermissions }: ServiceContext,
  target: ProvisionedProduct,
  launch: LaunchSpec,
  origin: Pick<ProvisioningRecord, 'caller' | 'token' | 'request'>,
): ProvisioningRecord {
  const engine = engines.of(target.type);
  const problem = problemOf(launch.parameters, contentOf(launch.product, launch.version));
  if (problem !== undefined && behaviours.parametersAreChecked === 'AT_CALL') throw invalidParameters(problem);
  callerPermissions.admitToAccountFactory(origin.caller, launch.product, 'UPDATE_PROVISIONED_PRODUCT');
  engine.admit?.();
  return recordLifecycle.begin(
    { ...origin, type: 'UPDATE_PROVISIONED_PRODUCT', provisionedProduct: target, launch },
    async () =>
      problem === undefined ? engine.update(target, launch) : { status: 'FAILED', error: engine.failure(problem) },
    (outcome) => ending(outcome, target, launch, behaviours),
  );
}

/** A stack that could not be created cannot be updated. */
export function requireUpdatable({ behaviours }: ServiceContext, target: ProvisionedProduct): void {
  const isOfCloudFormation = target.type === 'CFN_STACK' || target.type === 'CFN_STACKSET';
  const allowed = ['AVAILABLE', 'TAINTED', ...(isOfCloudFormation ? [] : ['ERROR'])];
  requireState(behaviours, target, 'UpdateProvisionedProduct', allowed);
}

function ending(
  outcome: LaunchOutcome,
  target: ProvisionedProduct,
  launch: LaunchSpec,
  behaviours: Behaviours,
): Ending {
  switch (outcome.status) {
    case 'SUCCEEDED':
      if (outcome.made === 'LAUNCH') target.launch = launch;
      return { record: 'SUCCEEDED', outputs: outcome.outputs, product: 'AVAILABLE' };
    case 'UNCHANGED':
      // Even this makes a TAINTED product available again.
      if (behaviours.updateWithoutChange === 'FAILED') {
        return { record: 'FAILED', error: outcome.error, product: 'AVAILABLE' };
      }
      target.launch = launch;
      return { record: 'SUCCEEDED', outputs: outcome.outputs, product: 'AVAILABLE' };
    case 'FAILED':
      return { record: 'FAILED', error: outcome.error, product: 'TAINTED' };
  }
}
