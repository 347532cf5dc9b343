import fc, { Arbitrary } from 'fast-check';
import { CloudFormationBehaviours } from '../../../local-cloud/cloudformation/behaviours';
import { ACCIDENTS, Fault, FaultRule } from '../../../local-cloud/faults/fault';
import { Behaviours } from '../../../local-cloud/service-catalog/behaviours';
import { StepFunctionsBehaviours } from '../../../local-cloud/step-functions/behaviours';
import { CLAIMS, Forgery } from '../run/forge';
import {
  ACCOUNT,
  DeclaredProduct,
  Edit,
  EXTERNAL,
  LOGICAL_IDS,
  NAMES,
  PLAIN_PRODUCT,
  PRODUCTS,
  STACK_SET,
  VERSIONS,
} from '../scenario/app';
import { Act, Delivery, OutOfBandEvent, DrawnBehaviour, Scenario } from '../scenario/scenario';

/** Draws one of these; a scenario that breaks a invariant is made simpler by going towards the first one. */
const one = <T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);

/** Usually the first, so that most of a scenario goes as usual. */
const rarely = <T>(usual: T, ...others: readonly T[]): Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: one(...others) });

/** So seldom that most scenarios do without, though every scenario asks many times. */
function seldom<T, U>(usual: Arbitrary<T>, other: Arbitrary<U>): Arbitrary<T | U> {
  return fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: other });
}

const BEHAVIOURS: Arbitrary<Partial<Behaviours>> = fc.record({
  accessSpreadsIn: one(0, 5_000, 60_000),
  withoutAccess: one('NO_LAUNCH_PATHS', 'PROFILE_DOES_NOT_EXIST'),
  notFoundMessage: one('EACH_ITS_OWN', 'DENIED', 'NOT_FOUND', 'BARE', 'NEW'),
  pathsOfPortfolio: rarely('ONE', 'TWO_ALIKE'),
  ownersReads: rarely('SERVED', 'NOT_FOUND', 'DENIED', 'INVALID'),
  recordStartsIn: one(1_000, 0, 10_000),
  cleansUpIn: one(2_000, 0, 60_000),
  stateLagsBy: one(0, 1_000, 5_000),
  searchLagsBy: one(0, 5_000),
  nameIsFreeIn: one(0, 20_000),
  wrongState: one(
    'InvalidParametersException',
    'InvalidStateException',
    'ResourceInUseException',
    'ValidationException',
  ),
  failedAccountLaunch: one('ERROR', 'TAINTED'),
  failedExternalLaunch: one('ERROR', 'TAINTED'),
  unknownState: one('ALLOWS', 'REFUSES'),
  repeatedToken: one('ANSWERED', 'REFUSED'),
  tokenOfOtherRequest: one('REFUSED', 'SAME_RECORD'),
  tokenOfFailedRecord: one('SAME_RECORD', 'NEW_RECORD'),
  shownToken: one('FIRST', 'LATEST'),
  parametersLeftOut: one('KEPT', 'RESET'),
  defaultOfNoDefault: one('EMPTY', 'ABSENT'),
  previousValues: one('RUNNING', 'LAST_ATTEMPT'),
  shownVersion: one('RUNNING', 'TRIED'),
  previousOfNewParameter: one('DEFAULT', 'REFUSED'),
  inactiveVersion: one('REFUSED', 'KEPT_WHERE_RUNNING'),
  parametersAreChecked: one('IN_RECORD', 'AT_CALL'),
  updateWithoutChange: one('FAILED', 'SUCCEEDED'),
  tagsOfUpdate: rarely('APPLIED', 'IGNORED'),
  tagsRemovedByUpdate: one('REMOVED', 'KEPT'),
  tagOptionNotChosen: rarely('LAUNCHED', 'REFUSED'),
  conflictingTagOptions: one('TAGGED', 'IGNORED'),
  paceOfStackSet: one('OPTIONAL', 'REQUIRED'),
  recordHistoryOrder: one('NEWEST_FIRST', 'OLDEST_FIRST'),
  historyOfTerminated: one('KEPT', 'EMPTY'),
  unknownOutputKeys: one('REFUSED', 'LEFT_OUT'),
  controlTowerIsBusy: one('AT_CALL', 'IN_RECORD'),
  callerReadsTemplate: one('WITHOUT_LAUNCH_CONSTRAINT', 'NEVER', 'ALWAYS'),
  templatesAreKept: one('AS_TAGGED_COPIES', 'WHERE_AUTHOR_PUT_THEM'),
  productsOfOneName: one('FIRST', 'REFUSED'),
  accountFactoryAsksCaller: one('NOTHING', 'AT_CALL', 'IN_RECORD'),
  terminationNeedsAccess: rarely(false, true),
  callsPerSecond: rarely(Infinity, 5),
});

