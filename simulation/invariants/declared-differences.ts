import type { UpdateProvisioningPreferences } from '@aws-sdk/client-service-catalog';
import { chosenVersion } from './expected-version';
import { notRestored } from './restored';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { contentOf } from '../../local-cloud/service-catalog/catalog/version-content';
import { Launch } from '../../local-cloud/service-catalog/model/launch-spec';
import { ProvisionedProduct, ProvisioningRecord } from '../../local-cloud/service-catalog/model/provisioned-product';
import { Attributes } from '../../src/private/attributes';
import { ResourceProperties } from '../../src/private/resource-properties';
import { DeployedProduct, Evidence, resourceOf } from '../history/history';
import { wayBackOf } from '../history/rollbacks';
import { secretValues } from '../history/secret-values';
import { isOfTagOptions } from '../history/tag-options';

/** From the reading of a secret to the call that it is for. */
const LONGEST_STEP_MILLISECONDS = 60_000;

/**
 * How the provisioned product differs from what CloudFormation takes for deployed. After a rollback it is not what the
 * declaration means by now, but what it was before; that is another promise.
 */
export function declaredDifferences(evidence: Evidence, deployed: DeployedProduct): readonly string[] {
  const { resource } = deployed;
  // Anything else is a failure, and the deploy says so.
  if (resource.status !== 'CREATE_COMPLETE' && resource.status !== 'UPDATE_COMPLETE') return [];
  const product = evidence.cloud.serviceCatalog.ledger.provisionedProducts.find(({ id }) => id === resource.physicalId);
  if (product === undefined) return [`${resource.logicalId} stands for ${resource.physicalId}, which never was`];
  // Somebody has told CloudFormation to go on without it.
  if (deployed.exchange !== undefined && !deployed.exchange.answer?.succeeded) return [];
  if (isDisturbed(evidence, deployed, product)) return [];
  const declared = deployed.resource.deployed?.properties as unknown as ResourceProperties;
  const attributes = deployed.resource.deployed?.attributes ?? {};
  const back = lastWayBack(evidence, deployed, product);
  const differences = back
    ? [...differencesOfIdentity(product, declared), ...placesAfter(evidence, back, product, declared)]
    : [...differencesOfState(product), ...differencesOfLaunch(evidence, product, declared)];
  return [...differences, ...differencesOfAttributes(product, declared, attributes)].map(
    (words) => `${resource.logicalId} (${product.id}): ${words}`,
  );
}

/** For so long Service Catalog may show what was there before. */
const LONGEST_LAG_MILLISECONDS = 5_000;

/**
 * Somebody has changed it since the last request for the resource; or by hand, and since then nothing else was declared
 * than what concerns the function, or the places of a stack set, alone: nobody has told the function.
 */
function isDisturbed(evidence: Evidence, { exchange }: DeployedProduct, product: ProvisionedProduct): boolean {
  const interventions = evidence.cloud.serviceCatalog.ledger.interventions.filter(
    ({ provisionedProduct }) => provisionedProduct === product,
  );
  const isSinceRequest = interventions.some(
    ({ time }) => time >= (exchange?.sentAt ?? Infinity) - LONGEST_LAG_MILLISECONDS,
  );
  const byHand = product.records.filter((record) => evidence.originOf(record) === undefined).at(-1);
  if (isSinceRequest || exchange === undefined || byHand === undefined) return isSinceRequest;
  return evidence
    .exchangesOf(resourceOf(exchange.event))
    .filter(({ sentAt }) => sentAt > byHand.createdTime)
    .every((later) => changesSettingsAlone(later, product));
}

/** By which it was taken back, if since then nothing else was declared than what concerns the function alone. */
function lastWayBack(
  evidence: Evidence,
  { exchange }: DeployedProduct,
  product: ProvisionedProduct,
): Exchange | undefined {
  if (exchange === undefined) return undefined;
  const ofResource = evidence.exchangesOf(resourceOf(exchange.event)).filter(({ answer }) => answer?.succeeded);
  const back = ofResource.flatMap((one) => wayBackOf(evidence, one) ?? []).at(-1);
  if (back === undefined || (!back.isCertain && notRestored(evidence, back).length > 0)) return undefined;
  const last = back.exchange;
  const later = ofResource.filter(({ eventsBefore, event }) => {
    return eventsBefore > last.eventsBefore && event.RequestType !== 'Delete';
  });
  return later.every((one) => changesSettingsAlone(one, product)) ? last : undefined;
}

/** Where there was nothing to bring back, a person may have gone on before with what there was. */
function placesAfter(
  evidence: Evidence,
  back: Exchange,
  product: ProvisionedProduct,
  declared: ResourceProperties,
): string[] {
  return evidence.recordsOf(back).length > 0 ? differencesOfPlaces(evidence, product, declared) : [];
}

