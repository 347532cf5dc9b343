import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import { log } from '../log';
import { launchOrAdopt } from './create';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { restore } from '../operations/restore';
import { terminate } from '../operations/terminate';
import { bringToDeclaration } from '../operations/update';
import { assertStillWanted } from '../ordering/assert-current';
import { wasReached } from '../ordering/earlier-changes';
import { isWithoutCloudFormation } from '../ordering/engine';
import { isOwn } from '../ordering/owner';
import { isOlderThan, priorState, provisioningRecords } from '../ordering/prior-state';
import { STEP_MILLISECONDS } from '../ordering/supersede-older';
import { findProvisionedProduct, isFailedLaunch, isStable, type ProvisionedProduct } from '../provisioned-product/find';
import { followRecord } from '../provisioned-product/follow-record';
import { settle } from '../provisioned-product/settle';
import { succeed } from '../provisioned-product/succeed';
import { namesOfUpdate, provisionedProductName, topicsOf } from '../request/names';
import { isProvisionedProductId } from '../request/ownership';
import { launchesTheSame } from '../request/prior-properties';
import { isReplacement } from '../response/physical-id';
import { type Job, lookAgain, type StackOperation, type Step } from '../step/context';
import { pauseFor } from '../step/pause';

export async function update(job: Job): Promise<Step> {
  try {
    return job.progress.failure === undefined ? await change(job) : await cleanUp(job, job.progress.failure);
  } catch (error) {
    // The replacement goes before the answer: of an update that failed, CloudFormation knows only the old product.
    if (!(error instanceof Failure) || !hasReplacement(job) || job.progress.failure !== undefined) throw error;
    return lookAgain(job, { failure: new Failure({ ...error.parts, advice: '' }).message, record: undefined });
  }
}

async function change(job: Job): Promise<Step> {
  const { record, operation } = job.progress;
  if (record) return followRecord(job, record);
  const abandoned = operation && (await findAbandonedReplacement(job, operation));
  if (abandoned) return terminateWhenStable(job, abandoned);
  return operation?.phase === 'rollingBack' ? goBack(job, operation) : deploy(job);
}

async function deploy(job: Job): Promise<Step> {
  const { event, cloud } = job;
  const current = await findCurrent(job);
  if (current === undefined) return launchAnew(job);
  if (isReplaced(job, current)) {
    return launchReplacement(beside(job), `A change of its name or topics replaces ${productLabel(current)}`);
  }
  if (!(await isStable(cloud, current))) return settle(job, current);
  if (await isFailedLaunch(cloud, current)) return terminateFailedLaunch(job, current);
  if (await isAsDeclared(job, current)) {
    await assertStillWanted(job);
    return succeed(job, current);
  }
  refuseOtherTopics(event, current);
  return bringToDeclaration(job, current);
}

/** Nothing but what concerns this function alone is declared otherwise, and the product is what was declared before. */
async function isAsDeclared(job: Job, { Status }: ProvisionedProduct): Promise<boolean> {
  const { OldResourceProperties: before, ResourceProperties: wanted } = job.event;
  if (Status !== 'AVAILABLE' || before === undefined || !launchesTheSame(before, wanted)) return false;
  return isWithoutCloudFormation(job) || wasReached(job);
}

/**
 * A rollback brings back what was there, not what the former declaration would mean by now. Where nothing was changed since,
 * nothing is to be done, and nothing need be there any more: no version, no path, no secret.
 */
async function goBack(job: Job, operation: StackOperation): Promise<Step> {
  const { event, cloud } = job;
  const current = await findCurrent(job);
  const before =
    current && !isReplaced(job, current)
      ? current
      : await findOwn(job, provisionedProductName(event, event.ResourceProperties));
  if (before === undefined) return launchWhatIsGone(job, current);
  const isPlanned = before.Status === 'PLAN_IN_PROGRESS';
  if (!isPlanned && !(await isStable(cloud, before))) return settle(job, before);
  if (mayStillBeTouched(job, operation)) return waitForCancelled(job, operation);
  const state = await priorState(job, before, operation);
  switch (state.kind) {
    case 'untouched':
      await assertStillWanted(job);
      log('untouched', { resource: event.LogicalResourceId, product: before.Id });
      return succeed(job, before);
    case 'changed':
      if (isPlanned) return settle(job, before);
      return restore(job, before, state);
    case 'absent':
      return (await isFailedLaunch(cloud, before)) ? terminate(job, before) : bringToDeclaration(job, before);
  }
}

