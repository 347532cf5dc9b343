import type { ProvisionProductInput, ProvisionProductOutput } from '@aws-sdk/client-service-catalog';
import { type Caller } from '../../gateway/service';
import { arn } from '../../location';
import { type Behaviours } from '../behaviours';
import { contentOf } from '../catalog/version-content';
import { type LaunchOutcome } from '../engines/launch-engine';
import { invalidParameters } from '../errors';
import { problemOf } from '../launch/parameters';
import { checkParsing, planProvision } from '../launch/plan-launch';
import { type LaunchSpec } from '../model/launch-spec';
import { ProvisionedProduct, type ProvisionedProductType, recordDetail } from '../model/provisioned-product';
import { earlierRecord } from '../records/idempotency-tokens';
import { type Ending } from '../records/record-lifecycle';
import { type ServiceContext } from '../service-context';

export function provisionProduct(
  context: ServiceContext,
  input: ProvisionProductInput,
  caller: Caller,
): ProvisionProductOutput {
  const { store, behaviours, engines, recordLifecycle } = context;
  const { ProvisionToken: token = '', ProvisionedProductName: name = '' } = input;
  const earlier = earlierRecord(store, behaviours, 'PROVISION_PRODUCT', token, input);
  if (earlier !== undefined) return { RecordDetail: recordDetail(earlier) };

  const launch = planProvision(context, caller.principalArn, input);
  context.callerPermissions.readTemplate(caller, launch.product, launch.version, launch.launchRoleArn);
  checkParsing(context, launch);
  const problem = problemOf(launch.parameters, contentOf(launch.product, launch.version));
  if (problem !== undefined && behaviours.parametersAreChecked === 'AT_CALL') throw invalidParameters(problem);
  if (isTaken(context, name)) throw invalidParameters(`A stack named ${name} already exists.`);
  const type = engines.typeOf(launch.product, launch.path);
  const engine = engines.of(type);
  context.callerPermissions.admitToAccountFactory(caller, launch.product, 'PROVISION_PRODUCT');
  engine.admit?.();

  const target = newProvisionedProduct(context, name, launch, caller);
  const record = recordLifecycle.begin(
    { type: 'PROVISION_PRODUCT', provisionedProduct: target, launch, caller, token, request: input },
    async () =>
      problem === undefined ? engine.provision(target, launch) : { status: 'FAILED', error: engine.failure(problem) },
    (outcome) => ending(outcome, stateAfterFailure(type, behaviours)),
  );
  return { RecordDetail: recordDetail(record) };
}

function ending(outcome: LaunchOutcome, failedState: 'ERROR' | 'TAINTED'): Ending {
  if (outcome.status === 'FAILED') return { record: 'FAILED', error: outcome.error, product: failedState };
  return { record: 'SUCCEEDED', outputs: outcome.outputs, product: 'AVAILABLE' };
}

function stateAfterFailure(type: ProvisionedProductType, behaviours: Behaviours): 'ERROR' | 'TAINTED' {
  switch (type) {
    case 'CFN_STACK':
    case 'CFN_STACKSET':
      return 'ERROR';
    case 'CONTROL_TOWER_ACCOUNT':
      return behaviours.failedAccountLaunch;
    case 'EXTERNAL':
    case 'TERRAFORM_CLOUD':
    case 'TERRAFORM_OPEN_SOURCE':
      return behaviours.failedExternalLaunch;
  }
}

function isTaken({ store, clock, behaviours }: ServiceContext, name: string): boolean {
  const freeSince = clock.now() - behaviours.nameIsFreeIn;
  return store.provisionedProducts.some(
    (product) => product.name === name && (product.terminatedTime === undefined || product.terminatedTime > freeSince),
  );
}

function newProvisionedProduct(
  context: ServiceContext,
  name: string,
  launch: LaunchSpec,
  caller: Caller,
): ProvisionedProduct {
  const id = context.identifiers.next('pp');
  const product = new ProvisionedProduct({
    id,
    name,
    launch,
    arn: arn('servicecatalog', `stack/${name}/${id}`, context.location),
    type: context.engines.typeOf(launch.product, launch.path),
    createdTime: context.clock.now(),
    ownerArn: caller.principalArn,
  });
  context.store.provisionedProducts.push(product);
  return product;
}
