import type { Answer } from './answer/answer';
import { deliver } from './answer/deliver';
import { Failure } from './answer/failure';
import type { Cloud } from './aws/cloud';
import { isEngineSilent, isPathMoved, isTransient, serviceWords } from './aws/errors';
import { create } from './create';
import { remove } from './delete';
import { log } from './log';
import type { Job, Progress, Step } from './operations/job';
import { backOff, mayStillCome, pauseBriefly, pauseFor } from './operations/wait';
import type { CustomResourceEvent } from './request/event';
import { isProvisionedProductId, provisionedProductName } from './request/identity';
import { endOlderRequests } from './request/older-requests';
import { deadline } from './request/times';
import { Superseded } from './request/wanted';
import { update } from './update';
import { MAXIMUM_TIMEOUT_SECONDS } from '../src/private/limits';

/** What the state machine hands to a step and takes from it. */
export interface Execution {
  readonly event: CustomResourceEvent;
  /** Absent in the first step. */
  readonly progress?: Progress;
}

export interface StepResult extends Execution {
  readonly done: boolean;
  /** Seconds until the next step. */
  readonly pause: number;
}

const HANDLERS = { Create: create, Update: update, Delete: remove };

/** One step of a request: look, decide, at most one mutating call. */
export async function advance({ event, progress }: Execution, cloud: Cloud, now: number): Promise<StepResult> {
  const job: Job = { event, cloud, now, progress: progress ?? firstProgress(event, now) };
  const step = await decide(job);
  if (!('answer' in step)) return { event, progress: step.progress, pause: step.pause, done: false };
  const delivered = await deliver(cloud, event, step.answer);
  return { event, progress: { ...job.progress, answer: step.answer }, pause: delivered ? 0 : 10, done: delivered };
}

/** The request's failure as CloudFormation is to see it. */
export function failedAnswer(event: CustomResourceEvent, progress: Progress | undefined, reason: string): Answer {
  return { Status: 'FAILED', PhysicalResourceId: physicalId(event, progress), Reason: reason };
}

async function decide(job: Job): Promise<Step> {
  const { event, progress } = job;
  if (progress.answer) return { answer: progress.answer };
  const expired = job.now >= progress.deadline;
  try {
    // After the deadline we look, at the most, whether our own call has ended in the meantime.
    if (expired && !progress.record) throw tooLate(job);
    const ready = await endOlderRequests(job);
    const step = 'cloud' in ready ? await HANDLERS[event.RequestType](ready) : ready;
    if (expired && !('answer' in step)) throw tooLate({ ...job, progress: step.progress });
    return step;
  } catch (error) {
    if (isTransient(error) && !expired) {
      log('trouble', { resource: event.LogicalResourceId, words: error.name });
      return backOff(job, `Service Catalog to answer (${error.name})`);
    }
    if (isPathMoved(error) && !expired) return pauseFor(job, 5, 'the launch path to be known again');
    if (isEngineSilent(error) && !expired && mayStillCome(job)) {
      return pauseBriefly(job, 'the engine of the product to tell its parameters');
    }
    return { answer: failedAnswer(event, progress, reasonOf(job, error)) };
  }
}

function firstProgress(event: CustomResourceEvent, now: number): Progress {
  return { startedAt: now, deadline: deadline(event, now), calls: 0 };
}

function reasonOf({ event }: Job, error: unknown): string {
  if (error instanceof Failure || error instanceof Superseded) return error.message;
  const denied = error instanceof Error && /AccessDenied|NotAuthorized/.test(error.name);
  return new Failure({
    what: `${event.RequestType} of ${event.LogicalResourceId} failed`,
    words: serviceWords(error),
    advice: denied
      ? 'Give the role of ProvisionedProductProvider this permission and deploy again'
      : 'Correct what it says and deploy again',
  }).message;
}

function tooLate({ event, progress }: Job): Failure {
  const minutes = Math.round((progress.deadline - progress.startedAt) / 60_000);
  if (progress.failure !== undefined) {
    return new Failure({ what: progress.failure, advice: 'What it had launched could not be removed in time' });
  }
  return new Failure({
    what: `${event.RequestType} of ${event.LogicalResourceId} did not end within ${minutes} minutes, waiting for ${progress.waitingFor ?? 'its turn'}`,
    ids: [progress.record?.provisionedProductId ?? progress.provisionedProductId, progress.record?.id],
    advice: `Look at the provisioned product in Service Catalog; when it has become stable, deploy again, with a longer timeout where there is room (at most ${MAXIMUM_TIMEOUT_SECONDS / 60} minutes)`,
  });
}

/**
 * From the first reply of a launch on, every answer carries the id of what was launched, so that the rollback removes
 * the right thing. The replacement in an update is our own to remove: CloudFormation keeps the old id.
 */
function physicalId(event: CustomResourceEvent, progress: Progress | undefined): string {
  const name = provisionedProductName(event, event.ResourceProperties);
  if (event.RequestType === 'Create') return progress?.provisionedProductId || name;
  const before = event.OldResourceProperties;
  const replaced = before !== undefined && provisionedProductName(event, before) !== name;
  const launched = isProvisionedProductId(progress?.launchedId) && !replaced ? progress?.launchedId : undefined;
  return launched ?? event.PhysicalResourceId ?? name;
}
