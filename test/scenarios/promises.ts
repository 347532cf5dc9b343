import { World } from './world';
import { brokenPromises, PromiseName } from '../../simulation/invariants/invariants';

/** Looks, when everything has come to rest, whether all that is promised whatever happens was kept in this story. */
export async function expectPromisesKept(world: World, except: readonly PromiseName[] = []): Promise<void> {
  await world.settle();
  expect(brokenPromises(world.cloud).filter(({ promise }) => !except.includes(promise))).toEqual([]);
  expect(world.cloud.stateMachines.executions.filter(({ status }) => status === 'RUNNING')).toEqual([]);
}
