import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { ResourceProperties } from './private/resource-properties';
import { validateId, validateLength } from './private/validation/text';
import { validateConstruct } from './private/validation/type';

type LaunchPathProperties = Pick<ResourceProperties, 'PathId' | 'PathName' | 'PortfolioId'>;

/**
 * Choose the launch path: the portfolio through which the provider's role has access to the product.
 *
 * A choice is needed only where the role has access to the product through more than one portfolio. The path decides
 * which constraints and TagOptions apply.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ListLaunchPaths.html
 */
export class LaunchPath {
  /**
   * Take the path with this id, for example `lpv2-abcdefghijklm`.
   *
   * Service Catalog gives a path a new id when the portfolios of the product change; prefer `fromPortfolio`.
   *
   * @param pathId 1 to 100 letters, digits, `_` and `-`
   */
  public static fromId(pathId: string): LaunchPath {
    validateId('pathId', pathId, 'lpv2-abcdefghijklm', 'use LaunchPath.fromName for a name');
    return new LaunchPath({ PathId: pathId });
  }

  /**
   * Take the path with this name, which is the display name of its portfolio.
   *
   * If several paths have the name, the first by id is taken, unless they differ in constraints or tags: then the deployment
   * fails.
   *
   * @param pathName 1 to 100 characters
   */
  public static fromName(pathName: string): LaunchPath {
    validateLength('pathName', pathName, 1, 100, 'pass the display name of the portfolio');
    return new LaunchPath({ PathName: pathName });
  }

  /**
   * Take the path through this portfolio, to which the provider's role has access already.
   *
   * A path names its portfolio by the display name, which an account that the portfolio is shared with may be unable to read.
   * There the only path is taken, at a first launch after three minutes; if there are several, use `fromName`.
   *
   * The `portfolio` of a provisioned product chooses the path as well, and grants the access.
   *
   * @param portfolio the portfolio, of this app or imported
   */
  public static fromPortfolio(portfolio: servicecatalog.IPortfolio): LaunchPath {
    validateConstruct(
      'portfolio',
      portfolio,
      'portfolioId',
      'a portfolio',
      'use LaunchPath.fromId for the id of a path, or LaunchPath.fromName for a name',
    );
    return new LaunchPath({ PortfolioId: portfolio.portfolioId }, portfolio.env.region);
  }

  /** @internal */
  public readonly _properties: LaunchPathProperties;

  /** @internal */
  public readonly _region?: string;

  private constructor(properties: LaunchPathProperties, region?: string) {
    this._properties = properties;
    this._region = region;
  }
}