const CLOUDFORMATION: Arbitrary<Partial<CloudFormationBehaviours>> = fc.record({
  failedUpdateWithoutRollback: one('KEPT', 'REVERTED'),
  oldPropertiesAfterFailure: one('FAILED', 'COMPLETED'),
  replacementWithoutRollback: one('TAKEN', 'REFUSED', 'REFUSED_AND_DELETED'),
  failedCreationIsRemoved: one('IN_CLEAN_UP', 'BEFORE_NEXT_CREATION'),
  tellsDisableRollback: one('OF_LAST_OPERATION', 'OF_CREATION'),
  rollbackBeginsIn: one(2_000, 0),
  responseUrlSigning: one('SIGV4', 'SIGV2', 'PLAIN'),
  rowWhileRemovingNeverMade: one('PRESENT', 'MISSING'),
  eventsOnPage: rarely(20, 100),
});

const STEP_FUNCTIONS: Arbitrary<Partial<StepFunctionsBehaviours>> = fc.record({
  executionsLagBy: rarely(0, 1_000),
});

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

/** Some of the properties of a product, each as it may be declared. */
const CHANGE: Arbitrary<Partial<DeclaredProduct>> = fc
  .tuple(PRODUCT, fc.subarray(Object.keys(PLAIN_PRODUCT).concat('name', 'upstream', 'timeoutSeconds', 'zone')))
  .map(([product, keys]) => Object.fromEntries(Object.entries(product).filter(([key]) => keys.includes(key))));

/** Small changes: of what concerns the function alone, or of nothing but the tags. */
const SETTING: Arbitrary<Partial<DeclaredProduct>> = one<Partial<DeclaredProduct>>(
  { keepsSize: true, tags: 1 },
  { keepsSize: true, tags: 2 },
  { timeoutSeconds: 300 },
  { timeoutSeconds: undefined },
  { terminationOptions: 'ignoreErrors' },
  { terminationOptions: 'none' },
);

/** Where a stack set is to be, and of which version: several calls change both. */
const STACK_SET_CHANGE: Arbitrary<Partial<DeclaredProduct>> = fc.record({
  product: fc.constant(STACK_SET),
  accounts: one(1, 2, 3),
  version: one('v1', 'v2'),
});

/** Mostly the same few: more happens to each, and an app of two products is as good at most of it as one of eight. */
const LOGICAL_ID = fc.oneof(
  { weight: 3, arbitrary: one(...LOGICAL_IDS.slice(0, 2)) },
  { weight: 1, arbitrary: one(...LOGICAL_IDS) },
);

const EDIT_OF_ONE = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('declare'), id: LOGICAL_ID, change: CHANGE }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('declare'), id: LOGICAL_ID, change: SETTING }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('declare'), id: LOGICAL_ID, change: STACK_SET_CHANGE }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('remove'), id: LOGICAL_ID }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('rename'), id: LOGICAL_ID, to: LOGICAL_ID }) },
);

/** Seldom many products at once, each using an output of the one before. */
const EDIT: Arbitrary<Edit> = fc.oneof(
  { weight: 32, arbitrary: EDIT_OF_ONE },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('declare a chain'),
      ids: fc.subarray([...LOGICAL_IDS], { minLength: 4 }),
    }),
  },
) as Arbitrary<Edit>;

const SECONDS = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 90 }) },
  { weight: 1, arbitrary: one(600, 3_000, 3_700, 8_000) },
);

const FORGERY_PARTS = {
  request: one('Delete', 'Update', 'Create'),
  id: LOGICAL_ID,
  bears: rarely('its own id', 'the id of another product', 'no id'),
  dated: rarely('now', 'tomorrow'),
  claims: one(...CLAIMS),
} as const;

const FOREIGNER = one('a resource that is not declared', 'another stack');

const FORGERY: Arbitrary<Forgery> = fc.record({
  ...FORGERY_PARTS,
  from: fc.oneof({ weight: 2, arbitrary: fc.constant('the resource') }, { weight: 1, arbitrary: FOREIGNER }),
}) as Arbitrary<Forgery>;

/** While a stack is at work, only its date may tell a request for one of its own resources from CloudFormation's. */
const FORGERY_AT_WORK = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...FORGERY_PARTS, from: FOREIGNER }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...FORGERY_PARTS, from: fc.constant('the resource'), dated: fc.constant('tomorrow') }),
  },
) as Arbitrary<Forgery>;

