import fc, { type Arbitrary } from 'fast-check';
import { one, rarely, seldom } from './choices';
import {
  ACCOUNT,
  type DeclaredProduct,
  type Edit,
  EXTERNAL,
  LOGICAL_IDS,
  NAMES,
  PLAIN_PRODUCT,
  PRODUCTS,
  STACK_SET,
} from '../scenario/drawn-app';

const PRODUCT_NAME = fc.oneof(
  { weight: 6, arbitrary: one(...PRODUCTS.slice(0, 3)) },
  { weight: 2, arbitrary: one(EXTERNAL, STACK_SET, ACCOUNT) },
);

const PRODUCT: Arbitrary<DeclaredProduct> = fc.record({
  product: PRODUCT_NAME,
  productBy: one('id', 'name'),
  version: seldom(one('v1', 'v2', 'RECOMMENDED', 'LATEST', 'KEEP_ACTIVE'), one('broken')),
  versionBy: one('name', 'id'),
  name: rarely(undefined, ...NAMES),
  size: seldom(one('size-small', 'size-large'), one('size-huge')),
  password: seldom(one('default', 'secret', 'awkward secret', 'private key', 'secure string'), one('missing secret')),
  keepsSize: rarely(false, true),
  accounts: one(1, 2, 3),
  zone: rarely(undefined, 'zone-of-the-app'),
  notes: rarely(0, 40, 70),
  pathBy: rarely('portfolio', 'name'),
  upstream: one(undefined, ...LOGICAL_IDS),
  tags: one(0, 1, 2),
  topics: rarely(0, 1, 2),
  retained: seldom(one(false), one(true)),
  terminationOptions: rarely('none', 'ignoreErrors', 'retainPhysicalResources'),
  timeoutSeconds: rarely(undefined, 60, 300),
});

/** Some of the properties of a product. */
const CHANGE: Arbitrary<Partial<DeclaredProduct>> = fc
  .tuple(PRODUCT, fc.subarray(Object.keys(PLAIN_PRODUCT).concat('name', 'upstream', 'timeoutSeconds', 'zone')))
  .map(([product, keys]) => Object.fromEntries(Object.entries(product).filter(([key]) => keys.includes(key))));

/** Changes of settings of the function, or of the tags alone. */
const SETTING: Arbitrary<Partial<DeclaredProduct>> = one<Partial<DeclaredProduct>>(
  { keepsSize: true, tags: 1 },
  { keepsSize: true, tags: 2 },
  { timeoutSeconds: 300 },
  { timeoutSeconds: undefined },
  { terminationOptions: 'ignoreErrors' },
  { terminationOptions: 'none' },
);

/** The accounts and the version of a stack set: it takes several calls to change both. */
const STACK_SET_CHANGE: Arbitrary<Partial<DeclaredProduct>> = fc.record({
  product: fc.constant(STACK_SET),
  accounts: one(1, 2, 3),
  version: one('v1', 'v2'),
});

/** Mostly the same two, so that more happens to each: few faults need an app of more products. */
export const LOGICAL_ID = fc.oneof(
  { weight: 3, arbitrary: one(...LOGICAL_IDS.slice(0, 2)) },
  { weight: 1, arbitrary: one(...LOGICAL_IDS) },
);

const EDIT_OF_ONE = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('declare'), id: LOGICAL_ID, change: CHANGE }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('declare'), id: LOGICAL_ID, change: SETTING }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('declare'), id: LOGICAL_ID, change: STACK_SET_CHANGE }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), id: LOGICAL_ID }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename'), id: LOGICAL_ID, to: LOGICAL_ID }) },
);

/** Seldom many products at once, each using an output of the one before. */
export const EDIT: Arbitrary<Edit> = fc.oneof(
  { weight: 32, arbitrary: EDIT_OF_ONE },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('declare a chain'),
      ids: fc.subarray([...LOGICAL_IDS], { minLength: 4 }),
    }),
  },
) as Arbitrary<Edit>;
