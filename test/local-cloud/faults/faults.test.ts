import { Faults } from '../../../local-cloud/faults/faults';
import { Random } from '../../../local-cloud/faults/random';

const provision = { service: 'servicecatalog', operation: 'ProvisionProduct', functionName: 'handler' };
const describeRecord = { service: 'servicecatalog', operation: 'DescribeRecord', functionName: 'handler' };

test('a rule hits the nth call that matches it, and counts no other', () => {
  const faults = new Faults();
  faults.inject({ fault: 'killedAfter', operation: 'ProvisionProduct', nth: 2 });
  const hits = [provision, describeRecord, provision, provision].map((call) => faults.next(call));
  expect(hits).toEqual([undefined, undefined, 'killedAfter', undefined]);
});

test('a rule without a number hits every call of its service, operation and function', () => {
  const faults = new Faults();
  faults.inject({ fault: 'throttled', service: 'servicecatalog', functionName: 'handler' });
  expect(faults.next(provision)).toBe('throttled');
  expect(faults.next({ ...provision, functionName: 'other' })).toBeUndefined();
  expect(faults.next({ ...provision, functionName: undefined })).toBeUndefined();
  expect(faults.next({ ...provision, service: 'states' })).toBeUndefined();
  faults.clear();
  expect(faults.next(provision)).toBeUndefined();
});

test('the same seed gives the same faults, another seed gives others', () => {
  const run = (seed: number) => {
    const faults = new Faults(seed);
    faults.inject({ fault: 'throttled', probability: 0.3 });
    return Array.from({ length: 100 }, () => faults.next(describeRecord) ?? '-').join('');
  };
  expect(run(7)).toBe(run(7));
  expect(run(7)).not.toBe(run(8));
});

test('random numbers spread evenly from 0 to 1, whatever the seed', () => {
  for (const seed of [0, 1, 2, 12345]) {
    const random = new Random(seed);
    const draws = Array.from({ length: 2000 }, () => random.next());
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(draws.reduce((sum, draw) => sum + draw) / draws.length).toBeCloseTo(0.5, 1);
  }
});
