import type { UpdateProvisionedProductInput, UpdateProvisionedProductOutput } from '@aws-sdk/client-service-catalog';
import { Caller } from '../../gateway/service';
import { Behaviours } from '../behaviours';
import { contentOf } from '../catalog/version-content';
import { LaunchOutcome } from '../engines/launch-engine';
import { invalidParameters } from '../errors';
import { problemOf } from '../launch/parameters';
import { checkParsing, planUpdate } from '../launch/plan-launch';
import { Launch } from '../model/launch-spec';
import { ProvisionedProduct } from '../model/provisioned-product';
import { ProvisioningRecord, recordDetail } from '../model/record';
import { findProvisionedProduct, requireState } from '../records/find-provisioned-product';
import { replayed } from '../records/idempotency-tokens';
import { Ending } from '../records/record-lifecycle';
import { exactlyOne } from '../request/pairs';
import { Parts } from '../service-context';

export function updateProvisionedProduct(
  parts: Parts,
  input: UpdateProvisionedProductInput,
  caller: Caller,
): UpdateProvisionedProductOutput {
  exactlyOne(input, 'ProvisionedProductId', 'ProvisionedProductName');
  const { ledger, behaviours } = parts;
  const { UpdateToken: token = '' } = input;
  const target = findProvisionedProduct(ledger, input.ProvisionedProductId, input.ProvisionedProductName);
  const earlier = replayed(ledger, behaviours, 'UPDATE_PROVISIONED_PRODUCT', token, input);
  if (earlier !== undefined) return { RecordDetail: recordDetail(earlier) };
  requireUpdatable(parts, target);

  const launch = planUpdate(parts, caller.principalArn, input, target);
  parts.callerPermissions.readTemplate(caller, launch.product, launch.version, launch.launchRoleArn);
  checkParsing(parts, launch);
  return { RecordDetail: recordDetail(startUpdate(parts, target, launch, { caller, token, request: input })) };
}

/** The update itself, once it is known what from. */
export function startUpdate(
  { engines, behaviours, recordLife, callerPermissions }: Parts,
  target: ProvisionedProduct,
  launch: Launch,
  origin: Pick<ProvisioningRecord, 'caller' | 'token' | 'request'>,
): ProvisioningRecord {
  const engine = engines.of(target.type);
  const problem = problemOf(launch.parameters, contentOf(launch.product, launch.version));
  if (problem !== undefined && behaviours.parametersAreChecked === 'AT_CALL') throw invalidParameters(problem);
  callerPermissions.admitToAccountFactory(origin.caller, launch.product, 'UPDATE_PROVISIONED_PRODUCT');
  engine.admit?.();
  return recordLife.begin(
    { ...origin, type: 'UPDATE_PROVISIONED_PRODUCT', provisionedProduct: target, launch },
    async () =>
      problem === undefined ? engine.update(target, launch) : { status: 'FAILED', error: engine.failure(problem) },
    (outcome) => ending(outcome, target, launch, behaviours),
  );
}

/** What CloudFormation could not even create, it cannot update. */
export function requireUpdatable({ behaviours }: Parts, target: ProvisionedProduct): void {
  const isOfCloudFormation = target.type === 'CFN_STACK' || target.type === 'CFN_STACKSET';
  const allowed = ['AVAILABLE', 'TAINTED', ...(isOfCloudFormation ? [] : ['ERROR'])];
  requireState(behaviours, target, 'UpdateProvisionedProduct', allowed);
}

function ending(outcome: LaunchOutcome, target: ProvisionedProduct, launch: Launch, behaviours: Behaviours): Ending {
  switch (outcome.status) {
    case 'SUCCEEDED':
      if (outcome.made === 'LAUNCH') target.launch = launch;
      return { record: 'SUCCEEDED', outputs: outcome.outputs, product: 'AVAILABLE' };
    case 'UNCHANGED':
      // Even this brings a TAINTED product back.
      if (behaviours.updateWithoutChange === 'FAILED') {
        return { record: 'FAILED', error: outcome.error, product: 'AVAILABLE' };
      }
      target.launch = launch;
      return { record: 'SUCCEEDED', outputs: outcome.outputs, product: 'AVAILABLE' };
    case 'FAILED':
      return { record: 'FAILED', error: outcome.error, product: 'TAINTED' };
  }
}
