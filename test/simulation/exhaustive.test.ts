import {
  Baseline,
  runBaselines,
  pairsOfFaults,
  runTask,
  singleFaults,
  Task,
  taskName,
} from '../../simulation/exhaustive/tasks';
import { TestBed } from '../../simulation/exhaustive/test-bed/test-bed';

/** One of so many faults; `npm run simulate -- --exhaustive` has them all. */
const EVERY = 397;

/** Returns the failures by the name of the task. */
async function failuresOf(tasks: readonly Task[]): Promise<Record<string, readonly string[]>> {
  const failures: Record<string, readonly string[]> = {};
  for (const task of tasks) {
    const { result } = await runTask(task);
    if (result.failures.length > 0) failures[taskName(task)] = result.failures;
  }
  return failures;
}

let all: readonly Baseline[];
beforeAll(async () => (all = await runBaselines()), 60_000);
afterAll(() => TestBed.dispose());

test('every invariant holds without faults', () => {
  for (const { baseCase, faultFree } of all) {
    expect({ baseCase, failures: faultFree.failures }).toEqual({ baseCase, failures: [] });
  }
});

test('a second fault is drawn from the calls that are made with the first one, and is always the same', async () => {
  const [task, another] = pairsOfFaults(all, 2, 7);
  if (task === undefined || another === undefined) throw new Error('no pairs were drawn');
  const { faultyCalls } = await runTask(task);

  expect(faultyCalls).toHaveLength(2);
  await runTask(another);
  expect((await runTask(task)).faultyCalls).toEqual(faultyCalls);
}, 60_000);

test('the base cases have every outcome', () => {
  expect(new Set(all.map(({ faultFree }) => faultFree.outcome))).toEqual(
    new Set(['succeeded', 'rolledBack', 'failed']),
  );
});

test('every invariant holds with a fault at any call of the function', async () => {
  const tasks = singleFaults(all).filter((_, index) => index % EVERY === 0);
  expect(tasks.length).toBeGreaterThan(50);
  expect(await failuresOf(tasks)).toEqual({});
}, 300_000);

test('every invariant holds with two faults', async () => {
  expect(await failuresOf(pairsOfFaults(all, 15, 1))).toEqual({});
}, 300_000);
