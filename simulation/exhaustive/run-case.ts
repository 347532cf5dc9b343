import { BaseCase } from './base-cases';
import { FaultyCall, InjectionPoint, pointsSince, ruleOf } from './faulty-call';
import { Outcome, outcomeOf } from './outcome';
import { TestBed } from './test-bed';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { checkInvariants } from '../invariants/invariants';

export interface CaseResult {
  readonly outcome: Outcome;
  /** A sentence for everything that was promised and not kept. */
  readonly broken: readonly string[];
  /** Names of provisioned products that are there in the end, when the stack is removed. */
  readonly left: readonly string[];
  /** The calls and invocations of the deployment. */
  readonly points: readonly InjectionPoint[];
  /** Permissions of the function's role that nothing has needed; missing when the role is gone. */
  readonly unusedActions?: readonly string[];
}

/** Real time, where everything else is the clock's: a baseCase that hangs is over. */
const PATIENCE_MILLISECONDS = 60_000;

/** Plays a baseCase with these faults in its deployment, and then removes the stack without any. */
export async function runCase(baseCase: BaseCase, faultyCalls: readonly FaultyCall[]): Promise<CaseResult> {
  const testBed = await TestBed.open();
  let giveUp: NodeJS.Timeout | undefined;
  const hung = new Promise<CaseResult>((resolve) => {
    const played = { outcome: 'stuck', broken: ['the baseCase never ends'], left: [], points: [] } as const;
    giveUp = setTimeout(() => resolve(played), PATIENCE_MILLISECONDS);
  });
  try {
    return await Promise.race([runIn(testBed, baseCase, faultyCalls), hung]);
  } finally {
    clearTimeout(giveUp);
    await testBed.close();
  }
}

async function runIn(testBed: TestBed, baseCase: BaseCase, faultyCalls: readonly FaultyCall[]): Promise<CaseResult> {
  const { cloud } = testBed;
  await baseCase.before?.(testBed);
  const [calls, invocations] = [cloud.callLog.entries.length, cloud.functions.invocations.length];
  cloud.faults.inject(...faultyCalls.map(ruleOf));
  const outcome = await baseCase.deployment(testBed);
  await testBed.settle();
  cloud.faults.clear();
  testBed.behave({});
  const points = pointsSince(cloud, calls, invocations);
  const broken = checkInvariants(cloud).map(({ invariant, message }) => `${invariant}: ${message}`);
  const unusedActions = unusedActionsOfFunction(cloud);
  broken.push(...(await end(testBed)));
  const left = cloud.serviceCatalog.store.present.map(({ name }) => name);
  return { outcome: outcomeOf(outcome), broken, left, points, unusedActions };
}

/** However the deployment went, the stack can be removed now, and nothing stays that nobody was told of. */
async function end(testBed: TestBed): Promise<string[]> {
  const { stackStatus, reason } = await testBed.destroy();
  await testBed.settle();
  const refused = stackStatus === 'DELETE_COMPLETE' ? [] : [`the stack cannot be removed: ${stackStatus}, ${reason}`];
  return [
    ...refused,
    ...checkInvariants(testBed.cloud).map(({ invariant, message }) => `${invariant}, at the end: ${message}`),
  ];
}

function unusedActionsOfFunction({ callLog, iam }: LocalCloud): readonly string[] | undefined {
  const call = callLog.entries.find(({ functionName }) => functionName !== undefined);
  const roleArn = call?.caller.principalArn ?? '';
  return iam.role(roleArn) && iam.unusedActions(roleArn);
}
