import { Failure } from './answer/failure';
import { launchOrAdopt } from './operations/launch';
import {
  describe,
  findProvisionedProduct,
  isFailedLaunch,
  isStable,
  ProvisionedProduct,
} from './operations/provisioned-product';
import { followRecord } from './operations/record';
import { settle } from './operations/settle';
import { succeed } from './operations/success';
import { terminate } from './operations/terminate';
import { bringToDeclaration } from './operations/update-product';
import { wasThereBefore } from './request/before-deploy';
import { launchesTheSame } from './request/declaration';
import { isOurs, isProvisionedProductId, namesOfUpdate, topicsOf } from './request/identity';
import { Job, lookAgain, Step } from './step/job';

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
  const { event, progress } = job;
  if (progress.record) return followRecord(job, progress.record);

  const abandoned = await findAbandonedReplacement(job);
  if (abandoned) return terminateWhenStable(job, abandoned);

  const current = await findCurrent(job);
  if (current === undefined || isReplaced(job, current)) return launchOrAdopt(job);
  if (!isStable(current)) return settle(job, current);
  if (isFailedLaunch(current)) return terminate(job, current);
  const before = event.OldResourceProperties;
  if (current.Status === 'AVAILABLE' && before && launchesTheSame(before, event.ResourceProperties)) {
    return succeed(job, current);
  }
  await refuseOtherTopics(job, current);
  return bringToDeclaration(job, current);
}

/**
 * Service Catalog takes topics at the launch only, and a replacement cannot have the same declared name. On the way
 * back the product still has the topics that it is to have: the way there was refused here.
 */
async function refuseOtherTopics({ cloud, event }: Job, current: ProvisionedProduct): Promise<void> {
  const { OldResourceProperties: before, ResourceProperties: wanted } = event;
  const named = wanted.ProvisionedProductName !== undefined;
  if (!named || before === undefined || String(topicsOf(before)) === String(topicsOf(wanted))) return;
  if ((await cloud.stackStatus(event.StackId))?.includes('ROLLBACK')) return;
  throw new Failure({
    what: `The notification topics of ${describe(current)} cannot be changed, and a replacement cannot have its declared name`,
    ids: [current.Id],
    advice: 'Change provisionedProductName together with notificationTopics',
  });
}

async function findCurrent({ cloud, event }: Job): Promise<ProvisionedProduct | undefined> {
  const physicalId = event.PhysicalResourceId;
  return isProvisionedProductId(physicalId) ? findProvisionedProduct(cloud, { Id: physicalId }) : undefined;
}

/** The name and the topics of a product cannot be changed. A generated name tells other topics, too. */
function isReplaced(job: Job, current: ProvisionedProduct): boolean {
  const [before, wanted] = namesOfUpdate(job.event);
  return before !== wanted && current.Name !== wanted;
}

/**
 * A replacement that an update launched and never told CloudFormation of: the rollback comes with old and new swapped,
 * so it stands under what are now the old properties.
 */
async function findAbandonedReplacement(job: Job): Promise<ProvisionedProduct | undefined> {
  const [before, wanted] = namesOfUpdate(job.event);
  if (before === wanted) return undefined;
  const product = await findProvisionedProduct(job.cloud, { Name: before });
  if (product === undefined || product.Id === job.event.PhysicalResourceId || !isOurs(job.event, product)) {
    return undefined;
  }
  return (await wasThereBefore(job, product)) ? undefined : product;
}

/** What the update that failed has launched is removed; then it fails with the reason that it had. */
async function cleanUp(job: Job, reason: string): Promise<Step> {
  const { cloud, progress } = job;
  try {
    if (progress.record) return await followRecord(job, progress.record);
    const launched = await findProvisionedProduct(cloud, { Id: progress.launchedId ?? '' });
    if (launched) return await terminateWhenStable(job, launched);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({ what: reason, advice: `What it had launched is still there: ${error.message}` });
  }
  throw new Failure({ what: reason, advice: 'What it had launched was removed; the product from before is as it was' });
}

function terminateWhenStable(job: Job, product: ProvisionedProduct): Promise<Step> | Step {
  return isStable(product) ? terminate(job, product) : settle(job, product);
}

function hasReplacement(job: Job): boolean {
  const [before, wanted] = namesOfUpdate(job.event);
  const { launchedId } = job.progress;
  return before !== wanted && launchedId !== undefined && launchedId !== job.event.PhysicalResourceId;
}
