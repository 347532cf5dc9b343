import { difference, sortedList } from './difference';
import { expectedVersion } from './expected-version';
import { differencesOfParameters } from './parameters';
import { type ProvisionedProduct } from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type ResourceProperties } from '../../../src/private/resource-properties';
import { type History } from '../../history/history';
import { isOfTagOptions } from '../../history/tag-options';

/** How what the product was launched from differs from what is declared. */
export function differencesOfLaunch(
  history: History,
  product: ProvisionedProduct,
  declared: ResourceProperties,
): string[] {
  const { launch } = product;
  return [
    ...differencesOfName(product, declared),
    ...difference('product', launch.product.id, declared.ProductId),
    ...difference('product', launch.product.name, declared.ProductName),
    ...difference('version', launch.version.id, declared.ProvisioningArtifactId),
    ...difference('version', launch.version.name, declared.ProvisioningArtifactName),
    ...difference('version', launch.version.id, expectedVersion(product, declared)?.id),
    ...difference('path', launch.path.name, declared.PathName),
    ...(isPortfolioReadable(history)
      ? difference('portfolio of the path', launch.path.portfolio.id, portfolioOf(declared))
      : []),
    ...(isAdopted(history, product) ? [] : differencesOfTopics(product, declared)),
    ...differencesOfTags(history, product, declaredTags(declared)),
    ...differencesOfParameters(history, product, declared),
    ...differencesOfStackInstances(history, product, declared),
  ];
}

export function differencesOfName({ name }: ProvisionedProduct, declared: ResourceProperties): string[] {
  return difference('name', name, declared.ProvisionedProductName);
}

/** Where the recipient of a portfolio may not read it, the only path that there is will do. */
function isPortfolioReadable({ cloud }: History): boolean {
  return cloud.serviceCatalog.behaviours.ownersReads === 'SERVED';
}

/** The portfolio chooses the path where nothing else does. */
function portfolioOf({ PathId, PathName, PortfolioId }: ResourceProperties): string | undefined {
  return (PathId ?? PathName) ? undefined : PortfolioId;
}

/** An adopted product keeps the topics of its launch, which nobody can read or change. */
function isAdopted(history: History, product: ProvisionedProduct): boolean {
  const launch = history.exchangeOf(product.records[0]);
  return history
    .exchangesOf(history.launchedFor(product)?.resource ?? '')
    .filter(({ sentAt }) => sentAt > (launch?.sentAt ?? Infinity))
    .some(({ event, response }) => event.PhysicalResourceId !== product.id && response?.physicalId === product.id);
}

function differencesOfTopics({ launch }: ProvisionedProduct, { NotificationArns = [] }: ResourceProperties): string[] {
  return difference('topics', sortedList(launch.notificationArns), sortedList(NotificationArns));
}

/** Service Catalog may ignore the tags of an update, or keep those that it no longer has, and reports neither. */
function differencesOfTags(
  { cloud }: History,
  { launch, records }: ProvisionedProduct,
  declared: Readonly<Record<string, string>>,
): string[] {
  const { tagsOfUpdate, tagsRemovedByUpdate } = cloud.serviceCatalog.behaviours;
  if (tagsOfUpdate === 'IGNORED' && records.length > 1) return [];
  const present = Object.entries(launch.tags).filter(([key]) => tagsRemovedByUpdate === 'REMOVED' || key in declared);
  return difference('tags', listOfTags(Object.fromEntries(present)), listOfTags(declared));
}

function listOfTags(tags: Readonly<Record<string, string>>): string {
  const own = Object.entries(tags).filter(([key]) => !isOfTagOptions(key));
  return sortedList(own.map(([key, value]) => `${key}=${value}`));
}

function declaredTags({ Tags = [] }: ResourceProperties): Record<string, string> {
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
}

/** Each declared account and Region has a stack instance, and no other has one. */
export function differencesOfStackInstances(
  { cloud }: History,
  { id, type }: ProvisionedProduct,
  { ProvisioningPreferences: preferences = {} }: ResourceProperties,
): string[] {
  const { StackSetAccounts: accounts, StackSetRegions: regions } = preferences;
  if (accounts === undefined || regions === undefined || type !== 'CFN_STACKSET') return [];
  const expected = accounts.flatMap((account) => regions.map((region) => `${account} ${region} CURRENT`));
  const actual = cloud.serviceCatalog
    .stackInstances(id)
    .map(({ Account, Region, StackInstanceStatus }) => `${Account} ${Region} ${StackInstanceStatus}`);
  return difference('the list of stack instances', sortedList(actual), sortedList(expected));
}
