import { measureLoad } from '../../bench/local-cloud/measure-load';

const MEGABYTE = 1_000_000;

test('a cloud that keeps no calls grows with large bodies by less than half of one that keeps all', async () => {
  const [none, all] = await measureLoad([0, Infinity], { calls: 100, bodies: 20, bytesOfBody: 2 * MEGABYTE });

  const growth = [none, all].map((result) => (result?.memory.afterBodies ?? 0) - (result?.memory.afterCalls ?? 0));
  expect(growth[1]).toBeGreaterThan(30 * MEGABYTE);
  expect(growth[0]).toBeLessThan((growth[1] ?? 0) / 2);
  expect(none?.callsPerSecond).toBeGreaterThan(0);
}, 60_000);
