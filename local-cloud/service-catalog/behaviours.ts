import { type NotFoundMessage } from './errors';

/**
 * How the service behaves where it takes time, and where nobody knows for sure what it does: code that is to survive
 * a real account must survive every choice. Times are milliseconds.
 */
export interface Behaviours {
  /** From the association of a principal until it may launch. */
  readonly accessSpreadsIn: number;
  /** What a principal meets meanwhile, and one that was never associated. */
  readonly withoutAccess: 'NO_LAUNCH_PATHS' | 'PROFILE_DOES_NOT_EXIST';
  /** In which words it is said, in `ResourceNotFoundException`, that there is no product, or no path to it. */
  readonly notFoundMessage: NotFoundMessage;
  /** DescribePortfolio, ListPortfoliosForProduct, ListProvisioningArtifacts: refused where all is shared with the account. */
  readonly ownersReads: 'SERVED' | 'NOT_FOUND' | 'DENIED' | 'INVALID';
  /** DescribeProduct by a name that several have. */
  readonly productsOfOneName: 'FIRST' | 'REFUSED';
  /** Account Factory was seen with two launch paths that differ in nothing but the id. */
  readonly pathsOfPortfolio: 'ONE' | 'TWO_ALIKE';
  /** How long a record stays CREATED. */
  readonly recordStartsIn: number;
  /** How long a failed record stays IN_PROGRESS_IN_ERROR. */
  readonly cleansUpIn: number;
  /** How long a provisioned product shows its old state after an update or termination was called. */
  readonly stateLagsBy: number;
  /** How far SearchProvisionedProducts is behind. */
  readonly searchLagsBy: number;
  /** How long the name of a terminated product stays taken. */
  readonly nameIsFreeIn: number;
  /** The class that refuses an operation on a product in a state that does not allow it. */
  readonly wrongState:
    'InvalidParametersException' | 'InvalidStateException' | 'ResourceInUseException' | 'ValidationException';
  /** The state after a first launch that failed; where there is a stack, it is always ERROR. */
  readonly failedAccountLaunch: 'ERROR' | 'TAINTED';
  readonly failedExternalLaunch: 'ERROR' | 'TAINTED';
  /** Updates and terminations of a product in a state that nobody has heard of yet. */
  readonly unknownState: 'ALLOWS' | 'REFUSES';
  /** The same token with the very same request. */
  readonly repeatedToken: 'ANSWERED' | 'REFUSED';
  /** The same token with another request. */
  readonly tokenOfOtherRequest: 'REFUSED' | 'SAME_RECORD';
  /** The same token after its record FAILED. */
  readonly tokenOfFailedRecord: 'SAME_RECORD' | 'NEW_RECORD';
  /** The IdempotencyToken that a provisioned product shows. */
  readonly shownToken: 'FIRST' | 'LATEST';
  /** Parameters that an update does not mention. */
  readonly parametersLeftOut: 'KEPT' | 'RESET';
  /** Whose values an update that failed leaves for UsePreviousValue: those of what runs, or those that it has tried. */
  readonly previousValues: 'RUNNING' | 'LAST_ATTEMPT';
  /** The product and version that a provisioned product shows after an update that failed. */
  readonly shownVersion: 'RUNNING' | 'TRIED';
  /** UsePreviousValue for a parameter that the version before did not have. */
  readonly previousOfNewParameter: 'DEFAULT' | 'REFUSED';
  /** A version that was withdrawn, to a product that runs on it. */
  readonly inactiveVersion: 'REFUSED' | 'KEPT_WHERE_RUNNING';
  /** The default that a Terraform variable is told to have which has none; one whose default is null is told an empty one. */
  readonly defaultOfNoDefault: 'EMPTY' | 'ABSENT';
  /** Where unknown, missing and illegal parameters are found. */
  readonly parametersAreChecked: 'AT_CALL' | 'IN_RECORD';
  /** How an update ends that changes nothing. */
  readonly updateWithoutChange: 'FAILED' | 'SUCCEEDED';
  /** Tags in an update while no RESOURCE_UPDATE constraint allows them. */
  readonly tagsOfUpdate: 'APPLIED' | 'IGNORED';
  /** Tags that an update does not send any more: no call says "remove". */
  readonly tagsRemovedByUpdate: 'REMOVED' | 'KEPT';
  /** A launch without a tag whose TagOptions, of product and portfolio, have no value in common: none is refused. */
  readonly conflictingTagOptions: 'TAGGED' | 'IGNORED';
  /** A launch without a tag whose TagOptions offer several values. */
  readonly tagOptionNotChosen: 'LAUNCHED' | 'REFUSED';
  /** Whether preferences of a stack set must say how many may fail, and be worked on, at one time. */
  readonly paceOfStackSet: 'OPTIONAL' | 'REQUIRED';
  /** GetProvisionedProductOutputs asked for keys that the product does not have. */
  readonly unknownOutputKeys: 'REFUSED' | 'LEFT_OUT';
  /** Whether only principals with a launch path may terminate. */
  readonly terminationNeedsAccess: boolean;
  /** The order of ListRecordHistory, which is documented nowhere. */
  readonly recordHistoryOrder: 'NEWEST_FIRST' | 'OLDEST_FIRST';
  /** What ListRecordHistory tells of a product that was terminated. */
  readonly historyOfTerminated: 'KEPT' | 'EMPTY';
  /** Where Control Tower says that it is busy. */
  readonly controlTowerIsBusy: 'AT_CALL' | 'IN_RECORD';
  /** Whose products' templates are read with the permissions of the caller. */
  readonly callerReadsTemplate: 'NEVER' | 'WITHOUT_LAUNCH_CONSTRAINT' | 'ALWAYS';
  /** Where that reads them from: only Service Catalog's own copies bear its tag. */
  readonly templatesAreKept: 'AS_TAGGED_COPIES' | 'WHERE_AUTHOR_PUT_THEM';
  /** Where the Account Factory says that its caller lacks a permission in Control Tower and what is behind it. */
  readonly accountFactoryAsksCaller: 'NOTHING' | 'AT_CALL' | 'IN_RECORD';
  /** Calls a second before `Rate exceeded`. */
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

/** What one product is told to do, beside what its template does by itself. */
export interface ProductBehaviour {
  /** Milliseconds that each operation takes at least. */
  readonly takes?: number;
  /** The reason that a launch fails for. */
  readonly failOnCreate?: string;
  readonly failOnUpdate?: string;
  readonly failOnTerminate?: string;
  /** Operations fail in their record for a missing permission, until so many milliseconds after the first of them. */
  readonly deniedInRecordFor?: number;
  /** Whether the reason of a failure quotes the parameters, secrets among them. */
  readonly quotesParameters?: boolean;
  /** Operations never end. */
  readonly hang?: boolean;
  /** Stack-set products: accounts whose instances fail. */
  readonly failInAccounts?: readonly string[];
  /** EXTERNAL products: how the engine parses the parameters, whenever it is asked or only those of a launch or an update. */
  readonly parameterParsing?: { readonly takes?: number; readonly fails?: string; readonly ofLaunchesOnly?: boolean };
}

/** As an indiscreet reason quotes them: as they are, in JSON, and line by line. */
export function quoted(parameters: Readonly<Record<string, string>>): string {
  const values = Object.values(parameters);
  const lines = values.flatMap((value) => value.split('\n').map((line) => line.trim()));
  return `${values.join(', ')}, which is ${JSON.stringify(parameters)} (${lines.join(' / ')})`;
}
