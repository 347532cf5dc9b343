import { bytesOf } from '../../../lambda/request/bytes-of';
import { boundedProgress, MAXIMUM_PROGRESS_BYTES } from '../../../lambda/step/bounded-progress';
import type { Progress } from '../../../lambda/step/context';

const PROGRESS: Progress = { startedAt: 1, deadline: 2, calls: 3, launchedId: 'pp-1', waitingFor: 'the launch to end' };

test('small progress is unchanged', () => {
  expect(boundedProgress(PROGRESS)).toEqual(PROGRESS);
});

test('any progress fits, and nothing that decides is lost', () => {
  const long = '\u0001é'.repeat(20_000);
  const secretVersions = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}`.repeat(80), 'v']));
  const record = { id: 'rec-1', operation: 'launch', provisionedProductId: 'pp-1', of: long, secretVersions } as const;
  const full: Progress = {
    ...PROGRESS,
    older: Array.from(
      { length: 20 },
      (_, index) => `arn:aws:states:us-east-1:111111111111:execution:${'x'.repeat(144)}${index}`,
    ),
    waitingFor: long,
    failure: long,
    record,
    missingSince: { access: 1 },
    answer: { Status: 'FAILED', PhysicalResourceId: 'pp-1', Reason: long },
  };
  const bounded = boundedProgress(full);
  expect(bytesOf(bounded)).toBeLessThanOrEqual(MAXIMUM_PROGRESS_BYTES);
  expect(bounded).toMatchObject({ calls: 3, launchedId: 'pp-1', older: full.older, record: { id: 'rec-1' } });
});

test('the end of a long text, which holds the advice, is kept', () => {
  const failure = `${'words '.repeat(1_000)}and deploy again.`;
  expect(boundedProgress({ ...PROGRESS, failure }).failure).toMatch(/^words words .* \.\.\. .*and deploy again\.$/);
});
