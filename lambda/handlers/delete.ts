import { log } from '../log';
import { terminate } from '../operations/terminate';
import { deletesWholeResource } from '../ordering/assert-current';
import { hasStoodFor, isOwn, wasCompleted, wasTakenUpInVain } from '../ordering/owner';
import { isOlderThan, recordDetail } from '../ordering/prior-state';
import { findProvisionedProduct, isStable, type ProvisionedProduct } from '../provisioned-product/find';
import { followRecord } from '../provisioned-product/follow-record';
import { settle } from '../provisioned-product/settle';
import type { CustomResourceEvent } from '../request/event';
import { provisionedProductName } from '../request/names';
import { attemptOf, isOfAttempt, isOurs, isProvisionedProductId } from '../request/ownership';
import { deletedPhysicalId } from '../response/physical-id';
import { type StepContext, type Step } from '../step/context';

export async function remove(context: StepContext): Promise<Step> {
  const { event, progress, cloud } = context;
  if (progress.record) return followRecord(context, progress.record);
  const product = (await findProductToTerminate(context)) ?? (await findRefusedReplacement(context));
  if (product === undefined) {
    log('gone', { resource: event.LogicalResourceId });
    return done(event);
  }
  if (!(await isStable(cloud, product))) return settle(context, product);
  if (isSpared(context, product)) {
    log('kept', { resource: event.LogicalResourceId, product: product.Id });
    return done(event);
  }
  return terminate(context, product, {
    IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',
    RetainPhysicalResources: event.ResourceProperties.RetainPhysicalResources === 'true',
  });
}

function done(event: CustomResourceEvent): Step {
  return { kind: 'respond', response: { Status: 'SUCCESS', PhysicalResourceId: deletedPhysicalId(event), Data: {} } };
}

/**
 * A rollback restores the prior state: it keeps a product that was retained or left behind before, and only adopted by
 * the operation that is rolled back. Likewise, the clean-up of a failed creation keeps what a later creation has
 * adopted.
 */
function isSpared({ progress }: StepContext, product: ProvisionedProduct): boolean {
  const { sparesOlderThan, sparesId } = progress.scope ?? {};
  return sparesId === product.Id || (sparesOlderThan !== undefined && isOlderThan(product, sparesOlderThan));
}

/**
 * Finds the product by the id of an earlier response. If Create or a relaunch never got a response, it searches by
 * name: the product must be ours, and CloudFormation must remove the whole resource, not just an old product.
 */
async function findProductToTerminate(context: StepContext): Promise<ProvisionedProduct | undefined> {
  const { cloud, event } = context;
  if (isProvisionedProductId(event.PhysicalResourceId)) {
    const known = await findProvisionedProduct(cloud, { Id: event.PhysicalResourceId });
    if (known) return (await isOwn(context, known)) ? known : undefined;
  }
  const named = await findProvisionedProduct(cloud, { Name: provisionedProductName(event, event.ResourceProperties) });
  if (named === undefined) return undefined;
  const attempt = attemptOf(event.PhysicalResourceId);
  if (attempt !== undefined) return (await isLeftBy(context, attempt, named)) ? named : undefined;
  const isMeant =
    (await isOwn(context, named)) && (await deletesWholeResource(context)) && !(await wasTakenUpInVain(context, named));
  return isMeant ? named : undefined;
}

/**
 * Without rollback CloudFormation may reject and forget the replacement that an update returned (aws-cdk#30546). The
 * replacement is terminated together with the resource, which still has its original product.
 */
async function findRefusedReplacement(context: StepContext): Promise<ProvisionedProduct | undefined> {
  const { cloud, event } = context;
  const { failed } = context.progress.scope ?? {};
  if (!isProvisionedProductId(event.PhysicalResourceId)) return undefined;
  for (const Name of failed?.attemptedNames ?? []) {
    const product = await findProvisionedProduct(cloud, { Name });
    if (product === undefined || isOlderThan(product, failed?.startedAt ?? 0) || !(await isOwn(context, product))) {
      continue;
    }
    if (product.Id !== event.PhysicalResourceId && !(await wasCompleted(context, product))) return product;
  }
  return undefined;
}

/** Returns true if the attempt launched the product without learning of it, unless a later attempt has adopted it. */
async function isLeftBy(context: StepContext, attempt: string, product: ProvisionedProduct): Promise<boolean> {
  // Products may show their latest token: that of our own termination, if its reply was lost.
  if (isOfAttempt(context.event, product)) return true;
  const isLaunchedByIt = product.IdempotencyToken?.startsWith(`${attempt}-`) === true;
  return (isLaunchedByIt || (await wasToBeRemoved(context, product))) && !(await hasStoodFor(context, product));
}

/** The token may be that of an earlier Delete whose termination failed; nothing has adopted the product since. */
async function wasToBeRemoved({ cloud, event }: StepContext, product: ProvisionedProduct): Promise<boolean> {
  if (!isOurs(event, product) || product.LastRecordId === undefined) return false;
  const last = await recordDetail(cloud, product.LastRecordId);
  return last?.RecordType === 'TERMINATE_PROVISIONED_PRODUCT';
}
