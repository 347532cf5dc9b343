import type { UpdateProvisioningPreferences } from '@aws-sdk/client-service-catalog';
import { type Restoration } from './restoration';
import { type Exchange } from '../../../local-cloud/cloudformation/custom-resource/exchange';
import { contentOf } from '../../../local-cloud/service-catalog/catalog/version-content';
import { type LaunchSpec } from '../../../local-cloud/service-catalog/model/launch-spec';
import {
  hasEnded,
  type ProvisionedProduct,
  type ProvisioningRecord,
} from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type ResourceProperties } from '../../../src/private/resource-properties';
import { effectiveValue } from '../../history/effective-value';
import { type History, resourceOf } from '../../history/history';
import { saysNoUpdates } from '../../history/service-messages';
import { isOfTagOptions } from '../../history/tag-options';

/** How the product differs, after a rollback that succeeded, from what it was before. */
export function priorDifferences(history: History, restoration: Restoration): string[] {
  const { exchange, product, startedAt, endedAt } = restoration;
  const before = lastLaunch(product, ({ createdTime }) => createdTime < startedAt);
  // Nobody can restore what never worked.
  if (before === undefined) return [];
  const after = lastLaunch(
    product,
    (record) => record.updatedTime <= endedAt && !isOfLaterRequest(history, exchange, record),
  );
  const answered = exchange.response?.physicalId;
  if (answered !== product.id) return [`it was answered with ${answered}`];
  if ((product.terminatedTime ?? Infinity) < endedAt) return ['the product is terminated'];
  return [
    ...differencesOfState(history, restoration),
    ...difference('product', after?.launch.product.id, before.launch.product.id),
    ...difference('version', after?.launch.version.id, before.launch.version.id),
    ...differencesOfPath(history, restoration, before.launch, after?.launch),
    ...differencesOfTags(history, restoration, before.launch, after?.launch),
    ...differencesOfValues(history, restoration, before, after?.launch),
  ];
}

/** The next deployment may start, and end, within the same millisecond. */
function isOfLaterRequest(history: History, { eventsBefore }: Exchange, record: ProvisioningRecord): boolean {
  return (history.exchangeOf(record)?.eventsBefore ?? 0) > eventsBefore;
}

function lastLaunch(
  { records }: ProvisionedProduct,
  matches: (record: ProvisioningRecord) => boolean,
): ProvisioningRecord | undefined {
  return records.filter((record) => setsLaunch(record) && matches(record)).at(-1);
}

/** Adding and removing stack instances changes nothing of what the product is made from. */
function setsLaunch({ status, type, launch }: ProvisioningRecord): boolean {
  const { StackSetOperationType: operation = 'UPDATE' }: UpdateProvisioningPreferences = launch.preferences;
  const isProvisioning = type !== 'TERMINATE_PROVISIONED_PRODUCT';
  return status === 'SUCCEEDED' && isProvisioning && (operation === 'UPDATE' || type === 'PROVISION_PRODUCT');
}

/** A failed operation leaves a product tainted, unless there was nothing to update. */
function differencesOfState(history: History, { exchange, product, changes, endedAt }: Restoration): string[] {
  const last = product.records
    .filter(
      (record) => hasEnded(record) && record.updatedTime <= endedAt && !isOfLaterRequest(history, exchange, record),
    )
    .at(-1);
  const isTainted = last?.status === 'FAILED' && !saysNoUpdates(last.errors[0]?.Description ?? '');
  return isTainted && changes.length > 0 ? [`it is not available, as ${last.id} has failed`] : [];
}

/** Ids of paths change, so that portfolios are compared. A path that is no longer offered cannot be taken. */
function differencesOfPath(
  history: History,
  { exchange }: Restoration,
  before: LaunchSpec,
  after: LaunchSpec | undefined,
): string[] {
  const offers = history
    .callsFor(exchange)
    .filter(({ operation }) => operation === 'ListLaunchPaths' || operation === 'DescribeProduct')
    .map(({ outcome }) => JSON.stringify(outcome) ?? '');
  const isGone = offers.length > 0 && !offers.some((offer) => offer.includes(JSON.stringify(before.path.name)));
  const isReadable = history.cloud.serviceCatalog.behaviours.ownersReads === 'SERVED';
  return isGone || !isReadable ? [] : difference('portfolio', after?.path.portfolio.id, before.path.portfolio.id);
}

/** A tag that the update added may stay where Service Catalog keeps tags that an update leaves out. */
function differencesOfTags(
  { cloud }: History,
  { changes }: Restoration,
  before: LaunchSpec,
  after: LaunchSpec | undefined,
): string[] {
  const mayStay = cloud.serviceCatalog.behaviours.tagsRemovedByUpdate === 'KEPT';
  const added = new Set(mayStay ? changes.flatMap(({ launch }) => Object.keys(launch.tags)) : []);
  const keys = new Set([...Object.keys(before.tags), ...Object.keys(after?.tags ?? {})]);
  return [...keys]
    .filter((key) => !isOfTagOptions(key) && (key in before.tags || !added.has(key)))
    .flatMap((key) => difference(`tag ${key}`, after?.tags[key], before.tags[key]));
}

function differencesOfValues(
  history: History,
  restoration: Restoration,
  record: ProvisioningRecord,
  after: LaunchSpec | undefined,
): string[] {
  if (after === undefined) return [];
  const { launch: before } = record;
  const { parameters } = contentOf(before.product, before.version);
  return Object.entries(parameters)
    .filter(([key]) => effectiveValue(before, key) !== effectiveValue(after, key))
    .filter(([key, { NoEcho }]) => {
      const isSecret = NoEcho !== undefined || history.originOf(record) === undefined;
      return !((isSecret || isUndisclosed(restoration, key)) && isLogged(history, restoration, key, record));
    })
    .map(
      ([key]) =>
        `parameter ${key} is ${effectiveValue(after, key)}, and was ${effectiveValue(before, key)} (${record.id})`,
    );
}

/** Neither Service Catalog nor the declaration that is restored discloses the value. */
function isUndisclosed({ exchange }: Restoration, key: string): boolean {
  const { PreviousParameters = [], SecretParameters = {} } = exchange.event
    .ResourceProperties as unknown as ResourceProperties;
  return PreviousParameters.includes(key) || key in SecretParameters;
}

/** The log says which value could not be restored, and which record had it. */
function isLogged(
  history: History,
  { exchange, startedAt, endedAt }: Restoration,
  key: string,
  { id }: ProvisioningRecord,
): boolean {
  return history.cloud.logs.lines
    .filter(({ time }) => time >= startedAt && time <= endedAt)
    .filter(({ requestId }) => history.originOfInvocation(requestId)?.resource === resourceOf(exchange.event))
    .some(({ message }) => message.includes(key) && message.includes(id));
}

function difference(what: string, actual: unknown, expected: unknown): string[] {
  return actual === expected ? [] : [`${what} is ${String(actual)}, and was ${String(expected)}`];
}
