import { JumpingClock } from '../../local-cloud/clock/jumping-clock';
import { Throttle } from '../../local-cloud/throttle';

test('a throttle lets as many calls through as come in a second, and more when time has passed', async () => {
  const clock = new JumpingClock();
  const throttle = new Throttle(clock, 2);
  throttle.admit();
  throttle.admit();
  expect(() => throttle.admit()).toThrow('Rate exceeded');
  await clock.sleep(500);
  expect(() => throttle.admit()).not.toThrow();
  expect(() => throttle.admit()).toThrow('Rate exceeded');
});
