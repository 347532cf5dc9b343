import { Edit } from './app';
import { Act, OutOfBandEvent, DrawnBehaviour, Scenario } from './scenario';
import { DEFAULT_CLOUDFORMATION_BEHAVIOURS } from '../../../local-cloud/cloudformation/behaviours';
import { FaultRule } from '../../../local-cloud/faults/fault';
import { DEFAULT_BEHAVIOURS } from '../../../local-cloud/service-catalog/behaviours';
import { DEFAULT_STEP_FUNCTIONS_BEHAVIOURS } from '../../../local-cloud/step-functions/behaviours';
import { Forgery } from '../run/forge';

/** The scenario as a person would tell it, without what goes as usual. */
export function formatScenario(scenario: Scenario): string {
  const lines = [
    ...unusual('Service Catalog', scenario.behaviours, DEFAULT_BEHAVIOURS),
    ...unusual('CloudFormation', scenario.cloudFormation, DEFAULT_CLOUDFORMATION_BEHAVIOURS),
    ...unusual('Step Functions', scenario.stepFunctions, DEFAULT_STEP_FUNCTIONS_BEHAVIOURS),
    ...(scenario.callTakes > 0 ? [`a call takes ${scenario.callTakes} ms`] : []),
    ...(scenario.takesNotes ? ['one of the products has very many parameters'] : []),
    ...(scenario.elsewhere === 'nothing'
      ? []
      : [`everybody can launch ${scenario.elsewhere} through another portfolio`]),
    ...(scenario.reuseRequestIds ? ['CloudFormation uses the RequestIds of retried deployments again'] : []),
    ...scenario.takenNames.map((name) => `somebody else has a provisioned product named ${name}`),
    ...scenario.deliveries.flatMap(({ lateSeconds, copiesAfterSeconds }, index) => {
      if (lateSeconds === 0 && copiesAfterSeconds.length === 0) return [];
      const copies = copiesAfterSeconds.map((seconds) => `, again after ${seconds} s`).join('');
      return [`event ${index + 1} comes ${lateSeconds === 0 ? 'at once' : `${lateSeconds} s late`}${copies}`];
    }),
    ...scenario.acts.flatMap((act, index) => [
      `act ${index + 1}:`,
      ...formatDeployment(act).map((line) => `  ${line}`),
    ]),
  ];
  return lines.join('\n');
}

function unusual<T extends object>(service: string, behaviours: Partial<T>, usual: T): string[] {
  const usually = new Map(Object.entries(usual));
  return Object.entries(behaviours)
    .filter(([key, value]) => usually.get(key) !== value)
    .map(([key, value]) => `${service}: ${key} ${String(value)}`);
}

function formatDeployment(act: Act): string[] {
  return [
    ...act.forgeries.map((forgery) => `while all is at rest: ${formatForgery(forgery)}`),
    ...act.before.map((happening) => `before: ${formatOutOfBandEvent(happening)}`),
    ...act.edits.map(formatEdit),
    ...Object.entries(act.products).map(([name, behaviour]) => `product ${name} ${formatBehaviour(behaviour)}`),
    ...act.faults.map(formatFault),
    ...(act.sibling
      ? [`a sibling ${act.sibling.fails ? 'fails' : 'is done'} after ${act.sibling.takesSeconds} s`]
      : []),
    ...(act.skips ? ['a rollback that has failed goes on without what could not go back'] : []),
    DEPLOYMENT[act.deploy] + (act.rollback === 'off' ? ', without a rollback' : ''),
    ...(act.cancelledAtCall === undefined ? [] : [`meanwhile, at call ${act.cancelledAtCall}: cancel the update`]),
    ...act.during.map((happening) => `meanwhile ${formatOutOfBandEvent(happening)}`),
    ...(act.restSeconds > 0 ? [`then ${act.restSeconds} s pass`] : []),
  ];
}

const DEPLOYMENT: Record<Act['deploy'], string> = {
  app: 'the app is deployed',
  nothing: 'the stack is deleted',
  'what was before': 'what was kept is taken back',
};

function formatBehaviour(behaviour: DrawnBehaviour): string {
  const { takesSeconds, fails, isVerbose, isIndiscreet, deniedSeconds, hangs, failsInAccount, parsing } = behaviour;
  const words = [...(isVerbose ? ['very many words'] : []), ...(isIndiscreet ? ['its parameters'] : [])];
  const failure = `cannot ${fails.join(', ')}${words.length > 0 ? `, and says so with ${words.join(' and ')}` : ''}`;
  return [
    `takes ${takesSeconds} s`,
    ...(hangs ? ['hangs'] : []),
    ...(deniedSeconds > 0 ? [`lacks a permission for ${deniedSeconds} s`] : []),
    ...(fails.length > 0 ? [failure] : []),
    ...(failsInAccount ? ['fails in an account, if it is a stack set'] : []),
    ...(parsing === 'quick' ? [] : [`has parameters whose reading is ${parsing}, if another engine makes it`]),
  ].join(', ');
}

function formatEdit(edit: Edit): string {
  if (edit.what === 'remove') return `${edit.id} is removed`;
  if (edit.what === 'declare a chain') {
    return `${edit.ids.join(', ')} are declared, each with an output of the one before`;
  }
  if (edit.what === 'rename') return `${edit.id} is renamed to ${edit.to}`;
  const changes = Object.entries(edit.change).map(([key, value]) => `${key} ${String(value)}`);
  return `${edit.id} is declared${changes.length > 0 ? ` with ${changes.join(', ')}` : ''}`;
}

function formatFault({ fault, service, operation, nth }: FaultRule): string {
  const [first, ...others] = [nth].flat();
  const calls = others.length > 2 ? `${first} to ${others.at(-1)}` : [first, ...others].join(', ');
  return `call ${calls} of ${service ?? 'anything'} ${operation ?? ''} is ${fault}`;
}

function formatForgery({ request, from, id, bears, dated, claims }: Forgery): string {
  const claim = claims === 'nothing' ? '' : `, as a step that claims ${claims}`;
  return `somebody forges a ${request} of ${id}, from ${from}, with ${bears}, dated ${dated}${claim}`;
}

function formatOutOfBandEvent(happening: OutOfBandEvent): string {
  const { afterSeconds, what, ...of } = happening;
  if (happening.what === 'forge') return `after ${afterSeconds} s: ${formatForgery(happening.forgery)}`;
  return `after ${afterSeconds} s: ${[what, ...Object.values(of)].join(' ')}`;
}
