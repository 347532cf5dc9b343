import type { Missing } from './missing';
import type { Cloud } from '../aws/cloud';
import type { CustomResourceEvent } from '../request/event';
import type { Response } from '../response/response';

/** The input of one step: the request, its progress and the services that it may use. */
export interface StepContext {
  readonly event: CustomResourceEvent;
  readonly progress: Progress;
  readonly cloud: Cloud;
  readonly now: number;
}

/** The state that the state machine carries from step to step; never a secret. */
export interface Progress {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly deadline: number;
  /** Number of mutating calls so far, not counting retries; part of the next call's token. */
  readonly calls: number;
  /** Executions of older requests that are still to be stopped. */
  readonly older?: readonly string[];
  /** No decision is made before: an old step could still run. */
  readonly quietUntil?: number;
  /** The stack operation that an Update belongs to; read once. */
  readonly operation?: StackOperation;
  /** The scope of a Delete; read once. */
  readonly scope?: DeleteScope;
  /** The request comes from an engine that deploys CloudFormation's templates without CloudFormation. */
  readonly withoutCloudFormation?: boolean;
  /** The record of our last call, until it has ended. */
  readonly record?: OwnRecord;
  /** The product that this request launches or changes. */
  readonly provisionedProductId?: string;
  /** The product that this request itself has launched. */
  readonly launchedId?: string;
  /** The launched product replaces another one, which still exists. */
  readonly isReplacement?: boolean;
  /** Start of the current wait; the pauses grow with it. */
  readonly waitingSince?: number;
  /** Description of the current wait, for the response at the deadline. */
  readonly waitingFor?: string;
  /**
   * The time since which something is missing that appears within minutes or never, such as access right after its
   * grant.
   */
  readonly missingSince?: Readonly<Partial<Record<Missing, number>>>;
  /**
   * The first failure for lack of a permission in a record, and the last message. The permission may be as new as the
   * stack.
   */
  readonly denied?: { readonly since: number; readonly words: string };
  /** The record that a rejected call may have made; the call was then repeated with another token. */
  readonly repeatedAfter?: string;
  /** Ids of the launch paths that were visible before the declared one appeared. */
  readonly pathsSeen?: readonly string[];
  /** Factor by which the pauses are longer because services throttle. */
  readonly slowness?: number;
  /** The last completed call of a stack-set product; its instances may become visible only later. */
  readonly stackSetCall?: string;
  /** The reason with which the request fails as soon as what it launched is terminated. */
  readonly failure?: string;
  /** The response, if it could not be delivered yet. */
  readonly answer?: Response;
}

/** The operation of a stack as its events show it, for one resource. */
export interface StackOperation {
  /** `rollingBack`: the request restores the prior state. */
  readonly phase: 'deploying' | 'rollingBack';
  /** The start of the change that is rolled back, if CloudFormation did not wait for its response. */
  readonly unansweredSince?: number;
  /** A deployment restores the prior state after a failed one whose changes were kept: no rollback will follow. */
  readonly isDeploy?: boolean;
  /** The start of the current change, or of the one that is rolled back, for the resource; milliseconds since 1970. */
  readonly startedAt: number;
  /** Names of replacements that this and earlier failed changes may have launched. */
  readonly attemptedNames: readonly string[];
}

/** The products that a Delete terminates or keeps apart from the one that it names. */
export interface DeleteScope {
  /** Products older than this predate the operation that is rolled back, and are kept. */
  readonly sparesOlderThan?: number;
  /** The product that represents the resource after this operation: a failed creation may have left the same one. */
  readonly sparesId?: string;
  /** Failed changes since the stack was stable, which may have left a replacement. */
  readonly failed?: StackOperation;
}

export interface OwnRecord {
  readonly id: string;
  readonly operation: 'launch' | 'update' | 'terminate';
  readonly provisionedProductId: string;
  /** Description of what is launched, updated or terminated. */
  readonly of: string;
  /** Description of one of several calls for a stack-set product: when it has ended, the rest is determined anew. */
  readonly stackSetCall?: string;
  /** Versions of the secrets passed with the call, which error messages may quote. */
  readonly secretVersions?: Readonly<Record<string, string>>;
}

/** The outcome of a step. */
export type Step =
  | { readonly kind: 'wait'; readonly pause: number; readonly progress: Progress }
  | { readonly kind: 'respond'; readonly response: Response };

/** Repeats the step at once: something has ended, and the next action depends on the state that is found. */
export function repeatNow(context: StepContext, changes: Partial<Progress>): Step {
  return {
    kind: 'wait',
    pause: 0,
    progress: { ...context.progress, waitingSince: undefined, waitingFor: undefined, ...changes },
  };
}
