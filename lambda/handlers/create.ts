import { waitForAccess } from '../catalog/access';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { launch } from '../operations/provision';
import { terminate } from '../operations/terminate';
import { bringToDeclaration } from '../operations/update';
import { assertStillWanted } from '../ordering/assert-current';
import { isWithoutCloudFormation } from '../ordering/engine';
import { isOwn } from '../ordering/owner';
import { findProvisionedProduct, isFailedLaunch, isStable, type ProvisionedProduct } from '../provisioned-product/find';
import { awaitRecord, followRecord } from '../provisioned-product/follow-record';
import { settle } from '../provisioned-product/settle';
import type { CustomResourceEvent } from '../request/event';
import { isLegalName, provisionedProductName } from '../request/names';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/requested-at';
import { token } from '../request/token';
import { whatMayBeThere } from '../response/leftovers';
import type { Job, Step } from '../step/context';

export async function create(job: Job): Promise<Step> {
  const { record } = job.progress;
  return record ? followRecord(job, record) : launchOrAdopt(job);
}

/**
 * Makes sure that the product exists under its declared name: launches it, or adopts what an earlier call or attempt
 * of ours has left, so that there is never a second one.
 */
export async function launchOrAdopt(job: Job): Promise<Step> {
  const name = nameOf(job);
  const existing = await findProvisionedProduct(job.cloud, { Name: name });
  if (existing === undefined) return waitForAccess(job, () => launch(job, name));
  if (!(await isOwn(job, existing))) throw nameTaken(existing);
  if (isReplyLost(job, existing)) {
    return awaitRecord(job, {
      operation: 'launch',
      of: productLabel(existing),
      provisionedProductId: existing.Id,
      id: existing.LastRecordId,
    });
  }
  if (!(await isStable(job.cloud, existing))) {
    // An event that comes late may meet what a newer request for the resource is making.
    await assertStillWanted(job);
    return settle(job, existing);
  }
  return (await isFailedLaunch(job.cloud, existing)) ? terminate(job, existing) : adopt(job, existing);
}

function nameOf(job: Job): string {
  const { event } = job;
  const name = provisionedProductName(event, event.ResourceProperties);
  if (!isLegalName(name)) throw illegalName(name);
  if (isWithoutCloudFormation(job) && !event.ResourceProperties.ProvisionedProductName) throw nameMissing(event);
  return name;
}

async function adopt(job: Job, existing: ProvisionedProduct): Promise<Step> {
  try {
    return await bringToDeclaration(job, existing);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The way back from a replacement: its failure is the last that is heard of the product from before.
    const left = job.event.RequestType === 'Create' ? `. ${STAYS}` : whatMayBeThere(job.event);
    throw new Failure({ ...error.parts, advice: `${error.parts.advice}${left}` });
  }
}

/**
 * Our launch took effect, and we never heard of it. The token may be that of an update, too: what is older than the
 * request is not ours to remove when it fails.
 */
function isReplyLost({ event, progress }: Job, product: ProvisionedProduct): boolean {
  const { CreatedTime, IdempotencyToken, LastRecordId, LastProvisioningRecordId } = product;
  const requested = requestedAt(event) ?? progress.startedAt;
  return (
    IdempotencyToken === token(event, progress.calls) &&
    LastRecordId !== undefined &&
    LastRecordId === (LastProvisioningRecordId ?? LastRecordId) &&
    CreatedTime !== undefined &&
    CreatedTime.getTime() >= requested - CLOCK_SLACK_MILLISECONDS
  );
}

function illegalName(name: string): Failure {
  return new Failure({
    what: `A provisioned product cannot be called ${JSON.stringify(name)}: a name has 1 to 128 letters, digits, ".", "_" and "-", the first a letter or a digit`,
    advice: 'Nothing was launched or changed; correct provisionedProductName and deploy again',
  });
}

function nameMissing({ LogicalResourceId }: CustomResourceEvent): Failure {
  return new Failure({
    what: `${LogicalResourceId} needs a provisionedProductName, because it is not deployed by CloudFormation, whose stack id makes generated names unique`,
    advice: 'Nothing was launched; declare a name that no other app of this account uses and deploy again',
  });
}

/** A rollback removes nothing that is older than the deploy. */
const STAYS = 'The product was there before this deploy, and stays';

function nameTaken(product: ProvisionedProduct): Failure {
  return new Failure({
    what: `There is already a ${productLabel(product)} in this account, which was not launched for this resource and is left as it is`,
    words: `A stack named ${product.Name} already exists`,
    advice: 'Declare another provisionedProductName, or none to have one made, or remove the other product first',
  });
}
