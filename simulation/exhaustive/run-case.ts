import { Story } from './base-cases';
import { FaultyCall, Point, pointsSince, ruleOf } from './faulty-call';
import { Ending, endingOf } from './outcome';
import { Stage } from './test-bed';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { brokenPromises } from '../invariants/invariants';

export interface Played {
  readonly ending: Ending;
  /** A sentence for everything that was promised and not kept. */
  readonly broken: readonly string[];
  /** Names of provisioned products that are there in the end, when the stack is removed. */
  readonly left: readonly string[];
  /** The calls and invocations of the deployment. */
  readonly points: readonly Point[];
  /** Permissions of the function's role that nothing has needed; missing when the role is gone. */
  readonly unusedActions?: readonly string[];
}

/** Real time, where everything else is the clock's: a story that hangs is over. */
const PATIENCE_MILLISECONDS = 60_000;

/** Plays a story with these faults in its deployment, and then removes the stack without any. */
export async function play(story: Story, faultyCalls: readonly FaultyCall[]): Promise<Played> {
  const stage = await Stage.open();
  let giveUp: NodeJS.Timeout | undefined;
  const hung = new Promise<Played>((resolve) => {
    const played = { ending: 'stuck', broken: ['the story never ends'], left: [], points: [] } as const;
    giveUp = setTimeout(() => resolve(played), PATIENCE_MILLISECONDS);
  });
  try {
    return await Promise.race([playOn(stage, story, faultyCalls), hung]);
  } finally {
    clearTimeout(giveUp);
    await stage.close();
  }
}

async function playOn(stage: Stage, story: Story, faultyCalls: readonly FaultyCall[]): Promise<Played> {
  const { cloud } = stage;
  await story.before?.(stage);
  const [calls, invocations] = [cloud.ledger.entries.length, cloud.functions.invocations.length];
  cloud.faults.inject(...faultyCalls.map(ruleOf));
  const outcome = await story.deployment(stage);
  await stage.settle();
  cloud.faults.clear();
  stage.behave({});
  const points = pointsSince(cloud, calls, invocations);
  const broken = brokenPromises(cloud).map(({ promise, how }) => `${promise}: ${how}`);
  const unusedActions = unusedActionsOfFunction(cloud);
  broken.push(...(await end(stage)));
  const left = cloud.serviceCatalog.ledger.present.map(({ name }) => name);
  return { ending: endingOf(outcome), broken, left, points, unusedActions };
}

/** However the deployment went, the stack can be removed now, and nothing stays that nobody was told of. */
async function end(stage: Stage): Promise<string[]> {
  const { stackStatus, reason } = await stage.destroy();
  await stage.settle();
  const refused = stackStatus === 'DELETE_COMPLETE' ? [] : [`the stack cannot be removed: ${stackStatus}, ${reason}`];
  return [...refused, ...brokenPromises(stage.cloud).map(({ promise, how }) => `${promise}, at the end: ${how}`)];
}

function unusedActionsOfFunction({ ledger, iam }: LocalCloud): readonly string[] | undefined {
  const call = ledger.entries.find(({ functionName }) => functionName !== undefined);
  const roleArn = call?.caller.principalArn ?? '';
  return iam.role(roleArn) && iam.unusedActions(roleArn);
}
