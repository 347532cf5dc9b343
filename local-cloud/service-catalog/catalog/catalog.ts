import { type Constraint, type ConstraintOf, type ConstraintRule } from './constraint';
import { type Portfolio, type PrincipalType } from './portfolio';
import { type Product, type ProductKind, type Version } from './product';
import { type Clock } from '../../clock/clock';
import { AwsError } from '../../gateway/service';
import { arn, type Location } from '../../location';
import { inUse, invalidParameters, notFound } from '../errors';
import { type Identifiers } from '../identifiers';

/** The maximum number of principals of a portfolio. */
const MOST_PRINCIPALS = 100;

export interface PortfolioProps {
  readonly displayName: string;
  readonly providerName: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ProductProps {
  readonly name: string;
  readonly owner: string;
  /** @default CLOUD_FORMATION_TEMPLATE */
  readonly kind?: ProductKind;
  readonly description?: string;
  readonly distributor?: string;
  readonly supportDescription?: string;
  readonly supportEmail?: string;
  readonly supportUrl?: string;
}

export interface VersionProps {
  readonly name: string;
  readonly template: string;
  readonly description?: string;
}

export interface TagOption {
  readonly id: string;
  readonly key: string;
  readonly value: string;
  active: boolean;
  /** The ids of the portfolios and products that it is associated with. */
  readonly resourceIds: Set<string>;
}

/** The objects that an administrator creates: portfolios, products, versions, constraints and TagOptions. */
export class Catalog {
  readonly portfolios = new Map<string, Portfolio>();
  readonly products = new Map<string, Product>();
  readonly constraints = new Map<string, Constraint>();
  readonly tagOptions = new Map<string, TagOption>();

  constructor(
    private readonly clock: Clock,
    private readonly identifiers: Identifiers,
    private readonly location: Location,
  ) {}

  createPortfolio({ tags, ...props }: PortfolioProps): Portfolio {
    const id = this.identifiers.next('port');
    const portfolio: Portfolio = {
      ...props,
      id,
      arn: arn('catalog', `portfolio/${id}`, this.location),
      createdTime: this.clock.now(),
      tags: new Map(Object.entries(tags ?? {})),
      productIds: new Set(),
      principals: [],
      sharedWith: new Set(),
    };
    this.portfolios.set(id, portfolio);
    return portfolio;
  }

  deletePortfolio(id: string): void {
    const portfolio = this.portfolio(id);
    if (portfolio.productIds.size > 0 || portfolio.principals.length > 0) {
      throw inUse(`Portfolio ${id} is in use: it still has products or principals.`);
    }
    this.portfolios.delete(id);
  }

  createProduct(props: ProductProps): Product {
    const id = this.identifiers.next('prod');
    const product: Product = {
      ...props,
      id,
      arn: arn('catalog', `product/${id}`, this.location),
      kind: props.kind ?? 'CLOUD_FORMATION_TEMPLATE',
      createdTime: this.clock.now(),
      versions: [],
    };
    this.products.set(id, product);
    return product;
  }

  deleteProduct(id: string): void {
    if (this.portfoliosOf(this.product(id)).length > 0) {
      throw inUse(`Product ${id} is in use: it is still associated with a portfolio.`);
    }
    this.products.delete(id);
  }

  renameProduct(id: string, name: string): void {
    this.product(id).name = name;
  }

  addVersion(productId: string, { name, template, description }: VersionProps): Version {
    const version: Version = {
      id: this.identifiers.next('pa'),
      name,
      template,
      description,
      active: true,
      guidance: 'DEFAULT',
      createdTime: this.clock.now(),
    };
    this.product(productId).versions.push(version);
    return version;
  }

  deactivateVersion(productId: string, versionId: string): void {
    this.version(productId, versionId).active = false;
  }

  activateVersion(productId: string, versionId: string): void {
    this.version(productId, versionId).active = true;
  }

  deprecateVersion(productId: string, versionId: string): void {
    this.version(productId, versionId).guidance = 'DEPRECATED';
  }

  removeVersion(productId: string, versionId: string): void {
    const { versions } = this.product(productId);
    versions.splice(versions.indexOf(this.version(productId, versionId)), 1);
  }

  associateProduct(portfolioId: string, productId: string): void {
    this.portfolio(portfolioId).productIds.add(this.product(productId).id);
  }

  disassociateProduct(portfolioId: string, productId: string): void {
    this.portfolio(portfolioId).productIds.delete(productId);
    for (const { id } of this.constraintsOf(portfolioId, productId)) this.constraints.delete(id);
  }

