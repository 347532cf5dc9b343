import { describeVisibleProducts } from './visible-products';
import { isAccessMissing, errorMessage } from '../aws/errors';
import { Failure } from '../messages/failure';
import type { CustomResourceEvent } from '../request/event';
import { type StepContext, type Step } from '../step/context';
import { mayStillAppear, waitBriefly } from '../step/pause';

/** The role has no launch path to the product, or not the declared one. */
export class AccessMissing extends Error {
  constructor(
    words: string,
    /** Ids of the visible paths that may not be the declared one. */
    readonly pathsSeen: readonly string[] = [],
  ) {
    super(words);
  }
}

/** The state of the access that a request needs. */
export interface Access {
  /** The declaration of product, path or portfolio is new with this request. */
  readonly isFresh: boolean;
  readonly mayStillAppear: boolean;
  /** Ids of the paths that were visible earlier in this wait. */
  readonly seenBefore: readonly string[];
}

/** Access through which the product was launched before: there is nothing to wait for. */
export const ACCESS_OF_LONG_AGO: Access = { isFresh: false, mayStillAppear: false, seenBefore: [] };

export function accessOf(context: StepContext): Access {
  const isNew = isFresh(context.event);
  return {
    isFresh: isNew,
    mayStillAppear: isNew && mayStillAppear(context, 'access'),
    seenBefore: context.progress.pathsSeen ?? [],
  };
}

/** Wraps calls that need access to the product, and only those: other calls may fail to find something else. */
export async function needingAccess<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw isAccessMissing(error) ? new AccessMissing(errorMessage(error)) : error;
  }
}

/**
 * Runs work that needs access to the product. The association of role and portfolio may be seconds old, so a denial is
 * retried for a short grace period, but only if the declared access is new.
 */
export async function waitForAccess(context: StepContext, work: () => Promise<Step>): Promise<Step> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AccessMissing)) throw error;
    const { mayStillAppear: waits, seenBefore } = accessOf(context);
    if (!waits) throw await accessDenied(context, error);
    const pathsSeen = [...new Set([...seenBefore, ...error.pathsSeen])];
    return waitBriefly(context, 'access', error.message, { pathsSeen });
  }
}

/** Another portfolio, product or path needs another association. */
function isFresh({ OldResourceProperties: before, ResourceProperties: after }: CustomResourceEvent): boolean {
  const ways = ['PortfolioId', 'ProductId', 'ProductName', 'PathId', 'PathName'] as const;
  return before === undefined || ways.some((way) => before[way] !== after[way]);
}

async function accessDenied({ event, cloud }: StepContext, { message }: AccessMissing): Promise<Failure> {
  const { ProductId, ProductName, PathId, PathName } = event.ResourceProperties;
  const path = PathId ?? PathName;
  const others = ProductName === undefined ? '' : await describeVisibleProducts(cloud.serviceCatalog, ProductName);
  return new Failure({
    what: `The role of the function has no access to product ${ProductId ?? ProductName}${path ? ` on launch path ${path}` : throughPortfolio(event)}${others}`,
    words: message,
    advice: `Check that the product is in the portfolio and pass the portfolio to ProvisionedProduct as \`portfolio\`, or associate the role of ProvisionedProductProvider with the portfolio yourself${path ? '; or declare an existing launchPath' : ''}`,
  });
}

function throughPortfolio({ ResourceProperties: { PortfolioId } }: CustomResourceEvent): string {
  return PortfolioId ? ` through portfolio ${PortfolioId}` : '';
}
