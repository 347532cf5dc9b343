import type { UpdateProvisioningPreferences } from '@aws-sdk/client-service-catalog';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { LedgerEntry } from '../../local-cloud/gateway/call-log';
import { contentOf } from '../../local-cloud/service-catalog/catalog/version-content';
import { Launch } from '../../local-cloud/service-catalog/model/launch-spec';
import {
  ProvisionedProduct,
  ProvisioningRecord,
  hasEnded,
} from '../../local-cloud/service-catalog/model/provisioned-product';
import { ResourceProperties } from '../../src/private/resource-properties';
import { Evidence, nameOf, resourceOf } from '../history/history';
import { WayBack, waysBack } from '../history/rollbacks';
import { isOfTagOptions } from '../history/tag-options';

/** Between the clocks of two services: what was done by hand a moment before may count as done a moment after. */
const CLOCK_SLACK_MILLISECONDS = 5_000;

/** What goes on: the stack, without this resource or with it. */
const COMMAND = /cdk rollback|continue-update-rollback|ContinueUpdateRollback/;

/** A way back, and the product that is to be what it was. */
interface Restoration extends WayBack {
  readonly product: ProvisionedProduct;
  readonly endedAt: number;
  /** What the way there has done to the product. */
  readonly changes: readonly ProvisioningRecord[];
}

/**
 * After a rollback each product that was there before has the version, path, values and tags that it had; and where the way
 * there has done nothing to it, the way back has not either. What was, is known from what has run, whatever was declared.
 */
export function restored(evidence: Evidence): string[] {
  return waysBack(evidence)
    .filter(({ isCertain }) => isCertain)
    .flatMap((back) => notRestored(evidence, back));
}

/** What is not as it was after this way back. */
export function notRestored(evidence: Evidence, back: WayBack): string[] {
  const restoration = restorationOf(evidence, back);
  if (restoration === undefined || isDisturbed(evidence, restoration)) return [];
  return [...needlessChanges(evidence, restoration), ...wrongEnd(evidence, restoration)].map(
    (words) => `the ${nameOf(restoration.exchange)}, which goes back to ${restoration.product.id}: ${words}`,
  );
}

function restorationOf(evidence: Evidence, back: WayBack): Restoration | undefined {
  const product = evidence.cloud.serviceCatalog.ledger.provisionedProducts.find(({ id }) => id === back.physicalId);
  const { endedAt, answer } = back.exchange;
  if (product === undefined || endedAt === undefined || answer === undefined) return undefined;
  // Nobody can bring back what was gone before.
  if ((product.terminatedTime ?? Infinity) <= back.began) return undefined;
  const changes = back.there.flatMap((exchange) => evidence.recordsOf(exchange)).filter(isOf(product));
  return { ...back, product, endedAt, changes };
}

const isOf =
  (product: ProvisionedProduct) =>
  ({ provisionedProduct }: ProvisioningRecord): boolean =>
    provisionedProduct === product;

/** Somebody has changed it by hand since the operation began. */
function isDisturbed(evidence: Evidence, { product, began, endedAt }: Restoration): boolean {
  const since = began - CLOCK_SLACK_MILLISECONDS;
  return (
    evidence.cloud.serviceCatalog.ledger.interventions.some(
      ({ provisionedProduct, time }) => provisionedProduct === product && time >= since && time <= endedAt,
    ) ||
    product.records.some(
      (record) =>
        evidence.originOf(record) === undefined && record.createdTime >= since && record.createdTime <= endedAt,
    )
  );
}

function needlessChanges(evidence: Evidence, { exchange, product, changes }: Restoration): string[] {
  if (changes.length > 0) return [];
  return evidence
    .recordsOf(exchange)
    .filter((record) => isOf(product)(record) || record.type === 'PROVISION_PRODUCT')
    .map(({ id, type }) => `it made ${type} (${id}), though the way there had made none`);
}

function wrongEnd(evidence: Evidence, restoration: Restoration): string[] {
  const { exchange, changes } = restoration;
  if (exchange.answer?.succeeded) return [...differences(evidence, restoration), ...lateChanges(restoration)];
  return changes.length === 0 ? needlessFailure(evidence, restoration) : unhelpfulFailure(evidence, restoration);
}

