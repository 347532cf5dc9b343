import { waitForAccess } from '../catalog/access';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { launch } from '../operations/provision';
import { terminate } from '../operations/terminate';
import { applyDeclaration } from '../operations/update';
import { assertNotSuperseded } from '../ordering/assert-current';
import { isWithoutCloudFormation } from '../ordering/engine';
import { isOwn } from '../ordering/owner';
import { findProvisionedProduct, isFailedLaunch, isStable, type ProvisionedProduct } from '../provisioned-product/find';
import { awaitRecord, followRecord } from '../provisioned-product/follow-record';
import { settle } from '../provisioned-product/settle';
import type { CustomResourceEvent } from '../request/event';
import { isLegalName, provisionedProductName } from '../request/names';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/requested-at';
import { token } from '../request/token';
import { possibleLeftovers } from '../response/leftovers';
import type { StepContext, Step } from '../step/context';

export async function create(context: StepContext): Promise<Step> {
  const { record } = context.progress;
  return record ? followRecord(context, record) : launchOrAdopt(context);
}

/**
 * Makes sure that the product exists under its declared name: launches it, or adopts what an earlier call or attempt
 * has left, so that there is never a second one.
 */
export async function launchOrAdopt(context: StepContext): Promise<Step> {
  const name = nameOf(context);
  const existing = await findProvisionedProduct(context.cloud, { Name: name });
  if (existing === undefined) return waitForAccess(context, () => launch(context, name));
  if (!(await isOwn(context, existing))) throw nameTaken(existing);
  if (isReplyLost(context, existing)) {
    return awaitRecord(context, {
      operation: 'launch',
      of: productLabel(existing),
      provisionedProductId: existing.Id,
      id: existing.LastRecordId,
    });
  }
  if (!(await isStable(context.cloud, existing))) {
    // A late event may find a product that a newer request is launching.
    await assertNotSuperseded(context);
    return settle(context, existing);
  }
  return (await isFailedLaunch(context.cloud, existing)) ? terminate(context, existing) : adopt(context, existing);
}

function nameOf(context: StepContext): string {
  const { event } = context;
  const name = provisionedProductName(event, event.ResourceProperties);
  if (!isLegalName(name)) throw illegalName(name);
  if (isWithoutCloudFormation(context) && !event.ResourceProperties.ProvisionedProductName) throw nameMissing(event);
  return name;
}

async function adopt(context: StepContext, existing: ProvisionedProduct): Promise<Step> {
  try {
    return await applyDeclaration(context, existing);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // In the rollback of a replacement, this failure is the last trace of the original product.
    const leftovers = context.event.RequestType === 'Create' ? STAYS : possibleLeftovers(context.event);
    throw new Failure({ ...error.parts, leftovers });
  }
}

/**
 * Returns true if our launch took effect but its reply was lost. The token may also be that of an update; a product
 * that is older than the request was not launched by it, and must survive its failure.
 */
function isReplyLost({ event, progress }: StepContext, product: ProvisionedProduct): boolean {
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
    what: `${JSON.stringify(name)} is not a valid name for a provisioned product: it must be 1 to 128 letters, digits, ".", "_" and "-", starting with a letter or digit`,
    advice: 'Nothing was launched or changed; correct provisionedProductName and deploy again',
  });
}

function nameMissing({ LogicalResourceId }: CustomResourceEvent): Failure {
  return new Failure({
    what: `${LogicalResourceId} needs a provisionedProductName, because it is not deployed by CloudFormation, whose stack id makes generated names unique`,
    advice: 'Nothing was launched; declare a name that no other app of this account uses and deploy again',
  });
}

/** A rollback terminates nothing that is older than the deployment. */
const STAYS = 'The product existed before this deployment, and is kept';

function nameTaken(product: ProvisionedProduct): Failure {
  return new Failure({
    what: `There is already a ${productLabel(product)} in this account; it was not launched for this resource and is left unchanged`,
    words: `A stack named ${product.Name} already exists`,
    advice: 'Set another provisionedProductName, omit it to have one generated, or terminate the other product first',
  });
}
