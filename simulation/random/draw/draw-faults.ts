import fc, { type Arbitrary } from 'fast-check';
import { mostlyEmpty, one, seldom } from './choices';
import { ACCIDENTS, type Fault, type FaultRule } from '../../../local-cloud/faults/fault';

/** The calls that a fault may hit: any, or those of a service or an operation. */
const PLACES: readonly Pick<FaultRule, 'service' | 'operation'>[] = [
  {},
  { service: 'lambda' },
  { service: 'servicecatalog' },
  { service: 'states' },
  { service: 'cloudformation' },
  { service: 'custom-resource-response' },
  { service: 'secretsmanager' },
  { service: 'servicecatalog', operation: 'ProvisionProduct' },
  { service: 'servicecatalog', operation: 'UpdateProvisionedProduct' },
  { service: 'servicecatalog', operation: 'TerminateProvisionedProduct' },
  { service: 'servicecatalog', operation: 'DescribeProvisionedProduct' },
  { service: 'servicecatalog', operation: 'DescribeRecord' },
  { service: 'states', operation: 'StartExecution' },
];

/** Services that IAM protects. */
const GUARDED_PLACES = PLACES.filter(
  ({ service = 'lambda' }) => service !== 'lambda' && service !== 'custom-resource-response',
);

const FAULT_AT_PLACE = fc.oneof(
  { weight: 8, arbitrary: fc.record({ fault: one(...ACCIDENTS), place: one(...PLACES) }) },
  { weight: 2, arbitrary: fc.record({ fault: one<Fault>('denied'), place: one(...GUARDED_PLACES) }) },
  { weight: 2, arbitrary: fc.record({ fault: one<Fault>('late'), place: one(...GUARDED_PLACES) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      fault: one<Fault>('atQuota'),
      place: one({ service: 'servicecatalog', operation: 'ProvisionProduct' }),
    }),
  },
);

const FAULT: Arbitrary<FaultRule> = fc
  .record({
    at: FAULT_AT_PLACE,
    first: fc.integer({ min: 1, max: 30 }),
    times: one(1, 1, 2, 4, 8),
  })
  .map(({ at: { fault, place }, first, times }) => ({
    fault,
    ...place,
    nth: Array.from({ length: times }, (_, index) => (place.operation ? 1 + (first % 4) : first) + index),
  }));

/**
 * Nothing runs for so long that no step of a request is retried any more. Lambda soon drops an event whose function dies, but
 * keeps one that it cannot run, and delivers it after an hour if it was throttled for too long.
 */
const OUTAGE: Arbitrary<FaultRule> = fc
  .record({
    fault: one<Fault>('killedBefore', 'killedAfter', 'throttled', 'failedBefore', 'failedAfter'),
    first: fc.integer({ min: 1, max: 12 }),
    times: fc.integer({ min: 12, max: 40 }),
  })
  .map(({ fault, first, times }) => ({
    fault,
    service: 'lambda',
    nth: Array.from({ length: fault.startsWith('killed') ? times : Math.min(times, 16) }, (_, index) => first + index),
  }));

export const FAULTS: Arbitrary<FaultRule[]> = seldom(
  mostlyEmpty(FAULT, 6),
  OUTAGE.map((outage) => [outage]),
);
