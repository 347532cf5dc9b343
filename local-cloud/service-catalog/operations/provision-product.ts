import type { ProvisionProductInput, ProvisionProductOutput } from '@aws-sdk/client-service-catalog';
import { Caller } from '../../gateway/service';
import { Behaviours } from '../behaviours';
import { contentOf } from '../catalog/version-content';
import { LaunchOutcome } from '../engines/launch-engine';
import { invalidParameters } from '../errors';
import { problemOf } from '../launch/parameters';
import { checkParsing, planProvision } from '../launch/plan-launch';
import { Launch } from '../model/launch-spec';
import { ProvisionedProduct, ProvisionedProductType } from '../model/provisioned-product';
import { recordDetail } from '../model/record';
import { replayed } from '../records/idempotency-tokens';
import { Ending } from '../records/record-lifecycle';
import { Parts } from '../service-context';

export function provisionProduct(parts: Parts, input: ProvisionProductInput, caller: Caller): ProvisionProductOutput {
  const { ledger, behaviours, engines, recordLife } = parts;
  const { ProvisionToken: token = '', ProvisionedProductName: name = '' } = input;
  const earlier = replayed(ledger, behaviours, 'PROVISION_PRODUCT', token, input);
  if (earlier !== undefined) return { RecordDetail: recordDetail(earlier) };

  const launch = planProvision(parts, caller.principalArn, input);
  parts.callerPermissions.readTemplate(caller, launch.product, launch.version, launch.launchRoleArn);
  checkParsing(parts, launch);
  const problem = problemOf(launch.parameters, contentOf(launch.product, launch.version));
  if (problem !== undefined && behaviours.parametersAreChecked === 'AT_CALL') throw invalidParameters(problem);
  if (isTaken(parts, name)) throw invalidParameters(`A stack named ${name} already exists.`);
  const type = engines.typeOf(launch.product, launch.path);
  const engine = engines.of(type);
  parts.callerPermissions.admitToAccountFactory(caller, launch.product, 'PROVISION_PRODUCT');
  engine.admit?.();

  const target = newProvisionedProduct(parts, name, launch, caller);
  const record = recordLife.begin(
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

function isTaken({ ledger, clock, behaviours }: Parts, name: string): boolean {
  const freeSince = clock.now() - behaviours.nameIsFreeIn;
  return ledger.provisionedProducts.some(
    (product) => product.name === name && (product.terminatedTime === undefined || product.terminatedTime > freeSince),
  );
}

function newProvisionedProduct(parts: Parts, name: string, launch: Launch, caller: Caller): ProvisionedProduct {
  const id = parts.identifiers.next('pp');
  const product = new ProvisionedProduct({
    id,
    name,
    launch,
    arn: parts.location.arn('servicecatalog', `stack/${name}/${id}`),
    type: parts.engines.typeOf(launch.product, launch.path),
    createdTime: parts.clock.now(),
    ownerArn: caller.principalArn,
  });
  parts.ledger.provisionedProducts.push(product);
  return product;
}
