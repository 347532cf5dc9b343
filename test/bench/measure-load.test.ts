import { measureLoad } from '../../bench/local-cloud/measure-load';

const MEGABYTE = 1_000_000;

test('a cloud that keeps no calls does not grow with large bodies, and one that keeps all does', async () => {
  const [none, all] = await measureLoad([0, Infinity], { calls: 100, bodies: 10, bytesOfBody: 2 * MEGABYTE });

  const growth = [none, all].map((result) => (result?.memory.afterBodies ?? 0) - (result?.memory.afterCalls ?? 0));
  expect(growth[0]).toBeLessThan(10 * MEGABYTE);
  expect(growth[1]).toBeGreaterThan(15 * MEGABYTE);
  expect(none?.callsPerSecond).toBeGreaterThan(0);
}, 60_000);
