import { isAccessMissing, errorMessage } from '../aws/errors';
import { Failure } from '../messages/failure';
import type { CustomResourceEvent } from '../request/event';
import { type StepContext, type Step } from '../step/context';
import { mayStillAppear, waitBriefly } from '../step/pause';

/** The role has no path to the product, or not the one that is declared, as far as Service Catalog says. */
export class AccessMissing extends Error {
  constructor(
    words: string,
    /** Ids of paths that there are, and that are not known to be ours. */
    readonly pathsSeen: readonly string[] = [],
  ) {
    super(words);
  }
}

/** How far the access has come that a request waits for. */
export interface Access {
  /** What it hangs on is new with this request. */
  readonly isFresh: boolean;
  readonly mayStillAppear: boolean;
  /** Ids of paths that were there while it was awaited. */
  readonly seenBefore: readonly string[];
}

/** Whoever has launched through it need not wait for it. */
export const ACCESS_OF_LONG_AGO: Access = { isFresh: false, mayStillAppear: false, seenBefore: [] };

export function accessOf(context: StepContext): Access {
  const isNew = isFresh(context.event);
  return {
    isFresh: isNew,
    mayStillAppear: isNew && mayStillAppear(context, 'access'),
    seenBefore: context.progress.pathsSeen ?? [],
  };
}

/** For the calls that lead to a product, and only for them: others may miss something else. */
export async function needingAccess<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw isAccessMissing(error) ? new AccessMissing(errorMessage(error)) : error;
  }
}

/**
 * The association of role and portfolio may be seconds old: runs what needs it, and where Service Catalog still denies the
 * product, waits for a short window before that is taken as the truth. Where nothing of it is new, it is the truth at once.
 */
export async function waitForAccess(context: StepContext, work: () => Promise<Step>): Promise<Step> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AccessMissing)) throw error;
    const { mayStillAppear: waits, seenBefore } = accessOf(context);
    if (!waits) throw accessDenied(context, error);
    const pathsSeen = [...new Set([...seenBefore, ...error.pathsSeen])];
    return waitBriefly(context, 'access', error.message, { pathsSeen });
  }
}

/** With another portfolio, product or path comes another association. */
function isFresh({ OldResourceProperties: before, ResourceProperties: after }: CustomResourceEvent): boolean {
  const ways = ['PortfolioId', 'ProductId', 'ProductName', 'PathId', 'PathName'] as const;
  return before === undefined || ways.some((way) => before[way] !== after[way]);
}

function accessDenied({ event }: StepContext, { message }: AccessMissing): Failure {
  const { ProductId, ProductName, PathId, PathName } = event.ResourceProperties;
  const path = PathId ?? PathName;
  return new Failure({
    what: `The role of the function has no access to product ${ProductId ?? ProductName}${path ? ` on launch path ${path}` : throughPortfolio(event)}`,
    words: message,
    advice: `Check that the product is in the portfolio and give the portfolio to ProvisionedProduct as \`portfolio\`, or associate the role of ProvisionedProductProvider with the portfolio yourself${path ? '; or declare a launchPath that there is' : ''}`,
  });
}

function throughPortfolio({ ResourceProperties: { PortfolioId } }: CustomResourceEvent): string {
  return PortfolioId ? ` through portfolio ${PortfolioId}` : '';
}
