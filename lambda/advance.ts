import type { Cloud } from './aws/cloud';
import {
  isAtLimit,
  isDenied,
  isParameterParsingError,
  isStalePath,
  isTransient,
  isRetryable,
  errorMessage,
} from './aws/errors';
import { retryingThrottled } from './aws/retries';
import { create } from './handlers/create';
import { remove } from './handlers/delete';
import { update } from './handlers/update';
import { log } from './log';
import { Failure } from './messages/failure';
import { permissionAdvice } from './messages/permission-advice';
import { beganAt } from './ordering/assert-current';
import { assertEngine, goOnWithoutCloudFormation, isWithoutCloudFormation, NoCloudFormation } from './ordering/engine';
import { stackOperation, withOperation } from './ordering/stack-operation';
import { supersedeOlderRequests } from './ordering/supersede-older';
import { deadline, longestDeadline } from './request/deadline';
import type { CustomResourceEvent } from './request/event';
import { requestedAt } from './request/requested-at';
import { stackName } from './request/stack-id';
import { possibleLeftovers } from './response/leftovers';
import { failedResponse } from './response/response';
import { sendResponse } from './response/send';
import { boundedProgress } from './step/bounded-progress';
import { type StepContext, repeatNow, type Progress, type Step } from './step/context';
import type { Missing } from './step/missing';
import { backOff, BRIEF_PAUSE_SECONDS, mayStillAppear, waitBriefly } from './step/pause';
import { MAXIMUM_TIMEOUT_SECONDS } from '../src/private/limits';

/** The input of a step, and, but for `done` and `pause`, its result. */
export interface StepInput {
  readonly event: CustomResourceEvent;
  /** Absent in the first step. */
  readonly progress?: Progress;
}

/**
 * The input of the next step, or the end. The end carries nothing: responses hold outputs, and the execution history is
 * kept.
 */
export type StepResult =
  | (StepInput & {
      readonly done: false;
      /** Seconds until the next step. */
      readonly pause: number;
    })
  | { readonly done: true };

/** A failing service may delay the final check by this long. CloudFormation still accepts the response then. */
const LAST_LOOK_MILLISECONDS = 2 * 60_000;

const HANDLERS = { Create: create, Update: update, Delete: remove };

/** Runs one step of a request: reads the current state, decides, and makes at most one mutating call. */
export async function advance({ event, progress }: StepInput, cloud: Cloud, now: number): Promise<StepResult> {
  const retryingCloud = { ...cloud, serviceCatalog: retryingThrottled(cloud.serviceCatalog) };
  const context: StepContext = { event, cloud: retryingCloud, now, progress: progress ?? firstProgress(event, now) };
  const step = await decide(progress ? context : await withTimeOfRequest(context));
  if (step.kind === 'wait') {
    return { event, progress: boundedProgress(step.progress), pause: step.pause, done: false };
  }
  if (await sendResponse(cloud, event, step.response)) return { done: true };
  const undelivered = boundedProgress({ ...context.progress, answer: step.response });
  return { event, progress: undelivered, pause: BRIEF_PAUSE_SECONDS, done: false };
}

async function decide(context: StepContext): Promise<Step> {
  const { event, progress } = context;
  if (progress.answer) return { kind: 'respond', response: progress.answer };
  const expired = context.now >= progress.deadline;
  let known = context;
  try {
    await assertEngine(context);
    if (expired && (await mayTakeLonger(context))) {
      return repeatNow(context, { deadline: longestDeadline(event, progress.startedAt) });
    }
    // After the deadline only the record of our own call is read: it may have ended in the meantime.
    if (expired && !progress.record) throw tooLate(context);
    const ready = await supersedeOlderRequests(context);
    if (ready.kind !== 'proceed') return ready;
    known = await withOperation(ready.context);
    const step = await HANDLERS[event.RequestType](known);
    if (expired && step.kind === 'wait') throw tooLate({ ...known, progress: step.progress });
    return step;
  } catch (error) {
    if (error instanceof NoCloudFormation) return goOnWithoutCloudFormation(known);
    const waiting = waitOut(known, error);
    if (waiting) return waiting;
    return { kind: 'respond', response: failedResponse(event, known.progress, reasonOf(known, error)) };
  }
}

/**
 * Retries what may pass: throttling, a service fault, or a permission or an association that has not propagated yet.
 */
