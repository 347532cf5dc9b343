import { World } from './world';
import { checkInvariants, InvariantName } from '../../simulation/invariants/invariants';

/** Expects, when everything has come to rest, that the invariants hold in this scenario, and that nothing runs any more. */
export async function expectInvariants(world: World, except: readonly InvariantName[] = []): Promise<void> {
  await world.settle();
  expect(checkInvariants(world.cloud).filter(({ invariant }) => !except.includes(invariant))).toEqual([]);
  expect(world.cloud.stateMachines.executions.filter(({ status }) => status === 'RUNNING')).toEqual([]);
}
