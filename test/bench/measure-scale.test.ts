import { measureScale } from '../../bench/scale/measure-scale';

const MINUTE = 60_000;

test('a launch that fails is counted, and the removal of the others is not', async () => {
  const durations = [70 * MINUTE, MINUTE, 2 * MINUTE];
  const load = await measureScale({ stacks: 1, productsPerStack: 3, durations, callsPerSecond: 10 });

  expect(load.failed).toBe(1);
  expect(load.delays).toHaveLength(2);
  for (const delay of load.delays) {
    expect(delay).toBeGreaterThan(0);
    expect(delay).toBeLessThan(MINUTE);
  }
}, 60_000);
