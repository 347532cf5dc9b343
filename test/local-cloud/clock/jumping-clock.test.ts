import { JumpingClock } from '../../../local-cloud/clock/jumping-clock';

const HOUR = 3_600_000;

async function realTime(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

test('an hour takes milliseconds', async () => {
  const clock = new JumpingClock(new Date('2026-03-01T12:00:00Z'));
  const started = Date.now();
  await clock.sleep(HOUR);
  expect(new Date(clock.now()).toISOString()).toBe('2026-03-01T13:00:00.000Z');
  expect(Date.now() - started).toBeLessThan(1000);
});

test('sleepers wake in the order of their times, those of one time in the order in which they fell asleep', async () => {
  const clock = new JumpingClock();
  const woken: string[] = [];
  const sleeper = async (name: string, milliseconds: number) => {
    await clock.sleep(milliseconds);
    woken.push(`${name} at ${clock.now() - start}`);
  };
  const start = clock.now();
  await Promise.all([sleeper('late', 300), sleeper('first', 100), sleeper('second', 100), sleeper('middle', 200)]);
  expect(woken).toEqual(['first at 100', 'second at 100', 'middle at 200', 'late at 300']);
});

test('what a sleeper does after waking happens before the clock moves on', async () => {
  const clock = new JumpingClock();
  const start = clock.now();
  const seen: number[] = [];
  const chain = async () => {
    await clock.sleep(10);
    for (let step = 0; step < 20; step++) await Promise.resolve();
    await clock.sleep(5);
    seen.push(clock.now() - start);
  };
  await Promise.all([chain(), clock.sleep(12).then(() => seen.push(clock.now() - start))]);
  expect(seen).toEqual([12, 15]);
});

test('the clock stands while something is busy', async () => {
  const clock = new JumpingClock();
  const start = clock.now();
  const sleep = clock.sleep(HOUR).then(() => 'slept');
  await clock.busy(async () => {
    await clock.busy(async () => realTime(10));
    await realTime(10);
    expect(clock.now()).toBe(start);
  });
  await expect(sleep).resolves.toBe('slept');
});

test('a hold makes the clock stand until it is let go, once', async () => {
  const clock = new JumpingClock();
  const start = clock.now();
  const first = clock.hold();
  const second = clock.hold();
  const sleep = clock.sleep(1000);
  first();
  first();
  await realTime(10);
  expect(clock.now()).toBe(start);
  second();
  await sleep;
  expect(clock.now()).toBe(start + 1000);
});

test('work that sleeps while it is busy does not stop the clock from waking it, and is busy again after', async () => {
  const clock = new JumpingClock();
  const start = clock.now();
  const other = clock.sleep(HOUR + 1);
  await clock.busy(async () =>
    clock.busy(async () => {
      await clock.sleep(HOUR);
      await realTime(10);
      expect(clock.now()).toBe(start + HOUR);
    }),
  );
  await other;
});

test('a sleep ends at once when its signal aborts, and never disturbs the clock again', async () => {
  const clock = new JumpingClock();
  const start = clock.now();
  const controller = new AbortController();
  const sleep = clock.sleep(HOUR, controller.signal);
  controller.abort(new Error('no longer wanted'));
  await expect(sleep).rejects.toThrow('no longer wanted');
  await clock.sleep(10);
  expect(clock.now()).toBe(start + 10);
  await expect(clock.sleep(1, controller.signal)).rejects.toThrow('no longer wanted');
});

test('a stopped clock wakes nobody', async () => {
  const clock = new JumpingClock();
  let woken = false;
  void clock.sleep(10).then(() => (woken = true));
  clock.stop();
  await realTime(10);
  expect(woken).toBe(false);
});
