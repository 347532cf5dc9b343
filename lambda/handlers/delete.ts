import { log } from '../log';
import { terminate } from '../operations/terminate';
import { removesTheResource } from '../ordering/assert-current';
import { hasStoodFor, isOwn, wasCompleted, wasTakenUpInVain } from '../ordering/owner';
import { isOlderThan, recordDetail } from '../ordering/prior-state';
import { findProvisionedProduct, isStable, type ProvisionedProduct } from '../provisioned-product/find';
import { followRecord } from '../provisioned-product/follow-record';
import { settle } from '../provisioned-product/settle';
import type { CustomResourceEvent } from '../request/event';
import { provisionedProductName } from '../request/names';
import { attemptOf, isOfAttempt, isOurs, isProvisionedProductId } from '../request/ownership';
import { type Job, type Step } from '../step/context';

export async function remove(job: Job): Promise<Step> {
  const { event, progress, cloud } = job;
  if (progress.record) return followRecord(job, progress.record);
  const product = (await findDoomed(job)) ?? (await findRefusedReplacement(job));
  if (product === undefined) {
    log('gone', { resource: event.LogicalResourceId });
    return done(event);
  }
  if (!(await isStable(cloud, product))) return settle(job, product);
  if (isSpared(job, product)) {
    log('stays', { resource: event.LogicalResourceId, product: product.Id });
    return done(event);
  }
  return terminate(job, product, {
    IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',
    RetainPhysicalResources: event.ResourceProperties.RetainPhysicalResources === 'true',
  });
}

function done(event: CustomResourceEvent): Step {
  const name = provisionedProductName(event, event.ResourceProperties);
  return { answer: { Status: 'SUCCESS', PhysicalResourceId: event.PhysicalResourceId ?? name, Data: {} } };
}

/**
 * A rollback brings back what was before: a product that was retained, or left behind, and then taken up again by what is
 * rolled back now, stays. So does what a later creation has taken up from the failed one that is cleaned up.
 */
function isSpared({ progress }: Job, product: ProvisionedProduct): boolean {
  const { sparesOlderThan, sparesId } = progress.scope ?? {};
  return sparesId === product.Id || (sparesOlderThan !== undefined && isOlderThan(product, sparesOlderThan));
}

/**
 * By the id that we once answered; or, where the Create or a new launch was never answered, by the name, provided that
 * it is ours and that CloudFormation removes the resource and not just an old product of it.
 */
async function findDoomed(job: Job): Promise<ProvisionedProduct | undefined> {
  const { cloud, event } = job;
  if (isProvisionedProductId(event.PhysicalResourceId)) {
    const known = await findProvisionedProduct(cloud, { Id: event.PhysicalResourceId });
    if (known) return (await isOwn(job, known)) ? known : undefined;
  }
  const named = await findProvisionedProduct(cloud, { Name: provisionedProductName(event, event.ResourceProperties) });
  if (named === undefined) return undefined;
  const attempt = attemptOf(event.PhysicalResourceId);
  if (attempt !== undefined) return (await isLeftBy(job, attempt, named)) ? named : undefined;
  const isMeant = (await isOwn(job, named)) && (await removesTheResource(job)) && !(await wasTakenUpInVain(job, named));
  return isMeant ? named : undefined;
}

/**
 * Without rollback CloudFormation may refuse the replacement that an update was answered with, and forget it
 * (aws-cdk#30546). It goes with the resource, whose product was never told otherwise.
 */
async function findRefusedReplacement(job: Job): Promise<ProvisionedProduct | undefined> {
  const { cloud, event } = job;
  const { failed } = job.progress.scope ?? {};
  if (!isProvisionedProductId(event.PhysicalResourceId)) return undefined;
  for (const Name of failed?.attemptedNames ?? []) {
    const product = await findProvisionedProduct(cloud, { Name });
    if (product === undefined || isOlderThan(product, failed?.startedAt ?? 0) || !(await isOwn(job, product))) continue;
    if (product.Id !== event.PhysicalResourceId && !(await wasCompleted(job, product))) return product;
  }
  return undefined;
}

/** What an attempt has launched without knowing it is its own, unless a later attempt has taken it up. */
async function isLeftBy(job: Job, attempt: string, product: ProvisionedProduct): Promise<boolean> {
  // Products may show their latest token: that of our own termination, where its reply was lost.
  if (isOfAttempt(job.event, product)) return true;
  const isLaunchedByIt = product.IdempotencyToken?.startsWith(`${attempt}-`) === true;
  return (isLaunchedByIt || (await wasToBeRemoved(job, product))) && !(await hasStoodFor(job, product));
}

/** The token shown may be that of an earlier Delete, whose termination has failed: nobody has taken the product up since. */
async function wasToBeRemoved({ cloud, event }: Job, product: ProvisionedProduct): Promise<boolean> {
  if (!isOurs(event, product) || product.LastRecordId === undefined) return false;
  const last = await recordDetail(cloud, product.LastRecordId);
  return last?.RecordType === 'TERMINATE_PROVISIONED_PRODUCT';
}