/** The execution of a change that was cancelled a moment ago may not be listed yet, and so was not stopped. */
function mayStillBeTouched({ now, progress }: Job, { unansweredSince = -Infinity }: StackOperation): boolean {
  return progress.quietUntil === undefined && now < unansweredSince + STEP_MILLISECONDS;
}

function waitForCancelled(job: Job, { unansweredSince = job.now }: StackOperation): Step {
  const seconds = Math.ceil((unansweredSince + STEP_MILLISECONDS - job.now) / 1000);
  return pauseFor(job, seconds, 'what was cancelled to end', { older: undefined });
}

async function findOwn(job: Job, name: string): Promise<ProvisionedProduct | undefined> {
  const product = await findProvisionedProduct(job.cloud, { Name: name });
  return product && (await isOwn(job, product)) ? product : undefined;
}

/** Somebody has terminated what the rollback is to bring back. It is launched anew only where the way there had changed it. */
async function launchWhatIsGone(job: Job, replacement: ProvisionedProduct | undefined): Promise<Step> {
  const { event, progress } = job;
  const records = replacement ? [] : await recordsOfGone(job);
  const since = progress.operation?.startedAt ?? 0;
  const isOwnDoing = progress.calls > 0 || records.some(({ CreatedTime }) => (CreatedTime?.getTime() ?? 0) >= since);
  if (isOwnDoing || progress.operation?.isDeploy) return launchAnew(job);
  const name = provisionedProductName(event, event.ResourceProperties);
  throw new Failure({
    what: `Provisioned product ${name} is gone, though this deploy has not changed it: somebody has terminated it`,
    advice: 'Nothing was launched; the next deploy launches it anew',
  });
}

async function launchAnew(job: Job): Promise<Step> {
  const { event } = job;
  const name = provisionedProductName(event, event.ResourceProperties);
  if (!(await isAccount(job))) {
    return launchReplacement(job, `Provisioned product ${name} is gone, and would be launched anew under another id`);
  }
  if (await findOwn(job, name)) return launchOrAdopt(job);
  throw new Failure({
    what: `Provisioned product ${name} (${event.PhysicalResourceId}) of Control Tower's Account Factory was not found, and an account is never launched anew: its e-mail address exists already`,
    advice: `Look for the account in Control Tower, which gives its provisioned product another id when it is moved or updated there. Then take the resource out of the stack (cdk orphan, or removalPolicy RETAIN and a deploy without it)`,
  });
}

/** By what it was; or by what Account Factory alone asks for, where the records are gone with the id. */
async function isAccount(job: Job): Promise<boolean> {
  const parameters = Object.keys(job.event.ResourceProperties.ProvisioningParameters ?? {});
  if (['AccountEmail', 'ManagedOrganizationalUnit'].every((key) => parameters.includes(key))) return true;
  const records = await recordsOfGone(job);
  return records.some(({ ProvisionedProductType }) => ProvisionedProductType === 'CONTROL_TOWER_ACCOUNT');
}

async function recordsOfGone({ cloud, event }: Job): Promise<readonly RecordDetail[]> {
  const { PhysicalResourceId: Id } = event;
  return isProvisionedProductId(Id) ? provisioningRecords(cloud, { Id }) : [];
}

function beside(job: Job): Job {
  return { ...job, progress: { ...job.progress, isReplacement: true } };
}

async function launchReplacement(job: Job, why: string): Promise<Step> {
  await assertReplaceable(job, why);
  return launchOrAdopt(job);
}

