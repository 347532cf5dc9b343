import fc, { type Arbitrary } from 'fast-check';
import { one, rarely } from './choices';
import { LOGICAL_ID } from './draw-app';
import { PLAIN_PRODUCT, PRODUCTS, VERSIONS } from '../scenario/drawn-app';
import { CLAIMS, type Forgery } from '../scenario/forgery';
import type { OutOfBandEvent } from '../scenario/scenario';

export const SECONDS = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 90 }) },
  { weight: 1, arbitrary: one(600, 3_000, 3_700, 8_000) },
);

const FORGERY_PARTS = {
  request: one('Delete', 'Update', 'Create'),
  id: LOGICAL_ID,
  physicalId: rarely('its own id', 'the id of another product', 'no id'),
  dated: rarely('now', 'tomorrow'),
  claims: one(...CLAIMS),
} as const;

const FOREIGNER = one('a resource that is not declared', 'another stack');

export const FORGERY: Arbitrary<Forgery> = fc.record({
  ...FORGERY_PARTS,
  from: fc.oneof({ weight: 2, arbitrary: fc.constant('the resource') }, { weight: 1, arbitrary: FOREIGNER }),
}) as Arbitrary<Forgery>;

/** During an operation, only its date can tell a forged request for one of the stack's resources from CloudFormation's. */
const FORGERY_DURING_OPERATION = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...FORGERY_PARTS, from: FOREIGNER }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...FORGERY_PARTS, from: fc.constant('the resource'), dated: fc.constant('tomorrow') }),
  },
) as Arbitrary<Forgery>;

/** Mostly the product that is deployed most. */
const PUBLISHED_PRODUCT = fc.oneof(
  { weight: 3, arbitrary: fc.constant(PLAIN_PRODUCT.product) },
  { weight: 2, arbitrary: one(...PRODUCTS) },
);

export const OUT_OF_BAND_EVENT = fc
  .tuple(
    SECONDS,
    fc.oneof(
      fc.record({ kind: one('terminate', 'taint', 'break'), id: LOGICAL_ID }),
      fc.record({
        kind: fc.constant('update'),
        id: LOGICAL_ID,
        change: one('upstream', 'size', 'version', 'broken version'),
      }),
      fc.record({ kind: rarely('taint', 'enter unknown state', 'open plan'), id: LOGICAL_ID }),
      fc.record({
        kind: fc.constant('publish'),
        product: PUBLISHED_PRODUCT,
        name: one('v1', 'v2'),
        content: one('other defaults', 'needs more', 'broken'),
      }),
      fc.record({ kind: fc.constant('revoke access'), product: one(...PRODUCTS) }),
      fc.record({ kind: one('deactivate', 'deprecate'), product: one(...PRODUCTS), version: one(...VERSIONS) }),
      fc.record({ kind: fc.constant('activate'), product: one(...PRODUCTS) }),
      fc.record({ kind: fc.constant('forge'), forgery: FORGERY_DURING_OPERATION }),
      fc.record({ kind: one('change path ids', 'grant access', 'cancel the update', 'delete the stack') }),
      fc.record({ kind: one('occupy Control Tower', 'release Control Tower') }),
      fc.record({ kind: one('rotate the secret', 'rotate the secret', 'delete the secret', 'restore the secret') }),
    ),
  )
  .map(([afterSeconds, event]) => ({ afterSeconds, ...event })) as Arbitrary<OutOfBandEvent>;