/** By a request that was taken back before. */
function lateChanges({ changes, endedAt }: Restoration): string[] {
  return changes
    .filter(({ createdTime }) => createdTime > endedAt)
    .map(({ id, type }) => `the way there made ${type} (${id}) after it was answered`);
}

/** Nothing is to be done, so that nothing can be in its way but that nobody could look. */
function needlessFailure(evidence: Evidence, { exchange, product, began, endedAt }: Restoration): string[] {
  const isBusy = product.records.some(
    (record) => record.createdTime <= endedAt && (!hasEnded(record) || record.updatedTime >= began),
  );
  const isGone = (product.terminatedTime ?? Infinity) <= endedAt;
  const couldNotLook =
    evidence.wasRunInVain(exchange) || evidence.callsFor(exchange).some((call) => call.fault !== undefined);
  if (isBusy || isGone || couldNotLook || isForAnotherReason(evidence, exchange)) return [];
  return [`it failed, though there was nothing to bring back: ${exchange.answer?.reason}`];
}

/** What the way there has launched could not be removed, or nobody could be asked. */
function isForAnotherReason(evidence: Evidence, exchange: Restoration['exchange']): boolean {
  return evidence
    .callsFor(exchange)
    .some(
      (call) => call.operation === 'TerminateProvisionedProduct' || /AccessDenied|Throttling/.test(codeOf(call) ?? ''),
    );
}

function unhelpfulFailure(evidence: Evidence, { exchange }: Restoration): string[] {
  const calls = evidence.callsFor(exchange);
  const answering = calls.find(({ service }) => service === 'custom-resource-response')?.invocation;
  const isRefused = calls.some(
    (call) =>
      call.invocation === answering &&
      call.fault === undefined &&
      call.operation === 'UpdateProvisionedProduct' &&
      /InvalidParameters|ResourceNotFound/.test(codeOf(call) ?? ''),
  );
  const { reason = '' } = exchange.answer ?? {};
  return isRefused && !COMMAND.test(reason) ? [`it does not say how to go on: ${reason}`] : [];
}

function codeOf({ outcome }: LedgerEntry): string | undefined {
  return outcome !== undefined && 'error' in outcome ? outcome.error.code : undefined;
}

function differences(evidence: Evidence, restoration: Restoration): string[] {
  const { exchange, product, began, endedAt } = restoration;
  const before = lastOf(product, ({ createdTime }) => createdTime < began);
  // What has never worked cannot be brought back.
  if (before === undefined) return [];
  const after = lastOf(product, (record) => record.updatedTime <= endedAt && !isOfLater(evidence, exchange, record));
  const answered = exchange.answer?.physicalId;
  if (answered !== product.id) return [`it was answered with ${answered}`];
  if ((product.terminatedTime ?? Infinity) < endedAt) return ['the product is terminated'];
  return [
    ...differencesOfState(evidence, restoration),
    ...difference('product', after?.launch.product.id, before.launch.product.id),
    ...difference('version', after?.launch.version.id, before.launch.version.id),
    ...differencesOfPath(evidence, restoration, before.launch, after?.launch),
    ...differencesOfTags(evidence, restoration, before.launch, after?.launch),
    ...differencesOfValues(evidence, restoration, before, after?.launch),
  ];
}

/** The next deployment may begin, and end, within the same millisecond. */
function isOfLater(evidence: Evidence, { eventsBefore }: Exchange, record: ProvisioningRecord): boolean {
  return (evidence.exchangeOf(record)?.eventsBefore ?? 0) > eventsBefore;
}

/** Of those that have set what the product is made from. */
function lastOf(
  { records }: ProvisionedProduct,
  isMeant: (record: ProvisioningRecord) => boolean,
): ProvisioningRecord | undefined {
  return records.filter((record) => setsLaunch(record) && isMeant(record)).at(-1);
}

/** Instances of a stack set come and go with its values as they are. */
function setsLaunch({ status, type, launch }: ProvisioningRecord): boolean {
  const { StackSetOperationType: operation = 'UPDATE' }: UpdateProvisioningPreferences = launch.preferences;
  const isProvisioning = type !== 'TERMINATE_PROVISIONED_PRODUCT';
  return status === 'SUCCEEDED' && isProvisioning && (operation === 'UPDATE' || type === 'PROVISION_PRODUCT');
}

