import type { Edit } from './drawn-app';
import type { Forgery } from './forgery';
import type { Delivery, Deployment, DrawnBehaviour, OutOfBandEvent, Scenario } from './scenario';
import { DEFAULT_CLOUDFORMATION_BEHAVIOURS } from '../../../local-cloud/cloudformation/behaviours';
import type { FaultRule } from '../../../local-cloud/faults/fault';
import { DEFAULT_BEHAVIOURS } from '../../../local-cloud/service-catalog/behaviours';
import { DEFAULT_STEP_FUNCTIONS_BEHAVIOURS } from '../../../local-cloud/step-functions/behaviours';

/** Describes a scenario in lines of text, and leaves out what is by default. */
export function formatScenario(scenario: Scenario): string {
  const { otherPortfolio, callTakes } = scenario;
  const lines = [
    ...formatBehaviours('Service Catalog', scenario.serviceCatalog, DEFAULT_BEHAVIOURS),
    ...formatBehaviours('CloudFormation', scenario.cloudFormation, DEFAULT_CLOUDFORMATION_BEHAVIOURS),
    ...formatBehaviours('Step Functions', scenario.stepFunctions, DEFAULT_STEP_FUNCTIONS_BEHAVIOURS),
    ...(callTakes > 0 ? [`a call takes ${callTakes} ms`] : []),
    ...(scenario.takesNotes ? ['one of the products has very many parameters'] : []),
    ...(otherPortfolio === 'nothing' ? [] : [`everybody can launch ${otherPortfolio} through another portfolio`]),
    ...(scenario.reuseRequestIds ? ['CloudFormation reuses the RequestIds of retried deployments'] : []),
    ...scenario.takenNames.map((name) => `somebody else has a provisioned product named ${name}`),
    ...scenario.deliveries.flatMap(formatDelivery),
    ...scenario.deployments.flatMap((deployment, index) => [
      `deployment ${index + 1}:`,
      ...formatDeployment(deployment).map((line) => `  ${line}`),
    ]),
  ];
  return lines.join('\n');
}

function formatBehaviours<T extends object>(service: string, behaviours: Partial<T>, defaults: T): string[] {
  const usual = new Map(Object.entries(defaults));
  return Object.entries(behaviours)
    .filter(([key, value]) => usual.get(key) !== value)
    .map(([key, value]) => `${service}: ${key} ${String(value)}`);
}

function formatDelivery({ lateSeconds, copiesAfterSeconds }: Delivery, index: number): string[] {
  if (lateSeconds === 0 && copiesAfterSeconds.length === 0) return [];
  const copies = copiesAfterSeconds.map((seconds) => `, again after ${seconds} s`).join('');
  return [`event ${index + 1} is delivered ${lateSeconds === 0 ? 'at once' : `${lateSeconds} s late`}${copies}`];
}

function formatDeployment(deployment: Deployment): string[] {
  const { sibling, cancelledAtCall, restSeconds } = deployment;
  return [
    ...deployment.forgeries.map((forgery) => `at rest: ${formatForgery(forgery)}`),
    ...deployment.before.map((event) => `before: ${formatOutOfBandEvent(event)}`),
    ...deployment.edits.map(formatEdit),
    ...Object.entries(deployment.products).map(([name, behaviour]) => `product ${name} ${formatBehaviour(behaviour)}`),
    ...deployment.faults.map(formatFault),
    ...(sibling ? [`a sibling ${sibling.fails ? 'fails' : 'succeeds'} after ${sibling.takesSeconds} s`] : []),
    ...(deployment.skipsFailed ? ['a rollback that failed is continued without the resources that failed'] : []),
    ACTIONS[deployment.action] + (deployment.rollback === 'off' ? ', without a rollback' : ''),
    ...(cancelledAtCall === undefined ? [] : [`meanwhile, at call ${cancelledAtCall}: cancel the update`]),
    ...deployment.during.map((event) => `meanwhile ${formatOutOfBandEvent(event)}`),
    ...(restSeconds > 0 ? [`then ${restSeconds} s pass`] : []),
  ];
}

const ACTIONS: Record<Deployment['action'], string> = {
  deploy: 'the app is deployed',
  delete: 'the stack is deleted',
  'roll back': 'the failed deployments that were kept are rolled back',
};

function formatBehaviour(behaviour: DrawnBehaviour): string {
  const { takesSeconds, fails, isVerbose, quotesParameters, deniedSeconds, hangs, failsInAccount, parsing } = behaviour;
  const message = [...(isVerbose ? ['very long'] : []), ...(quotesParameters ? ['with its parameters'] : [])];
  const failure = `fails to ${fails.join(', ')}${message.length > 0 ? ` (its message is ${message.join(' and ')})` : ''}`;
  return [
    `takes ${takesSeconds} s`,
    ...(hangs ? ['hangs'] : []),
    ...(deniedSeconds > 0 ? [`lacks a permission for ${deniedSeconds} s`] : []),
    ...(fails.length > 0 ? [failure] : []),
    ...(failsInAccount ? ['fails in an account, if it has a stack set'] : []),
    ...(parsing === 'quick' ? [] : [`has parameters whose parsing is ${parsing}, if another engine launches it`]),
  ].join(', ');
}

function formatEdit(edit: Edit): string {
  if (edit.kind === 'remove') return `${edit.id} is removed`;
  if (edit.kind === 'declare a chain') {
    return `${edit.ids.join(', ')} are declared, each with an output of the one before`;
  }
  if (edit.kind === 'rename') return `${edit.id} is renamed to ${edit.to}`;
  const changes = Object.entries(edit.change).map(([key, value]) => `${key} ${String(value)}`);
  return `${edit.id} is declared${changes.length > 0 ? ` with ${changes.join(', ')}` : ''}`;
}

function formatFault({ fault, service, operation, nth }: FaultRule): string {
  const [first, ...others] = [nth].flat();
  const calls = others.length > 2 ? `${first} to ${others.at(-1)}` : [first, ...others].join(', ');
  return `call ${calls} of ${service ?? 'any service'} ${operation ?? ''} is ${fault}`;
}

function formatForgery({ request, from, id, physicalId, dated, claims }: Forgery): string {
  const claim = claims === 'nothing' ? '' : `, as a step that claims ${claims}`;
  return `somebody forges a ${request} of ${id}, from ${from}, with ${physicalId}, dated ${dated}${claim}`;
}

function formatOutOfBandEvent(event: OutOfBandEvent): string {
  const { afterSeconds, kind, ...details } = event;
  if (event.kind === 'forge') return `after ${afterSeconds} s: ${formatForgery(event.forgery)}`;
  return `after ${afterSeconds} s: ${[kind, ...Object.values(details)].join(' ')}`;
}
