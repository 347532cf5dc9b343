import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import { type Prepared } from './prepare';
import { restoredParameters } from './restored-parameters';
import { applyPrepared } from './update';
import { isDenied, isTransient, serviceWords } from '../aws/errors';
import { ACCESS_OF_LONG_AGO, waitForAccess } from '../catalog/access';
import { resolveLaunchPath } from '../catalog/launch-path';
import { describeParameters } from '../catalog/parameters';
import { resolveProduct } from '../catalog/product';
import { log } from '../log';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { type ChangedState, hasSucceeded } from '../ordering/prior-state';
import { type ProvisionedProduct } from '../provisioned-product/find';
import { type Declaration, parseDeclaration } from '../request/declaration';
import type { Job, Step } from '../step/context';

/**
 * Brings a product back to its last successful record before the operation that is rolled back: the version that ran, on
 * its path, with its tags and values. Values are told by no record; they are those that were declared then.
 */
export function restore(job: Job, product: ProvisionedProduct, before: ChangedState): Promise<Step> {
  return waitForAccess(job, async () => {
    const declaration = parseDeclaration(job.event.ResourceProperties);
    const { target, described } = await describeTarget(job, product, declaration, before.record);
    const declared = { ...declaration, tags: tagsThen(declaration, before.record, described) };
    const isKnownNow = await knownNow(job, target, described, before);
    const { parameters, untold, secrets } = await restoredParameters(job, described, declared, before, isKnownNow);
    if (untold.length > 0) {
      log('untold', {
        resource: job.event.LogicalResourceId,
        message: 'Values from before this deploy are not known; compare them with the record',
        product: productLabel(product),
        parameters: untold.join(', '),
        record: before.record.RecordId,
      });
    }
    return applyPrepared(job, product, { declared, target, described, parameters, secrets });
  });
}

/**
 * CloudFormation takes a previous value only for a parameter that the template before has, too: that of what runs, or, as
 * nobody knows, of what was tried last.
 */
async function knownNow(
  job: Job,
  target: Prepared['target'],
  described: Prepared['described'],
  { since }: ChangedState,
): Promise<(key: string) => boolean> {
  const keysOf = async (record: RecordDetail | undefined) => {
    const isOther = record !== undefined && record.ProvisioningArtifactId !== target.versionId;
    const found = isOther ? await describeIfAllowed(job, record) : described;
    return found && new Set(found.ProvisioningArtifactParameters?.map(({ ParameterKey }) => ParameterKey));
  };
  const running = await keysOf(since.filter(hasSucceeded).at(-1));
  const tried = (await keysOf(since.at(-1))) ?? running;
  return (key) => running?.has(key) === true && tried?.has(key) === true;
}

/** Of a version that was withdrawn meanwhile nobody is told anything. */
async function describeIfAllowed(job: Job, record: RecordDetail): Promise<Prepared['described'] | undefined> {
  try {
    return await describeParameters(job.cloud.serviceCatalog, targetOf(job, record));
  } catch (error) {
    if (isTransient(error)) throw error;
    return undefined;
  }
}

/**
 * Those of the record: somebody else may have set them, and tags may stay that are no longer declared. The service itself adds
 * those of AWS and of TagOptions, which may be others by now.
 */
function tagsThen(
  { tags: declared }: Declaration,
  { RecordTags = [] }: RecordDetail,
  { TagOptions = [] }: Prepared['described'],
): Declaration['tags'] {
  const isAdded = (key: string) => /^(aws:|sc-tagoption-)/.test(key) || TagOptions.some(({ Key }) => Key === key);
  const tags = RecordTags.flatMap(({ Key = '', Value = '' }) => {
    return Key === '' || (isAdded(Key) && !declared.some((tag) => tag.Key === Key)) ? [] : { Key, Value };
  });
  return tags.length > 0 ? tags : declared;
}

type Described = Pick<Prepared, 'target' | 'described'>;

async function describeTarget(
  job: Job,
  { Type }: ProvisionedProduct,
  declared: Declaration,
  record: RecordDetail,
): Promise<Described> {
  const productType = /^(CFN_|CONTROL_TOWER_)/.test(Type ?? '') ? undefined : Type;
  const target = { ...targetOf(job, record), productType };
  try {
    return { target, described: await describeParameters(job.cloud.serviceCatalog, target) };
  } catch (error) {
    if (isTransient(error) || isDenied(error)) throw error;
    // Its path may have another id by now, as happens when portfolios change.
    const pathId = await pathToday(job, declared, target.productId);
    if (pathId === target.pathId) throw versionRefused(target, error);
    const moved = { ...target, pathId };
    return { target: moved, described: await describeParameters(job.cloud.serviceCatalog, moved) };
  }
}

function targetOf({ event }: Job, record: RecordDetail): Prepared['target'] {
  const { ProductId: productId = '', ProvisioningArtifactId: versionId = '', PathId: pathId = '' } = record;
  return {
    productId,
    productType: record.ProvisionedProductType,
    versionId,
    pathId,
    language: event.ResourceProperties.AcceptLanguage,
    description: `product ${productId}, version ${versionId}, which ran before`,
  };
}

function versionRefused({ description }: Prepared['target'], error: unknown): Failure {
  return new Failure({
    what: `Service Catalog does not take ${description}`,
    words: serviceWords(error),
    advice: 'Have the administrator of the product make this version active again, and continue the rollback',
  });
}

/** One that is declared by its id is gone when that id is; any other way to the product will do then. */
async function pathToday({ cloud, event }: Job, { path }: Declaration, id: string): Promise<string> {
  const language = event.ResourceProperties.AcceptLanguage;
  const product = await resolveProduct(cloud.serviceCatalog, { product: { id } }, language);
  const declared = path && 'id' in path ? undefined : path;
  return (await resolveLaunchPath(cloud.serviceCatalog, product, declared, language, ACCESS_OF_LONG_AGO)).id;
}
