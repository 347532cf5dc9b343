import { differencesOfAttributes } from './as-declared/attributes';
import { differencesOfLaunch, differencesOfName, differencesOfStackInstances } from './as-declared/launch';
import { notRestored } from './restored';
import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { hasEnded, type ProvisionedProduct } from '../../local-cloud/service-catalog/model/provisioned-product';
import { type ResourceProperties } from '../../src/private/resource-properties';
import { type DeployedProduct, type History, nameOf, resourceOf } from '../history/history';
import { rollbackOf } from '../history/rollbacks';

/** Service Catalog may show a former state for so long. */
const LONGEST_LAG_MILLISECONDS = 5_000;

/** Properties that concern the function alone; Service Catalog never sees them. */
const SETTINGS: readonly string[] = ['TimeoutSeconds', 'IgnoreErrors', 'RetainPhysicalResources', 'OutputKeys'];

/** After a success the product is what is declared, and its operation had ended when the answer came. */
export function asDeclared(history: History): string[] {
  return [...history.deployed.flatMap((deployed) => differencesOf(history, deployed)), ...earlyAnswers(history)];
}

function earlyAnswers(history: History): string[] {
  return history.records.flatMap((record) => {
    const exchange = history.exchangeOf(record);
    const isEarly =
      exchange?.response?.succeeded && (!hasEnded(record) || record.updatedTime > (exchange.endedAt ?? Infinity));
    return isEarly ? [`${nameOf(exchange)} was answered before ${record.id} (${record.type}) had ended`] : [];
  });
}

/** After a rollback the product is not what the declaration means by now, but what it was before: `restored` judges it. */
function differencesOf(history: History, deployed: DeployedProduct): readonly string[] {
  const { resource, exchange } = deployed;
  // Any other status is a failure that the deploy reports.
  if (resource.status !== 'CREATE_COMPLETE' && resource.status !== 'UPDATE_COMPLETE') return [];
  const product = history.cloud.serviceCatalog.store.provisionedProducts.find(({ id }) => id === resource.physicalId);
  if (product === undefined) return [`${resource.logicalId} stands for ${resource.physicalId}, which never existed`];
  // Somebody told CloudFormation to go on without the resource.
  if (exchange !== undefined && !exchange.response?.succeeded) return [];
  if (wasChangedByOthers(history, deployed, product)) return [];
  const declared = resource.deployed?.properties as unknown as ResourceProperties;
  const attributes = resource.deployed?.attributes ?? {};
  const rollback = lastRollback(history, deployed, product);
  const differences = rollback
    ? differencesAfter(history, rollback, product, declared)
    : [...differencesOfState(product), ...differencesOfLaunch(history, product, declared)];
  return [...differences, ...differencesOfAttributes(product, declared, attributes)].map(
    (difference) => `${resource.logicalId} (${product.id}): ${difference}`,
  );
}

/**
 * Somebody changed it after the last request for the resource; or by hand before, and since then nothing was declared but
 * settings of the function or the stack instances, so that the function was not to touch the rest.
 */
function wasChangedByOthers(history: History, { exchange }: DeployedProduct, product: ProvisionedProduct): boolean {
  const outOfBandChanges = history.cloud.serviceCatalog.store.outOfBandChanges.filter(
    ({ provisionedProduct }) => provisionedProduct === product,
  );
  const isSinceRequest = outOfBandChanges.some(
    ({ time }) => time >= (exchange?.sentAt ?? Infinity) - LONGEST_LAG_MILLISECONDS,
  );
  const byHand = product.records.filter((record) => history.originOf(record) === undefined).at(-1);
  if (isSinceRequest || exchange === undefined || byHand === undefined) return isSinceRequest;
  return history
    .exchangesOf(resourceOf(exchange.event))
    .filter(({ sentAt }) => sentAt > byHand.createdTime)
    .every((later) => changesSettingsOnly(later, product));
}

/** The Update that took the product back, unless since then more was declared than settings of the function. */
function lastRollback(
  history: History,
  { exchange }: DeployedProduct,
  product: ProvisionedProduct,
): Exchange | undefined {
  if (exchange === undefined) return undefined;
  const succeeded = history.exchangesOf(resourceOf(exchange.event)).filter(({ response }) => response?.succeeded);
  const rollback = succeeded.flatMap((one) => rollbackOf(history, one) ?? []).at(-1);
  if (rollback === undefined || (!rollback.isCertain && notRestored(history, rollback).length > 0)) return undefined;
  const last = rollback.exchange;
  const later = succeeded.filter(({ eventsBefore, event }) => {
    return eventsBefore > last.eventsBefore && event.RequestType !== 'Delete';
  });
  return later.every((one) => changesSettingsOnly(one, product)) ? last : undefined;
}

/** Where there was nothing to bring back, somebody may have changed the stack instances before. */
function differencesAfter(
  history: History,
  rollback: Exchange,
  product: ProvisionedProduct,
  declared: ResourceProperties,
): string[] {
  return [
    ...(product.terminatedTime === undefined ? [] : ['it is terminated']),
    ...differencesOfName(product, declared),
    ...(history.recordsOf(rollback).length > 0 ? differencesOfStackInstances(history, product, declared) : []),
  ];
}

function changesSettingsOnly({ event }: Exchange, { type }: ProvisionedProduct): boolean {
  const { OldResourceProperties: before = {}, ResourceProperties: after } = event;
  const settings = type === 'CFN_STACKSET' ? [...SETTINGS, 'ProvisioningPreferences'] : SETTINGS;
  const changed = Object.keys({ ...before, ...after }).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  return changed.every((key) => settings.includes(key));
}

function differencesOfState({ state, terminatedTime }: ProvisionedProduct): string[] {
  if (terminatedTime !== undefined) return ['it is terminated'];
  return state.status === 'AVAILABLE' ? [] : [`it is ${state.status} (${state.message ?? 'no message'})`];
}
