import fc, { type Arbitrary } from 'fast-check';
import { mostlyEmpty, one, rarely, seldom } from './choices';
import { EDIT } from './draw-app';
import { CLOUDFORMATION, SERVICE_CATALOG, STEP_FUNCTIONS } from './draw-behaviours';
import { FAULTS } from './draw-faults';
import { FORGERY, OUT_OF_BAND_EVENT, SECONDS } from './draw-out-of-band-events';
import { type Edit, NAMES, PRODUCTS } from '../scenario/drawn-app';
import type { Forgery } from '../scenario/forgery';
import type { Delivery, Deployment, DrawnBehaviour, Scenario } from '../scenario/scenario';

/** Mostly short, as each poll of a product takes real time. */
const DRAWN_BEHAVIOUR: Arbitrary<DrawnBehaviour> = fc.record({
  takesSeconds: seldom(one(0, 0, 3, 8, 14, 30, 90), seldom(one(300), one(1_200, 3_200, 5_000))),
  fails: rarely([], ['create'], ['update'], ['terminate'], ['create', 'terminate'], ['update', 'terminate']),
  isVerbose: rarely(false, true),
  quotesParameters: fc.boolean(),
  deniedSeconds: seldom(fc.constant(0), one(30, 100)),
  hangs: seldom(fc.constant(false), seldom(fc.constant(false), fc.constant(true))),
  failsInAccount: rarely(false, true),
  parsing: rarely('quick', 'slow', 'failing', 'failing for launches'),
}) as Arbitrary<DrawnBehaviour>;

const DEPLOYMENT: Arbitrary<Deployment> = fc.record({
  action: rarely('deploy', 'delete', 'roll back'),
  rollback: one('on', 'on', 'off'),
  skipsFailed: rarely(false, true),
  cancelledAtCall: seldom(fc.constant(undefined), fc.integer({ min: 1, max: 25 })),
  forgeries: fc.oneof({ weight: 3, arbitrary: fc.constant<Forgery[]>([]) }, fc.array(FORGERY, { maxLength: 3 })),
  edits: fc.oneof(
    { weight: 9, arbitrary: fc.array(EDIT, { minLength: 1, maxLength: 3, size: 'max' }) },
    { weight: 1, arbitrary: fc.constant<Edit[]>([]) },
  ),
  sibling: fc.option(fc.record({ takesSeconds: one(0, 10, 45, 120), fails: one(false, false, true) }), {
    nil: undefined,
  }),
  before: mostlyEmpty(OUT_OF_BAND_EVENT, 2),
  during: mostlyEmpty(OUT_OF_BAND_EVENT, 3),
  products: fc.oneof(
    fc.constant({}),
    fc.record(Object.fromEntries(PRODUCTS.map((name) => [name, DRAWN_BEHAVIOUR])), { requiredKeys: [] }),
  ),
  faults: FAULTS,
  restSeconds: one(0, 60, 8_000),
});

const DELIVERY: Arbitrary<Delivery> = fc.record({
  lateSeconds: rarely(0, 5, 70, 600),
  copiesAfterSeconds: mostlyEmpty(SECONDS, 2),
});

export const SCENARIO: Arbitrary<Scenario> = fc.record({
  serviceCatalog: SERVICE_CATALOG,
  cloudFormation: CLOUDFORMATION,
  stepFunctions: STEP_FUNCTIONS,
  callTakes: one(0, 0, 100),
  takesNotes: seldom(one(false), one(true)),
  otherPortfolio: rarely('nothing', 'the same products', 'namesakes'),
  reuseRequestIds: fc.boolean(),
  takenNames: mostlyEmpty(one(...NAMES), 1),
  deliveries: fc.array(DELIVERY, { maxLength: 12, size: 'max' }),
  deployments: fc.array(DEPLOYMENT, { minLength: 1, maxLength: 10, size: 'max' }),
});
