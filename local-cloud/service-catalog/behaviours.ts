import { type NotFoundMessage } from './errors';

/**
 * Behaviours of Service Catalog that take time, are not documented, or differ from case to case. Code that is to work
 * in a real account must work with every choice. Times are in milliseconds.
 */
export interface Behaviours {
  /** From the association of a principal until it may launch. */
  readonly accessSpreadsIn: number;
  /** The error for a principal before that time, or without an association. */
  readonly withoutAccess: 'NO_LAUNCH_PATHS' | 'PROFILE_DOES_NOT_EXIST';
  /** The message of `ResourceNotFoundException` where there is no product, or no path to it. */
  readonly notFoundMessage: NotFoundMessage;
  /**
   * DescribePortfolio, ListPortfoliosForProduct and ListProvisioningArtifacts where everything is shared with the
   * account.
   */
  readonly ownersReads: 'SERVED' | 'NOT_FOUND' | 'DENIED' | 'INVALID';
  /** DescribeProduct by a name that several products have. */
  readonly productsOfOneName: 'FIRST' | 'REFUSED';
  /** Account Factory was seen with two launch paths that differ only in their ids. */
  readonly pathsOfPortfolio: 'ONE' | 'TWO_ALIKE';
  /** How long a record is CREATED. */
  readonly recordStartsIn: number;
  /** How long a failed record is IN_PROGRESS_IN_ERROR. */
  readonly cleansUpIn: number;
  /** How long a provisioned product shows its old state after an update or termination was called. */
  readonly stateLagsBy: number;
  /** The lag of SearchProvisionedProducts. */
  readonly searchLagsBy: number;
  /** How long the name of a terminated product stays taken. */
  readonly nameIsFreeIn: number;
  /** The error code of an operation that the state of the product does not allow. */
  readonly wrongState:
    'InvalidParametersException' | 'InvalidStateException' | 'ResourceInUseException' | 'ValidationException';
  /** The state after a first launch that failed; for a stack it is always ERROR. */
  readonly failedAccountLaunch: 'ERROR' | 'TAINTED';
  readonly failedExternalLaunch: 'ERROR' | 'TAINTED';
  /** Updates and terminations of a product in a state that is not known today. */
  readonly unknownState: 'ALLOWS' | 'REFUSES';
  /** A repeated token with the same request. */
  readonly repeatedToken: 'ANSWERED' | 'REFUSED';
  /** A repeated token with another request. */
  readonly tokenOfOtherRequest: 'REFUSED' | 'SAME_RECORD';
  /** A repeated token after its record FAILED. */
  readonly tokenOfFailedRecord: 'SAME_RECORD' | 'NEW_RECORD';
  /** The IdempotencyToken that a provisioned product shows. */
  readonly shownToken: 'FIRST' | 'LATEST';
  /** Parameters that an update leaves out. */
  readonly parametersLeftOut: 'KEPT' | 'RESET';
  /** The values that UsePreviousValue means after a failed update: those that run, or those of the attempt. */
  readonly previousValues: 'RUNNING' | 'LAST_ATTEMPT';
  /** The product and version that a provisioned product shows after a failed update. */
  readonly shownVersion: 'RUNNING' | 'TRIED';
  /** UsePreviousValue for a parameter that the previous version did not have. */
  readonly previousOfNewParameter: 'DEFAULT' | 'REFUSED';
  /** An inactive version, for a product that runs it. */
  readonly inactiveVersion: 'REFUSED' | 'KEPT_WHERE_RUNNING';
  /**
   * The default that is shown for a Terraform variable without one; for one whose default is null it is always empty.
   */
  readonly defaultOfNoDefault: 'EMPTY' | 'ABSENT';
  /** Where unknown, missing and invalid parameters are reported. */
  readonly parametersAreChecked: 'AT_CALL' | 'IN_RECORD';
  /** The outcome of an update that changes nothing. */
  readonly updateWithoutChange: 'FAILED' | 'SUCCEEDED';
  /** Tags of an update while no RESOURCE_UPDATE constraint allows them. */
  readonly tagsOfUpdate: 'APPLIED' | 'IGNORED';
  /** Tags that an update leaves out: no call removes them explicitly. */
  readonly tagsRemovedByUpdate: 'REMOVED' | 'KEPT';
  /**
   * A launch without a tag for which the TagOptions of product and portfolio have no value in common; none is refused.
   */
  readonly conflictingTagOptions: 'TAGGED' | 'IGNORED';
  /** A launch without a tag whose TagOptions offer several values. */
  readonly tagOptionNotChosen: 'LAUNCHED' | 'REFUSED';
  /** Whether the preferences of a stack set must contain failure tolerance and concurrency. */
  readonly paceOfStackSet: 'OPTIONAL' | 'REQUIRED';
  /** GetProvisionedProductOutputs for keys that the product does not have. */
  readonly unknownOutputKeys: 'REFUSED' | 'LEFT_OUT';
  /** Whether only principals with a launch path may terminate. */
  readonly terminationNeedsAccess: boolean;
  /** The order of ListRecordHistory, which is not documented. */
  readonly recordHistoryOrder: 'NEWEST_FIRST' | 'OLDEST_FIRST';
  /** ListRecordHistory for a product that was terminated. */
  readonly historyOfTerminated: 'KEPT' | 'EMPTY';
  /** Where Control Tower reports that it is busy. */
  readonly controlTowerIsBusy: 'AT_CALL' | 'IN_RECORD';
  /** The products whose templates are read with the permissions of the caller. */
  readonly callerReadsTemplate: 'NEVER' | 'WITHOUT_LAUNCH_CONSTRAINT' | 'ALWAYS';
  /** The source of these templates: only Service Catalog's own copies have its tag. */
  readonly templatesAreKept: 'AS_TAGGED_COPIES' | 'WHERE_AUTHOR_PUT_THEM';
  /** Where Account Factory reports that its caller lacks permissions in Control Tower and the services behind it. */
  readonly accountFactoryAsksCaller: 'NOTHING' | 'AT_CALL' | 'IN_RECORD';
  /** Calls per second before `Rate exceeded`. */
  readonly callsPerSecond: number;
}