/** What is published of it meets what is deployed. */
const MUCH_USED_PRODUCT = fc.oneof(
  { weight: 3, arbitrary: fc.constant(PLAIN_PRODUCT.product) },
  { weight: 2, arbitrary: one(...PRODUCTS) },
);

const OUT_OF_BAND_EVENT = fc
  .tuple(
    SECONDS,
    fc.oneof(
      fc.record({ what: one('terminate', 'taint', 'spoil'), id: LOGICAL_ID }),
      fc.record({
        what: fc.constant('update'),
        id: LOGICAL_ID,
        change: one('upstream', 'size', 'version', 'broken version'),
      }),
      fc.record({ what: rarely('taint', 'mystify', 'plan'), id: LOGICAL_ID }),
      fc.record({
        what: fc.constant('publish'),
        product: MUCH_USED_PRODUCT,
        name: one('v1', 'v2'),
        content: one('other defaults', 'needs more', 'broken'),
      }),
      fc.record({ what: fc.constant('lose access'), product: one(...PRODUCTS) }),
      fc.record({ what: one('deactivate', 'deprecate'), product: one(...PRODUCTS), version: one(...VERSIONS) }),
      fc.record({ what: fc.constant('activate'), product: one(...PRODUCTS) }),
      fc.record({ what: fc.constant('forge'), forgery: FORGERY_AT_WORK }),
      fc.record({ what: one('move paths', 'give access', 'cancel the update', 'delete the stack') }),
      fc.record({ what: one('occupy Control Tower', 'leave Control Tower') }),
      fc.record({ what: one('rotate the secret', 'rotate the secret', 'delete the secret', 'restore the secret') }),
    ),
  )
  .map(([afterSeconds, what]) => ({ afterSeconds, ...what })) as Arbitrary<OutOfBandEvent>;

/** Mostly short: a simulated deployment takes the longer, the more looks at its products there are. */
const DRAWN_BEHAVIOUR: Arbitrary<DrawnBehaviour> = fc.record({
  takesSeconds: seldom(one(0, 0, 3, 8, 14, 30, 90), seldom(one(300), one(1_200, 3_200, 5_000))),
  fails: rarely([], ['create'], ['update'], ['terminate'], ['create', 'terminate'], ['update', 'terminate']),
  isVerbose: rarely(false, true),
  isIndiscreet: fc.boolean(),
  deniedSeconds: seldom(fc.constant(0), one(30, 100)),
  hangs: seldom(fc.constant(false), seldom(fc.constant(false), fc.constant(true))),
  failsInAccount: rarely(false, true),
  parsing: rarely('quick', 'slow', 'failing', 'failing for launches'),
}) as Arbitrary<DrawnBehaviour>;

/** Where a call may go wrong: anywhere, or where it has an effect. */
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

/** Services that ask IAM. */
const GUARDED_PLACES = PLACES.filter(
  ({ service = 'lambda' }) => service !== 'lambda' && service !== 'custom-resource-response',
);

/** A permission takes effect some time after it was given. */
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
 * Nothing runs for so long that the steps of a request are given up. Where the function dies, Lambda soon gives an event up;
 * one that it cannot run it keeps, and brings it after an hour when it has been refused for too long.
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

const FAULTS: Arbitrary<FaultRule[]> = seldom(
  mostlyEmpty(FAULT, 6),
  OUTAGE.map((outage) => [outage]),
);

const ACT: Arbitrary<Act> = fc.record({
  deploy: rarely('app', 'nothing', 'what was before'),
  rollback: one('on', 'on', 'off'),
  skips: rarely(false, true),
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
  behaviours: BEHAVIOURS,
  cloudFormation: CLOUDFORMATION,
  stepFunctions: STEP_FUNCTIONS,
  callTakes: one(0, 0, 100),
  takesNotes: seldom(one(false), one(true)),
  elsewhere: rarely('nothing', 'the same products', 'namesakes'),
  reuseRequestIds: fc.boolean(),
  takenNames: mostlyEmpty(one(...NAMES), 1),
  deliveries: fc.array(DELIVERY, { maxLength: 12, size: 'max' }),
  acts: fc.array(ACT, { minLength: 1, maxLength: 10, size: 'max' }),
});

function mostlyEmpty<T>(element: Arbitrary<T>, maxLength: number): Arbitrary<T[]> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, fc.array(element, { maxLength, size: 'max' }));
}