function differencesOfIdentity({ name, terminatedTime }: ProvisionedProduct, declared: ResourceProperties): string[] {
  return [
    ...(terminatedTime === undefined ? [] : ['it is terminated']),
    ...difference('name', name, declared.ProvisionedProductName),
  ];
}

/** What tells the function how to work, and Service Catalog nothing about the product. */
const SETTINGS: readonly string[] = ['TimeoutSeconds', 'IgnoreErrors', 'RetainPhysicalResources', 'OutputKeys'];

function changesSettingsAlone({ event }: Exchange, { type }: ProvisionedProduct): boolean {
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

function differencesOfLaunch(evidence: Evidence, product: ProvisionedProduct, declared: ResourceProperties): string[] {
  const { launch, name } = product;
  return [
    ...difference('name', name, declared.ProvisionedProductName),
    ...difference('product', launch.product.id, declared.ProductId),
    ...difference('product', launch.product.name, declared.ProductName),
    ...difference('version', launch.version.id, declared.ProvisioningArtifactId),
    ...difference('version', launch.version.name, declared.ProvisioningArtifactName),
    ...difference('version', launch.version.id, chosenVersion(product, declared)?.id),
    ...difference('path', launch.path.name, declared.PathName),
    ...(arePortfoliosTold(evidence)
      ? difference('portfolio of the path', launch.path.portfolio.id, portfolioOf(declared))
      : []),
    ...(isAdopted(evidence, product) ? [] : differencesOfTopics(product, declared)),
    ...differencesOfTags(evidence, product, declaredTags(declared)),
    ...differencesOfParameters(evidence, product, declared),
    ...differencesOfPlaces(evidence, product, declared),
  ];
}

/** Whether the recipient of a portfolio may read about it: else the only path that there is will do. */
function arePortfoliosTold({ cloud }: Evidence): boolean {
  return cloud.serviceCatalog.behaviours.ownersReads === 'SERVED';
}

/** It chooses the path where nothing else does. */
function portfolioOf({ PathId, PathName, PortfolioId }: ResourceProperties): string | undefined {
  return (PathId ?? PathName) ? undefined : PortfolioId;
}

function differencesOfTopics({ launch }: ProvisionedProduct, { NotificationArns = [] }: ResourceProperties): string[] {
  return difference('topics', listed(launch.notificationArns), listed(NotificationArns));
}

/** The portfolio may ignore the tags of an update, or keep those that it no longer has, and Service Catalog tells nobody. */
function differencesOfTags(
  { cloud }: Evidence,
  { launch, records }: ProvisionedProduct,
  declared: Readonly<Record<string, string>>,
): string[] {
  const { tagsOfUpdate, tagsRemovedByUpdate } = cloud.serviceCatalog.behaviours;
  if (tagsOfUpdate === 'IGNORED' && records.length > 1) return [];
  const present = Object.entries(launch.tags).filter(([key]) => tagsRemovedByUpdate === 'REMOVED' || key in declared);
  return difference('tags', tagsOf(Object.fromEntries(present)), tagsOf(declared));
}

/** Taken up again after its launch: its topics, which nobody can read or change, are those of the launch. */
function isAdopted(evidence: Evidence, product: ProvisionedProduct): boolean {
  const launch = evidence.exchangeOf(product.records[0]);
  return evidence
    .exchangesOf(evidence.launchedFor(product)?.resource ?? '')
    .filter(({ sentAt }) => sentAt > (launch?.sentAt ?? Infinity))
    .some(({ event, answer }) => event.PhysicalResourceId !== product.id && answer?.physicalId === product.id);
}

/** A parameter that is not declared has its default, unless it keeps what it had before. */
function differencesOfParameters(
  evidence: Evidence,
  product: ProvisionedProduct,
  declared: ResourceProperties,
): string[] {
  const { launch } = product;
  const { parameters } = contentOf(launch.product, launch.version);
  return Object.entries(parameters).flatMap(([key, { Default, NoEcho }]) => {
    const byDefault = Default === undefined ? undefined : String(Default);
    if (declared.PreviousParameters?.includes(key)) {
      const values = launchesBefore(evidence, product).map((before) => valueBefore(before, key) ?? byDefault);
      const value = launch.parameters[key] ?? byDefault;
      return values.includes(value) ? [] : difference(`parameter ${key}`, value, values[0]);
    }
    const secret = declared.SecretParameters?.[key];
    if (secret) {
      const values = secretValues(evidence.cloud, secret, ...readBetween(product));
      return values.includes(launch.parameters[key] ?? '') ? [] : [`parameter ${key} is not what its secret was`];
    }
    const value = declared.ProvisioningParameters?.[key];
    // The default of a NoEcho parameter is told to nobody, so that nobody can ask for it again.
    if (value === undefined && NoEcho !== undefined) return [];
    return difference(`parameter ${key}`, launch.parameters[key] ?? byDefault, value ?? byDefault);
  });
}

/**
 * What the product was made from before the request that has changed it last; or, where Service Catalog takes that for
 * the previous values, what was last tried to make of it.
 */
function launchesBefore(evidence: Evidence, { records }: ProvisionedProduct): readonly Launch[] {
  const request = evidence.originOf(records.at(-1))?.request;
  const earlier = records.filter((record) => evidence.originOf(record)?.request !== request);
  const { previousValues } = evidence.cloud.serviceCatalog.behaviours;
  const tried = previousValues === 'LAST_ATTEMPT' ? earlier.slice(-1) : [];
  return [...earlier.filter(hasSetParameters).slice(-1), ...tried].map(({ launch }) => launch);
}

function valueBefore({ product, version, parameters }: Launch, key: string): string | undefined {
  const { Default } = contentOf(product, version).parameters[key] ?? {};
  return parameters[key] ?? (Default === undefined ? undefined : String(Default));
}

/** Nothing to be done is a failure, and changes nothing; places of a stack set come and go with its values as they are. */
function hasSetParameters({ status, launch }: ProvisioningRecord): boolean {
  const { StackSetOperationType: type = 'UPDATE' }: UpdateProvisioningPreferences = launch.preferences;
  return status === 'SUCCEEDED' && type === 'UPDATE';
}

/** When the secrets of the product were read. Of the calls that change a stack set, not all give them. */
function readBetween({ type, lastSuccessfulRecord }: ProvisionedProduct): [from: number, to: number] {
  const to = lastSuccessfulRecord?.createdTime ?? Infinity;
  return type === 'CFN_STACKSET' ? [0, Infinity] : [to - LONGEST_STEP_MILLISECONDS, to];
}

/** Each declared account and Region has an instance of a stack set, and no other. */
function differencesOfPlaces(
  { cloud }: Evidence,
  { id, type }: ProvisionedProduct,
  { ProvisioningPreferences: preferences = {} }: ResourceProperties,
): string[] {
  const { StackSetAccounts: accounts, StackSetRegions: regions } = preferences;
  if (accounts === undefined || regions === undefined || type !== 'CFN_STACKSET') return [];
  const expected = accounts.flatMap((account) => regions.map((region) => `${account} ${region} CURRENT`));
  const instances = cloud.serviceCatalog.stackInstances(id);
  const actual = instances.map(
    ({ Account, Region, StackInstanceStatus }) => `${Account} ${Region} ${StackInstanceStatus}`,
  );
  return difference('the list of stack instances', listed(actual), listed(expected));
}

/** What CloudFormation was told about the product is what the product says itself. */
function differencesOfAttributes(
  product: ProvisionedProduct,
  { OutputKeys = [] }: ResourceProperties,
  attributes: Readonly<Record<string, unknown>>,
): string[] {
  const record = product.lastSuccessfulRecord;
  const outputs = Object.fromEntries(
    (record?.outputs ?? []).map(({ OutputKey, OutputValue }) => [`Output.${OutputKey}`, OutputValue]),
  );
  const always: Record<keyof Attributes, string | undefined> = {
    ProvisionedProductId: product.id,
    ProvisionedProductName: product.name,
    ProvisionedProductArn: product.arn,
    RecordId: record?.id,
    ProductId: product.launch.product.id,
    ProvisioningArtifactId: product.launch.version.id,
    PathId: record?.launch.path.id,
    CloudFormationStackArn: product.physicalId ?? '',
  };
  const actual: Readonly<Record<string, string | undefined>> = { ...always, ...outputs };
  const told = Object.keys(attributes).filter((name) => name in actual || name.startsWith('Output.'));
  const wanted = OutputKeys.map((key) => `Output.${key}`).filter((name) => name in actual);
  return [...new Set([...Object.keys(always), ...told, ...wanted])].flatMap((name) =>
    difference(`attribute ${name}`, attributes[name] ?? 'nothing', actual[name] ?? 'nothing'),
  );
}

/** Nothing is said where nothing is expected. */
function difference(what: string, actual: unknown, expected: unknown): string[] {
  return expected === undefined || actual === expected ? [] : [`${what} is ${String(actual)}, not ${String(expected)}`];
}

function listed(values: readonly string[]): string {
  return [...values].sort().join(', ');
}

function tagsOf(tags: Readonly<Record<string, string>>): string {
  const own = Object.entries(tags).filter(([key]) => !isOfTagOptions(key));
  return listed(own.map(([key, value]) => `${key}=${value}`));
}

function declaredTags({ Tags = [] }: ResourceProperties): Record<string, string> {
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
}
