import { type Clock } from '../../clock/clock';
import { type AwsError } from '../../gateway/service';
import { type Behaviours } from '../behaviours';
import { type Catalog } from '../catalog/catalog';
import { covers, type Portfolio } from '../catalog/portfolio';
import { type Product } from '../catalog/product';
import { invalidParameters, productNotFound } from '../errors';
import { type Identifiers } from '../identifiers';
import { type LaunchPath } from '../model/launch-spec';
import { atMostOne } from '../request/pairs';

/** The launch paths from principals to products. */
export class LaunchPaths {
  private generation = 0;

  constructor(
    private readonly catalog: Catalog,
    private readonly clock: Clock,
    private readonly identifiers: Identifiers,
    private readonly behaviours: Behaviours,
  ) {}

  /** Changes the ids of all paths, as happens when portfolios are moved or shared anew. */
  changeIds(): void {
    this.generation += 1;
  }

  to(product: Product, principalArn: string): LaunchPath[] {
    return this.catalog
      .portfoliosOf(product)
      .filter((portfolio) => this.reaches(portfolio, principalArn))
      .flatMap((portfolio) =>
        this.idsOf(portfolio, product).map((id) => ({ id, name: portfolio.displayName, portfolio })),
      );
  }

  private idsOf(portfolio: Portfolio, product: Product): string[] {
    const origins = [`${portfolio.id}/${product.id}/${this.generation}`];
    if (this.behaviours.pathsOfPortfolio === 'TWO_ALIKE') origins.push(`${origins.join()}/again`);
    return origins.map((origin) => this.identifiers.derive('lpv3', origin));
  }

  /** Returns the paths, and throws where there is none. */
  require(product: Product, principalArn: string): LaunchPath[] {
    const paths = this.to(product, principalArn);
    if (paths.length > 0) return paths;
    throw this.behaviours.withoutAccess === 'PROFILE_DOES_NOT_EXIST'
      ? invalidParameters(`The profile does not exist for principal ${principalArn}.`)
      : this.noneTo(product.id);
  }

  /** Returns the error for a product that does not exist, or that the caller has no path to. */
  noneTo(product: string, ownMessage = `No launch paths found for resource: ${product}`): AwsError {
    return productNotFound(this.behaviours.notFoundMessage, product, ownMessage);
  }

  choose(product: Product, principalArn: string, choice: { PathId?: string; PathName?: string }): LaunchPath {
    atMostOne(choice, 'PathId', 'PathName');
    const { PathId: id, PathName: name } = choice;
    const paths = this.require(product, principalArn);
    const candidates = paths.filter((path) => (id ?? path.id) === path.id && (name ?? path.name) === path.name);
    const [path] = candidates;
    if (path === undefined) {
      throw invalidParameters(`Invalid ${id === undefined ? 'PathName' : 'PathId'}: ${id ?? name}`);
    }
    if (candidates.length > 1) {
      throw invalidParameters('More than one launch path ids exist. Please specify the launch path id');
    }
    return path;
  }

  private reaches(portfolio: Portfolio, principalArn: string): boolean {
    const spreadBefore = this.clock.now() - this.behaviours.accessSpreadsIn;
    return portfolio.principals.some(
      (principal) => principal.associatedTime <= spreadBefore && covers(principal, principalArn),
    );
  }
}
