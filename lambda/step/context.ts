import type { Missing } from './missing';
import type { Cloud } from '../aws/cloud';
import type { CustomResourceEvent } from '../request/event';
import type { Response } from '../response/response';

/** One step of one request: what was asked, how far it is, what it may touch. */
export interface StepContext {
  readonly event: CustomResourceEvent;
  readonly progress: Progress;
  readonly cloud: Cloud;
  readonly now: number;
}

/** What the state machine carries from step to step; never a secret. */
export interface Progress {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly deadline: number;
  /** Deliberate mutating calls so far: the number in the next call's token. */
  readonly calls: number;
  /** Executions of older requests, to be stopped. */
  readonly older?: readonly string[];
  /** Nothing is decided before: an old step could still run. */
  readonly quietUntil?: number;
  /** The operation of the stack that an Update belongs to, once it is known. */
  readonly operation?: StackOperation;
  /** Likewise, what a Delete is about. */
  readonly scope?: DeleteScope;
  /** The request comes from an engine that runs CloudFormation's templates without CloudFormation. */
  readonly withoutCloudFormation?: boolean;
  /** The record of our own last call, until it has ended. */
  readonly record?: OwnRecord;
  /** The product that this request launches or changes. */
  readonly provisionedProductId?: string;
  /** The product that this request itself has launched. */
  readonly launchedId?: string;
  /** Whether that stands beside the one that it is to replace. */
  readonly isReplacement?: boolean;
  /** Since when we wait for the same thing; the pauses grow with it. */
  readonly waitingSince?: number;
  /** What we wait for, in words for the answer at the deadline. */
  readonly waitingFor?: string;
  /** Since when things are missing that come within minutes or not at all, such as access right after its grant. */
  readonly missingSince?: Readonly<Partial<Record<Missing, number>>>;
  /** Since when, and in which words, operations fail in their records for want of a permission, which may be as fresh as the stack. */
  readonly denied?: { readonly since: number; readonly words: string };
  /** The record that a refused call may have made already, so that it was called again with another token. */
  readonly repeatedAfter?: string;
  /** Ids of launch paths that were there while the right one was awaited. */
  readonly pathsSeen?: readonly string[];
  /** How many times as long as usual the pauses are, because services throttle. */
  readonly slowness?: number;
  /** The last call of a stack-set product that has ended: its instances may be shown only after a while. */
  readonly stackSetCall?: string;
  /** Why the request fails, once what it has launched is removed. */
  readonly failure?: string;
  /** The end, when it could not be delivered yet. */
  readonly answer?: Response;
}

/** What the events of a stack tell of its operation, for one resource of it. */
export interface StackOperation {
  /** `rollingBack`: the request brings back what was there before. */
  readonly phase: 'deploying' | 'rollingBack';
  /** When the change that is taken back began, where CloudFormation did not wait for its answer. */
  readonly unansweredSince?: number;
  /** A deploy brings it back, after one that failed and was kept, so that nobody waits for a rollback. */
  readonly isDeploy?: boolean;
  /** When the change that is made, or taken back, began to concern the resource; milliseconds since 1970. */
  readonly startedAt: number;
  /** Names under which this and earlier failed changes may have launched a replacement. */
  readonly attemptedNames: readonly string[];
}

/** What a Delete removes and what it leaves, beside the product that it names. */
export interface DeleteScope {
  /** What is older than the operation that is rolled back was there before. */
  readonly sparesOlderThan?: number;
  /** What stands for the resource since this operation: a creation that had failed may have left the same product. */
  readonly sparesId?: string;
  /** Changes that have failed since the stack was stable: a replacement of theirs may be left. */
  readonly failed?: StackOperation;
}

export interface OwnRecord {
  readonly id: string;
  readonly operation: 'launch' | 'update' | 'terminate';
  readonly provisionedProductId: string;
  /** What is launched, changed or removed, in words. */
  readonly of: string;
  /** One of several calls that change a stack-set product, in words: when it has ended, look what is left to do. */
  readonly stackSetCall?: string;
  /** Of the secrets that went with the call, which its words may quote. */
  readonly secretVersions?: Readonly<Record<string, string>>;
}

/** What a step leads to. */
export type Step =
  | { readonly kind: 'wait'; readonly pause: number; readonly progress: Progress }
  | { readonly kind: 'respond'; readonly response: Response };

/** Looks at the world again at once: something has ended, and what is to be done now follows from what there is. */
export function repeatNow(context: StepContext, changes: Partial<Progress>): Step {
  return {
    kind: 'wait',
    pause: 0,
    progress: { ...context.progress, waitingSince: undefined, waitingFor: undefined, ...changes },
  };
}
