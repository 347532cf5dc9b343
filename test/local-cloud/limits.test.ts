import { CloudOfFunctions } from './lambda/cloud';
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

test('fails to run more functions at the same time than the account may', async () => {
  const cloud = await CloudOfFunctions.start({ concurrentInvocations: 1 });
  cloud.add('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 1000));');
  const first = cloud.invoke();
  await expect(cloud.invoke()).rejects.toThrow('Rate Exceeded.');
  await first;
  await expect(cloud.invoke()).resolves.toBeNull();
  await cloud.stop();
});
