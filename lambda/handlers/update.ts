import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import { log } from '../log';
import { launchOrAdopt } from './create';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { restore } from '../operations/restore';
import { terminate } from '../operations/terminate';
import { applyDeclaration } from '../operations/update';
import { assertNotSuperseded } from '../ordering/assert-current';
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
import { type StepContext, repeatNow, type StackOperation, type Step } from '../step/context';
import { pauseFor } from '../step/pause';

export async function update(context: StepContext): Promise<Step> {
  try {
    return context.progress.failure === undefined
      ? await change(context)
      : await cleanUp(context, context.progress.failure);
  } catch (error) {
    // The replacement is terminated before the response: after a failed update CloudFormation knows only the old
    // product.
    if (!(error instanceof Failure) || !hasReplacement(context) || context.progress.failure !== undefined) throw error;
    return repeatNow(context, { failure: error.reason, record: undefined });
  }
}

async function change(context: StepContext): Promise<Step> {
  const { record, operation } = context.progress;
  if (record) return followRecord(context, record);
  const abandoned = operation && (await findAbandonedReplacement(context, operation));
  if (abandoned) return terminateWhenStable(context, abandoned);
  return operation?.phase === 'rollingBack' ? goBack(context, operation) : deploy(context);
}

async function deploy(context: StepContext): Promise<Step> {
  const { event, cloud } = context;
  const current = await findCurrent(context);
  if (current === undefined) return launchAnew(context);
  if (isReplaced(context, current)) {
    return launchReplacement(beside(context), `A change of its name or topics replaces ${productLabel(current)}`);
  }
  if (!(await isStable(cloud, current))) return settle(context, current);
  if (await isFailedLaunch(cloud, current)) return terminateFailedLaunch(context, current);
  if (await isAsDeclared(context, current)) {
    await assertNotSuperseded(context);
    return succeed(context, current);
  }
  refuseOtherTopics(event, current);
  return applyDeclaration(context, current);
}

/** Returns true if the declaration differs only in what this function uses, and the product is as declared before. */
async function isAsDeclared(context: StepContext, { Status }: ProvisionedProduct): Promise<boolean> {
  const { OldResourceProperties: before, ResourceProperties: wanted } = context.event;
  // An update cures a product that is TAINTED or in ERROR, also when the declaration is the same.
  if (Status !== 'AVAILABLE' || before === undefined || !launchesTheSame(before, wanted)) return false;
  return isWithoutCloudFormation(context) || wasReached(context);
}

/**
 * A rollback restores what was there, not what the prior declaration would resolve to now. If nothing was changed
 * since, nothing is done, so version, path and secrets need not exist any more.
 */
async function goBack(context: StepContext, operation: StackOperation): Promise<Step> {
  const { event, cloud } = context;
  const current = await findCurrent(context);
  const before =
    current && !isReplaced(context, current)
      ? current
      : await findOwn(context, provisionedProductName(event, event.ResourceProperties));
  if (before === undefined) return launchWhatIsGone(context, current);
  const isPlanned = before.Status === 'PLAN_IN_PROGRESS';
  if (!isPlanned && !(await isStable(cloud, before))) return settle(context, before);
  if (mayStillBeTouched(context, operation)) return waitForCancelled(context, operation);
  const state = await priorState(context, before, operation);
  switch (state.kind) {
    case 'untouched':
      await assertNotSuperseded(context);
      log('untouched', { resource: event.LogicalResourceId, product: before.Id });
      return succeed(context, before);
    case 'changed':
      if (isPlanned) return settle(context, before);
      return restore(context, before, state);
    case 'absent':
      return (await isFailedLaunch(cloud, before)) ? terminate(context, before) : applyDeclaration(context, before);
  }
}

/** The execution of a change that was just cancelled may not be listed yet, so it may not have been stopped. */
function mayStillBeTouched({ now, progress }: StepContext, { unansweredSince = -Infinity }: StackOperation): boolean {
  return progress.quietUntil === undefined && now < unansweredSince + STEP_MILLISECONDS;
}

function waitForCancelled(context: StepContext, { unansweredSince = context.now }: StackOperation): Step {
  const seconds = Math.ceil((unansweredSince + STEP_MILLISECONDS - context.now) / 1000);
  return pauseFor(context, seconds, 'the cancelled change to end', { older: undefined });
}

async function findOwn(context: StepContext, name: string): Promise<ProvisionedProduct | undefined> {
  const product = await findProvisionedProduct(context.cloud, { Name: name });
  return product && (await isOwn(context, product)) ? product : undefined;
}

/**
 * The product to restore was terminated by hand. It is launched anew only if the operation that is rolled back had
 * changed it.
 */
async function launchWhatIsGone(context: StepContext, replacement: ProvisionedProduct | undefined): Promise<Step> {
  const { event, progress } = context;
  const records = replacement ? [] : await recordsOfGone(context);
  const since = progress.operation?.startedAt ?? 0;
  const isOwnDoing = progress.calls > 0 || records.some(({ CreatedTime }) => (CreatedTime?.getTime() ?? 0) >= since);
  if (isOwnDoing || progress.operation?.isDeploy) return launchAnew(context);
  const name = provisionedProductName(event, event.ResourceProperties);
  throw new Failure({
    what: `Provisioned product ${name} is gone although this deployment did not change it: it was terminated outside of CloudFormation`,
    advice: 'Nothing was launched; the next deployment launches it again',
  });
}

