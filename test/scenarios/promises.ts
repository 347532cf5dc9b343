import { World } from './world';
import { checkInvariants, InvariantName } from '../../simulation/invariants/invariants';

/** Looks, when everything has come to rest, whether all that is promised whatever happens was kept in this scenario. */
export async function expectPromisesKept(world: World, except: readonly InvariantName[] = []): Promise<void> {
  await world.settle();
  expect(checkInvariants(world.cloud).filter(({ invariant }) => !except.includes(invariant))).toEqual([]);
  expect(world.cloud.stateMachines.executions.filter(({ status }) => status === 'RUNNING')).toEqual([]);
}
