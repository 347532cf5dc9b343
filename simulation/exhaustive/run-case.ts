import type { BaseCase } from './base-cases/base-case';
import { type Outcome, outcomeOf } from './base-cases/outcome';
import { type FaultyCall, type InjectionPoint, pointsSince, ruleOf } from './faulty-call';
import { TestBed } from './test-bed/test-bed';
import { type LocalCloud } from '../../local-cloud/local-cloud';
import { checkInvariants } from '../invariants/invariants';

export interface CaseResult {
  readonly outcome: Outcome;
  /** A sentence for everything that should not have happened. */
  readonly failures: readonly string[];
  /** The names of provisioned products that are left when the stack is deleted. */
  readonly left: readonly string[];
  /** The calls and invocations of the deployment. */
  readonly points: readonly InjectionPoint[];
  /** Permissions of the function's role that were not used; missing if the role was deleted. */
  readonly unusedActions?: readonly string[];
}

/** In real time, unlike everything else. */
const LIMIT_MILLISECONDS = 60_000;

/** Runs a base case with these faults in its deployment, and then deletes the stack without faults. */
export async function runCase(baseCase: BaseCase, faultyCalls: readonly FaultyCall[]): Promise<CaseResult> {
  const testBed = await TestBed.open();
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<CaseResult>((resolve) => {
    const result = { outcome: 'failed', failures: ['the base case never ends'], left: [], points: [] } as const;
    timer = setTimeout(() => resolve(result), LIMIT_MILLISECONDS);
  });
  try {
    return await Promise.race([runIn(testBed, baseCase, faultyCalls), hung]);
  } finally {
    clearTimeout(timer);
    await testBed.close();
  }
}

async function runIn(testBed: TestBed, baseCase: BaseCase, faultyCalls: readonly FaultyCall[]): Promise<CaseResult> {
  const { cloud } = testBed;
  await baseCase.prepare?.(testBed);
  const [calls, invocations] = [cloud.callLog.entries.length, cloud.functions.invocations.length];
  cloud.faults.inject(...faultyCalls.map(ruleOf));
  const outcome = await baseCase.deploy(testBed);
  await testBed.settle();
  cloud.faults.clear();
  testBed.setBehaviour({});
  const points = pointsSince(cloud, calls, invocations);
  const failures = checkInvariants(cloud).map(({ invariant, message }) => `${invariant}: ${message}`);
  const unusedActions = unusedActionsOfFunction(cloud);
  failures.push(...(await cleanUp(testBed)));
  const left = cloud.serviceCatalog.store.present.map(({ name }) => name);
  return { outcome: outcomeOf(outcome), failures, left, points, unusedActions };
}

/** However the deployment went, without faults the stack can be deleted, and nothing is left undisclosed. */
async function cleanUp(testBed: TestBed): Promise<string[]> {
  const { stackStatus, reason } = await testBed.delete();
  await testBed.settle();
  const refused = stackStatus === 'DELETE_COMPLETE' ? [] : [`the stack cannot be deleted: ${stackStatus}, ${reason}`];
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