export const DEFAULT_BEHAVIOURS: Behaviours = {
  accessSpreadsIn: 5_000,
  withoutAccess: 'NO_LAUNCH_PATHS',
  notFoundMessage: 'EACH_ITS_OWN',
  ownersReads: 'SERVED',
  productsOfOneName: 'FIRST',
  pathsOfPortfolio: 'ONE',
  recordStartsIn: 1_000,
  cleansUpIn: 2_000,
  stateLagsBy: 1_000,
  searchLagsBy: 5_000,
  nameIsFreeIn: 0,
  wrongState: 'InvalidParametersException',
  failedAccountLaunch: 'ERROR',
  failedExternalLaunch: 'ERROR',
  unknownState: 'ALLOWS',
  repeatedToken: 'ANSWERED',
  tokenOfOtherRequest: 'REFUSED',
  tokenOfFailedRecord: 'SAME_RECORD',
  shownToken: 'FIRST',
  parametersLeftOut: 'KEPT',
  previousValues: 'RUNNING',
  shownVersion: 'RUNNING',
  previousOfNewParameter: 'DEFAULT',
  inactiveVersion: 'REFUSED',
  defaultOfNoDefault: 'EMPTY',
  parametersAreChecked: 'IN_RECORD',
  updateWithoutChange: 'FAILED',
  tagsOfUpdate: 'APPLIED',
  tagsRemovedByUpdate: 'REMOVED',
  conflictingTagOptions: 'TAGGED',
  tagOptionNotChosen: 'REFUSED',
  paceOfStackSet: 'OPTIONAL',
  unknownOutputKeys: 'REFUSED',
  terminationNeedsAccess: false,
  recordHistoryOrder: 'NEWEST_FIRST',
  historyOfTerminated: 'KEPT',
  controlTowerIsBusy: 'AT_CALL',
  callerReadsTemplate: 'WITHOUT_LAUNCH_CONSTRAINT',
  templatesAreKept: 'AS_TAGGED_COPIES',
  accountFactoryAsksCaller: 'NOTHING',
  callsPerSecond: Infinity,
};

/** The scripted behaviour of a product, in addition to what its template does. */
export interface ProductBehaviour {
  /** The minimum duration of each operation in milliseconds. */
  readonly takes?: number;
  /** The reason why a launch fails. */
  readonly failOnCreate?: string;
  readonly failOnUpdate?: string;
  readonly failOnTerminate?: string;
  /** Operations fail in their record for a missing permission, until this many milliseconds after the first of them. */
  readonly deniedInRecordFor?: number;
  /** True where the reason of a failure quotes the parameters, including secrets. */
  readonly quotesParameters?: boolean;
  /** True where operations never end. */
  readonly hang?: boolean;
  /** The accounts of a stack-set product whose instances fail. */
  readonly failInAccounts?: readonly string[];
  /** How the engine of an EXTERNAL product parses parameters, for all calls or only for launches and updates. */
  readonly parameterParsing?: { readonly takes?: number; readonly fails?: string; readonly ofLaunchesOnly?: boolean };
}

/** Quotes parameters in several ways: as they are, in JSON, and line by line. */
export function quoted(parameters: Readonly<Record<string, string>>): string {
  const values = Object.values(parameters);
  const lines = values.flatMap((value) => value.split('\n').map((line) => line.trim()));
  return `${values.join(', ')}, which is ${JSON.stringify(parameters)} (${lines.join(' / ')})`;
}
