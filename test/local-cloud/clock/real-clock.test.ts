import { RealClock } from '../../../local-cloud/clock/real-clock';

test('time runs as many times faster as it is told', async () => {
  const clock = new RealClock({ speed: 1000 });
  const start = clock.now();
  const realStart = Date.now();
  await clock.sleep(20_000);
  expect(clock.now() - start).toBeGreaterThanOrEqual(19_000);
  expect(Date.now() - realStart).toBeLessThan(2000);
});

test('a sleep ends at once when its signal aborts', async () => {
  const clock = new RealClock();
  const controller = new AbortController();
  const sleep = clock.sleep(60_000, controller.signal);
  controller.abort(new Error('no longer wanted'));
  await expect(sleep).rejects.toThrow('no longer wanted');
});

test('a stopped clock leaves no timer behind', async () => {
  const clock = new RealClock();
  let fired = false;
  clock.timer(5, () => (fired = true));
  clock.stop();
  clock.timer(5, () => (fired = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(fired).toBe(false);
});

test('fails for a speed at which no time would pass', () => {
  expect(() => new RealClock({ speed: 0 })).toThrow('speed must be above 0, got 0');
});
