import fc, { type Arbitrary } from 'fast-check';
import { one, rarely } from './choices';
import type { CloudFormationBehaviours } from '../../../local-cloud/cloudformation/behaviours';
import type { Behaviours } from '../../../local-cloud/service-catalog/behaviours';
import type { StepFunctionsBehaviours } from '../../../local-cloud/step-functions/behaviours';

export const SERVICE_CATALOG: Arbitrary<Behaviours> = fc.record<Behaviours>({
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

/** No scenario lasts as long as events are kept. */
type DrawnCloudFormationBehaviours = Omit<CloudFormationBehaviours, 'eventsLastFor'>;

export const CLOUDFORMATION: Arbitrary<DrawnCloudFormationBehaviours> = fc.record<DrawnCloudFormationBehaviours>({
  failedUpdateWithoutRollback: one('KEPT', 'REVERTED'),
  oldPropertiesAfterFailure: one('FAILED', 'COMPLETED'),
  replacementWithoutRollback: one('TAKEN', 'REFUSED', 'REFUSED_AND_DELETED'),
  failedCreationIsRemoved: one('IN_CLEAN_UP', 'BEFORE_NEXT_CREATION'),
  shownDisableRollback: one('OF_LAST_OPERATION', 'OF_CREATION'),
  rollbackBeginsIn: one(2_000, 0),
  responseUrlSigning: one('SIGV4', 'SIGV2', 'PLAIN'),
  rowOfUnansweredResource: one('PRESENT', 'MISSING'),
  eventsOnPage: rarely(20, 100),
});

export const STEP_FUNCTIONS: Arbitrary<StepFunctionsBehaviours> = fc.record<StepFunctionsBehaviours>({
  executionsLagBy: rarely(0, 1_000),
});