  associatePrincipal(portfolioId: string, principalArn: string, type: PrincipalType = 'IAM'): void {
    const { principals } = this.portfolio(portfolioId);
    if (principals.some((principal) => principal.arn === principalArn && principal.type === type)) return;
    if (principals.length >= MOST_PRINCIPALS) {
      throw new AwsError(
        'LimitExceededException',
        `Portfolio ${portfolioId} has ${MOST_PRINCIPALS} principals already.`,
      );
    }
    principals.push({ arn: principalArn, type, associatedTime: this.clock.now() });
  }

  disassociatePrincipal(portfolioId: string, principalArn: string): void {
    const { principals } = this.portfolio(portfolioId);
    principals.splice(0, principals.length, ...principals.filter((principal) => principal.arn !== principalArn));
  }

  sharePortfolio(portfolioId: string, account: string): void {
    this.portfolio(portfolioId).sharedWith.add(account);
  }

  unsharePortfolio(portfolioId: string, account: string): void {
    this.portfolio(portfolioId).sharedWith.delete(account);
  }

  addConstraint(portfolioId: string, productId: string, rule: ConstraintRule, description?: string): Constraint {
    if (!this.portfolio(portfolioId).productIds.has(productId)) {
      throw notFound(`Product ${productId} is not associated with portfolio ${portfolioId}.`);
    }
    // Stack-set products have no launch role.
    const excluded = rule.type === 'LAUNCH' ? 'STACKSET' : rule.type === 'STACKSET' ? 'LAUNCH' : undefined;
    if (excluded !== undefined && this.constraint(excluded, portfolioId, productId) !== undefined) {
      throw invalidParameters(
        `Product ${productId} has a ${excluded} constraint in portfolio ${portfolioId}: a ${rule.type} constraint cannot be added.`,
      );
    }
    const constraint = { ...rule, id: this.identifiers.next('cons'), portfolioId, productId, description };
    this.constraints.set(constraint.id, constraint);
    return constraint;
  }

  changeConstraint(id: string, rule: ConstraintRule, description?: string): void {
    const constraint = this.constraints.get(id);
    if (constraint === undefined) throw notFound(`Constraint ${id} not found.`);
    const { portfolioId, productId } = constraint;
    this.constraints.set(id, { ...rule, id, portfolioId, productId, description });
  }

  removeConstraint(id: string): void {
    if (!this.constraints.delete(id)) throw notFound(`Constraint ${id} not found.`);
  }

  createTagOption(key: string, value: string): TagOption {
    const tagOption: TagOption = {
      id: this.identifiers.next('tag'),
      key,
      value,
      active: true,
      resourceIds: new Set(),
    };
    this.tagOptions.set(tagOption.id, tagOption);
    return tagOption;
  }

  deleteTagOption(id: string): void {
    if (this.tagOption(id).resourceIds.size > 0) throw inUse(`TagOption ${id} is still associated with a resource.`);
    this.tagOptions.delete(id);
  }

  tagOption(id: string): TagOption {
    const tagOption = this.tagOptions.get(id);
    if (tagOption === undefined) throw notFound(`TagOption ${id} not found.`);
    return tagOption;
  }

  portfolio(id: string): Portfolio {
    const portfolio = this.portfolios.get(id);
    if (portfolio === undefined) throw notFound(`Portfolio ${id} not found.`);
    return portfolio;
  }

  product(id: string): Product {
    const product = this.products.get(id);
    if (product === undefined) throw notFound(`Product ${id} does not exist or access was denied.`);
    return product;
  }

  version(productId: string, versionId: string): Version {
    const version = this.product(productId).versions.find(({ id }) => id === versionId);
    if (version === undefined) throw notFound(`Provisioning Artifact ${versionId} not found.`);
    return version;
  }

  portfoliosOf(product: Product): Portfolio[] {
    return [...this.portfolios.values()].filter(({ productIds }) => productIds.has(product.id));
  }

  constraintsOf(portfolioId: string, productId: string): Constraint[] {
    return [...this.constraints.values()].filter(
      (constraint) => constraint.portfolioId === portfolioId && constraint.productId === productId,
    );
  }

  constraint<T extends Constraint['type']>(
    type: T,
    portfolioId: string,
    productId: string,
  ): ConstraintOf<T> | undefined {
    return this.constraintsOf(portfolioId, productId).find(
      (constraint): constraint is ConstraintOf<T> => constraint.type === type,
    );
  }
}