async function launchAnew(context: StepContext): Promise<Step> {
  const { event } = context;
  const name = provisionedProductName(event, event.ResourceProperties);
  if (!(await isAccount(context))) {
    return launchReplacement(
      context,
      `Provisioned product ${name} is gone, and would be launched again under another id`,
    );
  }
  if (await findOwn(context, name)) return launchOrAdopt(context);
  throw new Failure({
    what: `Provisioned product ${name} (${event.PhysicalResourceId}) of Control Tower's Account Factory was not found, and an account is never launched again: its e-mail address is taken`,
    advice: `Find the account in Control Tower, which gives its provisioned product another id when it is moved or updated there. Then take the resource out of the stack (cdk orphan, or removalPolicy RETAIN and a deployment without it)`,
  });
}

/**
 * Recognises an account by its records, or, if they are gone with the id, by the parameters that only Account Factory
 * has.
 */
async function isAccount(context: StepContext): Promise<boolean> {
  const parameters = Object.keys(context.event.ResourceProperties.ProvisioningParameters ?? {});
  if (['AccountEmail', 'ManagedOrganizationalUnit'].every((key) => parameters.includes(key))) return true;
  const records = await recordsOfGone(context);
  return records.some(({ ProvisionedProductType }) => ProvisionedProductType === 'CONTROL_TOWER_ACCOUNT');
}

async function recordsOfGone({ cloud, event }: StepContext): Promise<readonly RecordDetail[]> {
  const { PhysicalResourceId: Id } = event;
  return isProvisionedProductId(Id) ? provisioningRecords(cloud, { Id }) : [];
}

function beside(context: StepContext): StepContext {
  return { ...context, progress: { ...context.progress, isReplacement: true } };
}

async function launchReplacement(context: StepContext, why: string): Promise<Step> {
  await assertReplaceable(context, why);
  return launchOrAdopt(context);
}

async function terminateFailedLaunch(context: StepContext, product: ProvisionedProduct): Promise<Step> {
  await assertReplaceable(
    context,
    `The launch of ${productLabel(product)} had failed, and it would be launched again under another id`,
  );
  return terminate(context, product);
}

/**
 * Without rollback CloudFormation rejects a new physical id only after the replacement was launched (aws-cdk#30546).
 */
async function assertReplaceable(context: StepContext, why: string): Promise<void> {
  if (context.progress.calls > 0 || isWithoutCloudFormation(context)) return;
  const stack = await context.cloud.stack(context.event.StackId);
  if (!stack?.rollbackDisabled) return;
  throw new Failure({
    what: `${why}; CloudFormation rejects replacements while rollback is disabled`,
    advice: 'Nothing was launched or changed; deploy with rollback (cdk deploy --rollback)',
  });
}

/** Service Catalog accepts topics only at the launch, and a replacement cannot have the same declared name. */
function refuseOtherTopics(
  { OldResourceProperties: before, ResourceProperties: wanted }: StepContext['event'],
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

async function findCurrent(context: StepContext): Promise<ProvisionedProduct | undefined> {
  const { PhysicalResourceId: physicalId } = context.event;
  if (!isProvisionedProductId(physicalId)) return undefined;
  const product = await findProvisionedProduct(context.cloud, { Id: physicalId });
  if (product && !(await isOwn(context, product))) throw foreign(product);
  return product;
}

function foreign(product: ProvisionedProduct): Failure {
  return new Failure({
    what: `The ${productLabel(product)} was launched for another resource and is left unchanged`,
    ids: [product.Id],
    advice: 'Remove this resource from the stack, and declare a new one',
  });
}

/** Neither name nor topics of a product can be changed. A generated name depends on the topics. */
function isReplaced({ event }: StepContext, { Name }: ProvisionedProduct): boolean {
  return Name !== provisionedProductName(event, event.ResourceProperties);
}

/**
 * Finds a replacement that an update launched and CloudFormation does not know, because it got no response or rejected
 * it. Its name comes from the prior declaration, or from an earlier change that failed.
 */
async function findAbandonedReplacement(
  context: StepContext,
  { startedAt, phase, attemptedNames }: StackOperation,
): Promise<ProvisionedProduct | undefined> {
  const [before, wanted] = namesOfUpdate(context.event);
  const names = new Set([...(phase === 'rollingBack' ? [before] : []), ...attemptedNames]);
  names.delete(wanted);
  for (const name of names) {
    const product = await findOwn(context, name);
    if (product && product.Id !== context.event.PhysicalResourceId && !isOlderThan(product, startedAt)) return product;
  }
  return undefined;
}

/** Terminates what the failed update has launched; then the update fails with its original reason. */
async function cleanUp(context: StepContext, reason: string): Promise<Step> {
  const { cloud, progress } = context;
  try {
    if (progress.record) return await followRecord(context, progress.record);
    const launched = await findProvisionedProduct(cloud, { Id: progress.launchedId ?? '' });
    if (launched) {
      if (await isOwn(context, launched)) return await terminateWhenStable(context, launched);
      throw foreign(launched);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({ what: reason, advice: `The replacement still exists: ${error.message}` });
  }
  throw new Failure({ what: reason, advice: 'The replacement was terminated; the original product is unchanged' });
}

async function terminateWhenStable(context: StepContext, product: ProvisionedProduct): Promise<Step> {
  return (await isStable(context.cloud, product)) ? terminate(context, product) : settle(context, product);
}

function hasReplacement({ event, progress }: StepContext): boolean {
  const { launchedId } = progress;
  return isReplacement(event, progress) && launchedId !== undefined && launchedId !== event.PhysicalResourceId;
}