function waitOut(context: StepContext, error: unknown): Step | undefined {
  const { event, progress, now } = context;
  const late = now - progress.deadline;
  if (isTransient(error)) {
    if (late >= LAST_LOOK_MILLISECONDS) return undefined;
    log('back off', { resource: event.LogicalResourceId, error: error.name });
    return backOff(context, `a service to respond (${lastWords(error)})`);
  }
  if (late >= 0) return undefined;
  // The message of a Failure comes from a service; whoever threw it has judged it already.
  const mayComeTrue = error instanceof Failure ? error.parts.isRetryable === true : isRetryable(error);
  const missing = missingThing(error);
  return mayComeTrue && mayStillAppear(context, missing) ? waitBriefly(context, missing, lastWords(error)) : undefined;
}

/** The service's message, for the response at the deadline. */
function lastWords(error: unknown): string {
  return error instanceof Failure ? error.reason : errorMessage(error);
}

function missingThing(error: unknown): Missing {
  if (isParameterParsingError(error)) return 'engine';
  if (isStalePath(error)) return 'launchPath';
  if (isAtLimit(error)) return 'limit';
  return isDenied(error) ? 'permission' : 'other';
}

/** The timeout of the app limits what the app asks for, not the rollback of it. */
async function mayTakeLonger(context: StepContext): Promise<boolean> {
  const { event, progress } = context;
  if (event.RequestType !== 'Update' || progress.deadline >= longestDeadline(event, progress.startedAt)) return false;
  if (isWithoutCloudFormation(context)) return false;
  const { phase, isDeploy } = progress.operation ?? (await stackOperation(context));
  return phase === 'rollingBack' && !isDeploy;
}

/** The event may be late. If its URL does not tell when it was made, the stack resource does. */
async function withTimeOfRequest(context: StepContext): Promise<StepContext> {
  const { event, now, progress } = context;
  if (requestedAt(event) !== undefined) return context;
  const begun = (await beganAt(context).catch(() => undefined)) ?? now;
  return begun < now ? { ...context, progress: { ...progress, ...firstProgress(event, begun) } } : context;
}

function firstProgress(event: CustomResourceEvent, now: number): Progress {
  return { startedAt: now, deadline: deadline(event, now), calls: 0 };
}

function reasonOf(context: StepContext, error: unknown): string {
  if (isTransient(error) && context.now >= context.progress.deadline) return tooLate(context).message;
  const parts = error instanceof Failure ? error.parts : unexpected(context.event, error);
  return new Failure(withWayOn(context, parts)).message;
}

function unexpected(event: CustomResourceEvent, error: unknown): Failure['parts'] {
  return {
    what: `${event.RequestType} of ${event.LogicalResourceId} failed`,
    words: errorMessage(error),
    advice: `${isDenied(error) ? permissionAdvice(errorMessage(error)) : 'Correct the cause'} and deploy again`,
    leftovers: possibleLeftovers(event),
  };
}

/** A failed rollback stands still until somebody continues it. */
function withWayOn({ event, progress }: StepContext, parts: Failure['parts']): Failure['parts'] {
  if (progress.operation?.phase !== 'rollingBack' || progress.operation.isDeploy) return parts;
  const stack = stackName(event.StackId);
  const wayOn = `To continue without this resource: cdk rollback ${stack} --orphan ${event.LogicalResourceId}, or aws cloudformation continue-update-rollback --stack-name ${stack} --resources-to-skip ${event.LogicalResourceId}`;
  return { ...parts, leftovers: parts.leftovers ?? possibleLeftovers(event), wayOn };
}

/** The denial may be the only cause, whatever its retry waits for now. */
function afterDenial({ denied }: Progress): string {
  return denied === undefined ? '' : `, after it was denied (${denied.words})`;
}

function tooLate({ event, progress }: StepContext): Failure {
  const minutes = Math.round((progress.deadline - (requestedAt(event) ?? progress.startedAt)) / 60_000);
  if (progress.failure !== undefined) {
    return new Failure({ what: progress.failure, advice: 'The replacement could not be terminated in time' });
  }
  const launched = event.RequestType === 'Update' ? progress.launchedId : undefined;
  return new Failure({
    what: `${event.RequestType} of ${event.LogicalResourceId} did not finish within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, waiting for ${progress.waitingFor ?? 'its turn'}${afterDenial(progress)}`,
    ids: [progress.record?.provisionedProductId ?? progress.provisionedProductId, progress.record?.id],
    advice: `${launched ? `The rollback terminates what the update launched (${launched}); without a rollback, terminate it yourself. ` : ''}Check the provisioned product in Service Catalog; when it is stable, deploy again, with a longer timeout if possible (at most ${MAXIMUM_TIMEOUT_SECONDS / 60} minutes)`,
    leftovers: launched ? undefined : possibleLeftovers(event),
  });
}
