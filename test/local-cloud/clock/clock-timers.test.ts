import { clockDate } from '../../../local-cloud/clock/clock-date';
import { ClockTimers } from '../../../local-cloud/clock/clock-timers';
import { JumpingClock } from '../../../local-cloud/clock/jumping-clock';

const clock = new JumpingClock(new Date('2026-03-01T12:00:00Z'));

test('timeouts and intervals fire in the time of the clock', async () => {
  const timers = new ClockTimers(clock);
  const start = clock.now();
  const fired: string[] = [];
  const note = (name: unknown) => fired.push(`${name as string} at ${(clock.now() - start) / 1000}`);
  timers.setTimeout(note, 25_000, 'timeout');
  const interval = timers.setInterval(note, 10_000, 'interval');
  timers.clear(timers.setTimeout(note, 5_000, 'cleared'));
  await clock.sleep(35_000);
  timers.clear(interval);
  await clock.sleep(60_000);
  expect(fired).toEqual(['interval at 10', 'interval at 20', 'timeout at 25', 'interval at 30']);
  expect(timers.pending).toBe(0);
});

test('after clearAll no timer fires and none can be set', async () => {
  const timers = new ClockTimers(clock);
  let fired = 0;
  timers.setTimeout(() => fired++, 10);
  timers.clearAll();
  timers.setTimeout(() => fired++, 10);
  await clock.sleep(1000);
  expect(fired).toBe(0);
});

test('the date of the clock is a Date in every other respect', () => {
  const ClockDate = clockDate(clock);
  expect(new ClockDate().getTime()).toBe(clock.now());
  expect(ClockDate.now()).toBe(clock.now());
  expect(new ClockDate('2020-02-29T00:00:00Z').toISOString()).toBe('2020-02-29T00:00:00.000Z');
  expect(ClockDate.UTC(1970, 0, 1)).toBe(0);
  expect(new ClockDate()).toBeInstanceOf(Date);
});
