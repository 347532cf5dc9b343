import { Prepared, prepare } from './prepare';
import { describe, findProvisionedProduct, isFailedLaunch, isStable, ProvisionedProduct } from '../provisioned-product/find';
import { awaitRecord } from '../provisioned-product/follow-record';
import { settle } from '../provisioned-product/settle';
import { withPace } from './stack-set';
import { terminate } from './terminate';
import { bringToDeclaration } from './update';
import { whatMayBeThere } from '../response/physical-id';
import { Failure } from '../messages/failure';
import { isAccessMissing, busyWords, isDenied, isNameTaken, isTransient, mayPass, serviceWords } from '../aws/errors';
import { AccessMissing, waitForAccess } from '../catalog/access';
import { redact, withoutSecrets } from '../secrets/redact';
import { log } from '../log';
import { isWithoutCloudFormation } from '../ordering/engine';
import { isOwn } from '../ordering/owner';
import type { CustomResourceEvent } from '../request/event';
import { isLegalName, provisionedProductName, token, topicsOf } from '../request/identity';
import { isOfAttempt } from '../request/ownership';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/deadline';
import { assertStillWanted } from '../ordering/assert-current';
import { Job, lookAgain, Step } from '../step/context';
import { mayStillCome, pauseBriefly, pauseFor } from '../step/pause';

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
      of: describe(existing),
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

async function launch(job: Job, name: string): Promise<Step> {
  const prepared = await prepare(job, job.event.RequestType === 'Update' ? 'lost' : 'none');
  await assertStillWanted(job);
  return provision(job, name, prepared);
}

async function provision(job: Job, name: string, prepared: Prepared): Promise<Step> {
  const { cloud, event, progress } = job;
  const { declared, target, secrets, parameters } = prepared;
  try {
    const { RecordDetail: record } = await cloud.serviceCatalog.provisionProduct({
      ProvisionedProductName: name,
      ProvisionToken: token(event, progress.calls),
      ProductId: target.productId,
      ProvisioningArtifactId: target.versionId,
      PathId: target.pathId,
      AcceptLanguage: target.language,
      ProvisioningParameters: parameters,
      Tags: [...declared.tags],
      NotificationArns: [...topicsOf(event.ResourceProperties)],
      ProvisioningPreferences: declared.preferences && withPace(declared.preferences),
    });
    log('launch', { resource: event.LogicalResourceId, product: target.description, record: record?.RecordId });
    const launched = `${name} (${target.description})`;
    return awaitRecord(job, {
      operation: 'launch',
      of: launched,
      provisionedProductId: record?.ProvisionedProductId ?? '',
      id: record?.RecordId,
      secretVersions: secrets.versions,
    });
  } catch (error) {
    return refusedLaunch(job, name, prepared, error);
  }
}

async function refusedLaunch(job: Job, name: string, { target, secrets }: Prepared, error: unknown): Promise<Step> {
  if (isTransient(error) || isDenied(error)) throw withoutSecrets(error, secrets.values);
  const words = redact(serviceWords(error), Object.values(secrets.values));
  if (isAccessMissing(error)) throw new AccessMissing(words);
  const busy = busyWords(words);
  if (busy) return pauseFor(job, 30, `Service Catalog to take the launch (${busy})`);
  // Nothing of that name was there a moment ago: the name of a product that has just ended is not free yet, or a
  // launch of ours has landed between. The next look tells.
  const becomesFree = `the name ${name} to become free`;
  if (isNameTaken(error) && mayStillCome(job, becomesFree)) return pauseBriefly(job, becomesFree, words);
  // A token that was used before may be refused although its launch took effect and only the reply was lost.
  const made = await findProvisionedProduct(job.cloud, { Name: name });
  if (made && isOfAttempt(job.event, made)) return lookAgain(job, {});
  throw new Failure({
    what: `Service Catalog refused to launch ${target.description} as ${name}`,
    words,
    advice: 'Nothing was launched; correct what it says and deploy again',
    mayPass: mayPass(error),
  });
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
    what: `There is already a ${describe(product)} in this account, which was not launched for this resource and is left as it is`,
    words: `A stack named ${product.Name} already exists`,
    advice: 'Declare another provisionedProductName, or none to have one made, or remove the other product first',
  });
}