async function terminateFailedLaunch(job: Job, product: ProvisionedProduct): Promise<Step> {
  await assertReplaceable(
    job,
    `The launch of ${productLabel(product)} had failed, and it would be launched anew under another id`,
  );
  return terminate(job, product);
}

/** Without rollback CloudFormation refuses a new physical id, when the replacement is there already (aws-cdk#30546). */
async function assertReplaceable(job: Job, why: string): Promise<void> {
  if (job.progress.calls > 0 || isWithoutCloudFormation(job)) return;
  const stack = await job.cloud.stack(job.event.StackId);
  if (!stack?.rollbackDisabled) return;
  throw new Failure({
    what: `${why}; CloudFormation takes no replacement while rollback is disabled`,
    advice: 'Nothing was launched or changed; deploy with rollback (cdk deploy --rollback)',
  });
}

/** Service Catalog takes topics at the launch only, and a replacement cannot have the same declared name. */
function refuseOtherTopics(
  { OldResourceProperties: before, ResourceProperties: wanted }: Job['event'],
  current: ProvisionedProduct,
): void {
  const named = wanted.ProvisionedProductName !== undefined;
  if (!named || before === undefined || String(topicsOf(before)) === String(topicsOf(wanted))) return;
  throw new Failure({
    what: `The notification topics of ${productLabel(current)} cannot be changed, and a replacement cannot have its declared name`,
    ids: [current.Id],
    advice: 'Change provisionedProductName together with notificationTopics',
  });
}

async function findCurrent(job: Job): Promise<ProvisionedProduct | undefined> {
  const { PhysicalResourceId: physicalId } = job.event;
  if (!isProvisionedProductId(physicalId)) return undefined;
  const product = await findProvisionedProduct(job.cloud, { Id: physicalId });
  if (product && !(await isOwn(job, product))) throw foreign(product);
  return product;
}

function foreign(product: ProvisionedProduct): Failure {
  return new Failure({
    what: `The ${productLabel(product)} was launched for another resource and is left as it is`,
    ids: [product.Id],
    advice: 'Remove this resource from the stack, and declare a new one',
  });
}

/** The name and the topics of a product cannot be changed. A generated name tells other topics, too. */
function isReplaced({ event }: Job, { Name }: ProvisionedProduct): boolean {
  return Name !== provisionedProductName(event, event.ResourceProperties);
}

/**
 * A replacement that an update launched and CloudFormation does not know of: it was never told, or refused it. It stands
 * under what are now the old properties, or under those of an earlier change that has failed.
 */
async function findAbandonedReplacement(
  job: Job,
  { startedAt, phase, attemptedNames }: StackOperation,
): Promise<ProvisionedProduct | undefined> {
  const [before, wanted] = namesOfUpdate(job.event);
  const names = new Set([...(phase === 'rollingBack' ? [before] : []), ...attemptedNames]);
  names.delete(wanted);
  for (const name of names) {
    const product = await findOwn(job, name);
    if (product && product.Id !== job.event.PhysicalResourceId && !isOlderThan(product, startedAt)) return product;
  }
  return undefined;
}

/** What the update that failed has launched is removed; then it fails with the reason that it had. */
async function cleanUp(job: Job, reason: string): Promise<Step> {
  const { cloud, progress } = job;
  try {
    if (progress.record) return await followRecord(job, progress.record);
    const launched = await findProvisionedProduct(cloud, { Id: progress.launchedId ?? '' });
    if (launched) {
      if (await isOwn(job, launched)) return await terminateWhenStable(job, launched);
      throw foreign(launched);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({ what: reason, advice: `What it had launched is still there: ${error.message}` });
  }
  throw new Failure({ what: reason, advice: 'What it had launched was removed; the product from before is as it was' });
}

async function terminateWhenStable(job: Job, product: ProvisionedProduct): Promise<Step> {
  return (await isStable(job.cloud, product)) ? terminate(job, product) : settle(job, product);
}

function hasReplacement({ event, progress }: Job): boolean {
  const { launchedId } = progress;
  return isReplacement(event, progress) && launchedId !== undefined && launchedId !== event.PhysicalResourceId;
}
