import type { Cloud } from '../../../lambda/aws/cloud';
import { awaitRecord } from '../../../lambda/provisioned-product/follow-record';
import type { CustomResourceEvent } from '../../../lambda/request/event';
import type { StepContext, Progress, Step } from '../../../lambda/step/context';
import { backOff, pauseAfter, poll } from '../../../lambda/step/pause';

/** The looks that a product of this many seconds takes, and how late the last one is. */
function looks(seconds: number): { readonly count: number; readonly late: number } {
  let waited = 0;
  let count = 0;
  while (waited < seconds) {
    waited += pauseAfter(waited * 1000);
    count++;
  }
  return { count, late: waited - seconds };
}

test.each([10, 60, 300, 1800, 3000])(
  'the response to a product of %i seconds is late by at most a tenth',
  (seconds) => {
    expect(looks(seconds).late).toBeLessThanOrEqual(Math.min(30, seconds / 10));
  },
);

test('no response is late by more than a tenth, nor by more than half a minute', () => {
  const late = (seconds: number) => looks(seconds).late > Math.min(30, seconds / 10);
  expect(Array.from({ length: 3000 }, (_, index) => 10 + index).filter(late)).toEqual([]);
});

test('half an hour takes less than a quarter of the polls at five-second intervals', () => {
  expect(looks(1800).count).toBeLessThanOrEqual((1800 / 5) * 0.24);
});

describe('while services throttle', () => {
  const MINUTE = 60_000;

  /** A request that has waited for ten minutes and has most of its hour before it. */
  function waiting(progress: Partial<Progress> = {}): StepContext {
    return {
      event: {} as CustomResourceEvent,
      cloud: {} as Cloud,
      now: 10 * MINUTE,
      progress: { startedAt: 0, deadline: 55 * MINUTE, calls: 0, waitingSince: 0, ...progress },
    };
  }

  function after(step: Step): { readonly pause: number; readonly context: StepContext } {
    if (step.kind === 'respond') throw new Error('expected a pause');
    return { pause: step.pause, context: waiting(step.progress) };
  }

  test('a throttled poll is retried no sooner than usual, and slows down the next ones', () => {
    const first = after(backOff(waiting(), 'a service'));
    expect(first.pause).toBeGreaterThanOrEqual(15);
    expect(first.pause).toBeLessThanOrEqual(45);
    expect(after(poll(first.context, 'the record')).pause).toBeGreaterThan(30);
  });

  test('successful polls return to the usual pace', () => {
    let { context, pause } = after(backOff(after(backOff(waiting(), 'a service')).context, 'a service'));
    const pauses: number[] = [];
    for (let look = 0; look < 8; look++) {
      ({ context, pause } = after(poll(context, 'the record')));
      pauses.push(pause);
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => b - a));
    expect(pauses.at(-1)).toBe(30);
  });

  test('a poll is delayed by at most three minutes, however long the throttling lasts', () => {
    let context = waiting();
    for (let trouble = 0; trouble < 12; trouble++) ({ context } = after(backOff(context, 'a service')));
    expect(after(poll(context, 'the record')).pause).toBe(180);
  });

  test('a mutating step is retried within seconds, then with growing pauses', () => {
    let context = waiting({ waitingSince: undefined });
    const pauses: number[] = [];
    for (let trouble = 0; trouble < 10; trouble++) {
      const step = after(backOff(context, 'a service'));
      pauses.push(step.pause);
      context = waiting({ ...step.context.progress, waitingSince: undefined });
    }
    expect(pauses[0]).toBeLessThanOrEqual(8);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(60);
  });

  test('a launch that was throttled is polled at the same slow pace', () => {
    let context = waiting({ waitingSince: undefined });
    for (let trouble = 0; trouble < 3; trouble++) ({ context } = after(backOff(context, 'a service')));
    const launched = awaitRecord(context, { operation: 'launch', of: 'x', provisionedProductId: 'pp-1', id: 'rec-1' });
    expect(after(launched).pause).toBeGreaterThan(60);
  });

  test('after the deadline the final check is retried soon', () => {
    const late = { ...waiting({ slowness: 64 }), now: 55.5 * MINUTE };
    expect(after(backOff(late, 'a service')).pause).toBeLessThanOrEqual(15);
  });
});
