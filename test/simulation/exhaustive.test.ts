import {
  Baseline,
  runBaselines,
  pairsOfFaults,
  runTask,
  singleFaults,
  Task,
  taskName,
} from '../../simulation/exhaustive/tasks';
import { TestBed } from '../../simulation/exhaustive/test-bed';

/** One of so many faults; `npm run simulate -- --exhaustive` has them all. */
const EVERY = 149;

/** What was promised and not kept, by the name of the deployment. */
async function brokenIn(tasks: readonly Task[]): Promise<Record<string, readonly string[]>> {
  const broken: Record<string, readonly string[]> = {};
  for (const task of tasks) {
    const { played } = await runTask(task);
    if (played.broken.length > 0) broken[taskName(task)] = played.broken;
  }
  return broken;
}

let all: readonly Baseline[];
beforeAll(async () => (all = await runBaselines()), 60_000);
afterAll(() => TestBed.dispose());

test('every invariant is kept where nothing goes wrong', () => {
  for (const { baseCase, faultFree } of all) {
    expect({ baseCase, broken: faultFree.broken }).toEqual({ baseCase, broken: [] });
  }
});

test('a second fault is drawn from the calls that there are with the first one, and again the same', async () => {
  const [task, another] = pairsOfFaults(all, 2, 7);
  if (task === undefined || another === undefined) throw new Error('no pairs were drawn');
  const { faultyCalls } = await runTask(task);

  expect(faultyCalls).toHaveLength(2);
  await runTask(another);
  expect((await runTask(task)).faultyCalls).toEqual(faultyCalls);
}, 60_000);

test('the baseCases end in every way there is', () => {
  expect(new Set(all.map(({ faultFree }) => faultFree.outcome))).toEqual(new Set(['succeeded', 'rolledBack', 'stuck']));
});

test('every invariant is kept whatever goes wrong at a call of the function', async () => {
  const tasks = singleFaults(all).filter((_, index) => index % EVERY === 0);
  expect(tasks.length).toBeGreaterThan(50);
  expect(await brokenIn(tasks)).toEqual({});
}, 300_000);

test('every invariant is kept when two calls go wrong', async () => {
  expect(await brokenIn(pairsOfFaults(all, 40, 1))).toEqual({});
}, 300_000);