/** A failed operation leaves a product tainted, unless it only says that there was nothing to do. */
function differencesOfState(evidence: Evidence, { exchange, product, changes, endedAt }: Restoration): string[] {
  const last = product.records
    .filter((record) => hasEnded(record) && record.updatedTime <= endedAt && !isOfLater(evidence, exchange, record))
    .at(-1);
  const isTainted = last?.status === 'FAILED' && !/No updates/.test(last.errors[0]?.Description ?? '');
  return isTainted && changes.length > 0 ? [`it is not available, as ${last.id} has failed`] : [];
}

/** The ids of paths change: they are compared by their portfolios. One that is no longer offered cannot be taken. */
function differencesOfPath(
  evidence: Evidence,
  { exchange }: Restoration,
  before: Launch,
  after: Launch | undefined,
): string[] {
  const offers = evidence
    .callsFor(exchange)
    .filter(({ operation }) => operation === 'ListLaunchPaths' || operation === 'DescribeProduct')
    .map(({ outcome }) => JSON.stringify(outcome) ?? '');
  const isGone = offers.length > 0 && !offers.some((offer) => offer.includes(JSON.stringify(before.path.name)));
  const isTold = evidence.cloud.serviceCatalog.behaviours.ownersReads === 'SERVED';
  return isGone || !isTold ? [] : difference('portfolio', after?.path.portfolio.id, before.path.portfolio.id);
}

/** A tag that the way there has brought may stay: no call says "remove". */
function differencesOfTags(
  { cloud }: Evidence,
  { changes }: Restoration,
  before: Launch,
  after: Launch | undefined,
): string[] {
  const mayStay = cloud.serviceCatalog.behaviours.tagsRemovedByUpdate === 'KEPT';
  const brought = new Set(mayStay ? changes.flatMap(({ launch }) => Object.keys(launch.tags)) : []);
  const keys = new Set([...Object.keys(before.tags), ...Object.keys(after?.tags ?? {})]);
  return [...keys]
    .filter((key) => !isOfTagOptions(key) && (key in before.tags || !brought.has(key)))
    .flatMap((key) => difference(`tag ${key}`, after?.tags[key], before.tags[key]));
}

/** Each as it applies: as it was given, or by the default of the version. */
function differencesOfValues(
  evidence: Evidence,
  restoration: Restoration,
  record: ProvisioningRecord,
  after: Launch | undefined,
): string[] {
  if (after === undefined) return [];
  const { launch: before } = record;
  const { parameters } = contentOf(before.product, before.version);
  return Object.entries(parameters)
    .filter(([key]) => valueOf(before, key) !== valueOf(after, key))
    .filter(([key, { NoEcho }]) => {
      const isSecret = NoEcho !== undefined || evidence.originOf(record) === undefined;
      return !((isSecret || isUntold(restoration, key)) && isConfessed(evidence, restoration, key, record));
    })
    .map(([key]) => `parameter ${key} is ${valueOf(after, key)}, and was ${valueOf(before, key)} (${record.id})`);
}

function valueOf({ product, version, parameters }: Launch, key: string): string | undefined {
  const { Default } = contentOf(product, version).parameters[key] ?? {};
  return parameters[key] ?? (Default === undefined ? undefined : String(Default));
}

/** Neither Service Catalog nor the declaration that is gone back to tells the value. */
function isUntold({ exchange }: Restoration, key: string): boolean {
  const { PreviousParameters = [], SecretParameters = {} } = exchange.event
    .ResourceProperties as unknown as ResourceProperties;
  return PreviousParameters.includes(key) || key in SecretParameters;
}

/** The log says which value could not be brought back, and which record had it. */
function isConfessed(
  evidence: Evidence,
  { exchange, began, endedAt }: Restoration,
  key: string,
  { id }: ProvisioningRecord,
): boolean {
  return evidence.cloud.logs.lines
    .filter(({ time }) => time >= began && time <= endedAt)
    .filter(({ requestId }) => evidence.originOfInvocation(requestId)?.resource === resourceOf(exchange.event))
    .some(({ message }) => message.includes(key) && message.includes(id));
}

function difference(what: string, actual: unknown, expected: unknown): string[] {
  return actual === expected ? [] : [`${what} is ${String(actual)}, and was ${String(expected)}`];
}
