import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import { type Prepared } from './prepare';
import { restoredParameters } from './restored-parameters';
import { applyPrepared } from './update';
import { isDenied, isTransient, errorMessage } from '../aws/errors';
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
import type { StepContext, Step } from '../step/context';

/**
 * Restores the last successful record before the operation that is rolled back: version, path, tags and values. Records
 * hold no values, so those that were declared then are used.
 */
export function restore(context: StepContext, product: ProvisionedProduct, before: ChangedState): Promise<Step> {
  return waitForAccess(context, async () => {
    const declaration = parseDeclaration(context.event.ResourceProperties);
    const { target, described } = await describeTarget(context, product, declaration, before.record);
    const declared = { ...declaration, tags: tagsThen(declaration, before.record, described) };
    const isKnownNow = await knownNow(context, target, described, before);
    const { parameters, untold, secrets } = await restoredParameters(context, described, declared, before, isKnownNow);
    if (untold.length > 0) {
      log('values unknown', {
        resource: context.event.LogicalResourceId,
        message: 'The values from before this deployment are unknown; compare them with the record',
        product: productLabel(product),
        parameters: untold.join(', '),
        record: before.record.RecordId,
      });
    }
    return applyPrepared(context, product, { declared, target, described, parameters, secrets });
  });
}

/**
 * CloudFormation accepts a previous value only for a parameter that the previous template has, too: the template that
 * runs or, as this is not documented, the one that was tried last.
 */
async function knownNow(
  context: StepContext,
  target: Prepared['target'],
  described: Prepared['described'],
  { since }: ChangedState,
): Promise<(key: string) => boolean> {
  const keysOf = async (record: RecordDetail | undefined) => {
    const isOther = record !== undefined && record.ProvisioningArtifactId !== target.versionId;
    const found = isOther ? await describeIfAllowed(context, record) : described;
    return found && new Set(found.ProvisioningArtifactParameters?.map(({ ParameterKey }) => ParameterKey));
  };
  const running = await keysOf(since.filter(hasSucceeded).at(-1));
  const tried = (await keysOf(since.at(-1))) ?? running;
  return (key) => running?.has(key) === true && tried?.has(key) === true;
}

/** A version that was withdrawn meanwhile cannot be described. */
async function describeIfAllowed(
  context: StepContext,
  record: RecordDetail,
): Promise<Prepared['described'] | undefined> {
  try {
    return await describeParameters(context.cloud.serviceCatalog, targetOf(context, record));
  } catch (error) {
    if (isTransient(error)) throw error;
    return undefined;
  }
}

/**
 * Returns the tags of the record: they may have been set by hand, and may include tags that are no longer declared.
 * Tags of AWS and of TagOptions are left out: the service adds them, perhaps with new values.
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
  context: StepContext,
  { Type }: ProvisionedProduct,
  declared: Declaration,
  record: RecordDetail,
): Promise<Described> {
  const productType = /^(CFN_|CONTROL_TOWER_)/.test(Type ?? '') ? undefined : Type;
  const target = { ...targetOf(context, record), productType };
  try {
    return { target, described: await describeParameters(context.cloud.serviceCatalog, target) };
  } catch (error) {
    if (isTransient(error) || isDenied(error)) throw error;
    // Its path may have another id by now, as happens when portfolios change.
    const pathId = await pathToday(context, declared, target.productId);
    if (pathId === target.pathId) throw versionRefused(target, error);
    const moved = { ...target, pathId };
    return { target: moved, described: await describeParameters(context.cloud.serviceCatalog, moved) };
  }
}

function targetOf({ event }: StepContext, record: RecordDetail): Prepared['target'] {
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
    what: `Service Catalog does not accept ${description}`,
    words: errorMessage(error),
    advice: 'Have the administrator of the product activate this version again, and continue the rollback',
  });
}

/** A path declared by its old id is gone; then any other path to the product will do. */
async function pathToday({ cloud, event }: StepContext, { path }: Declaration, id: string): Promise<string> {
  const language = event.ResourceProperties.AcceptLanguage;
  const product = await resolveProduct(cloud.serviceCatalog, { product: { id } }, language);
  const declared = path && 'id' in path ? undefined : path;
  return (await resolveLaunchPath(cloud.serviceCatalog, product, declared, language, ACCESS_OF_LONG_AGO)).id;
}
