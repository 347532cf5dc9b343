import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { Construct, DependencyGroup, IDependable } from 'constructs';
import { nameInApp } from './unique-names';

/** Associates the role of a provider with the portfolios of its products, with each of them once. */
export class PortfolioAccess {
  private readonly grantedByPortfolioStack = new Set<servicecatalog.IPortfolio>();

  /** @param awaited - all that the provider owns, which comes before the access and goes after it */
  constructor(
    private readonly provider: Construct,
    private readonly role: iam.IRole,
    private readonly awaited: IDependable,
  ) {}

  /** @returns what the consumer must wait for: the access, and the products and constraints of the portfolio. */
  public grantFor(consumer: Construct, portfolio: servicecatalog.IPortfolio): IDependable {
    this.warnOfRolePath();
    const access = this.find(portfolio) ?? this.grant(consumer, portfolio);
    const awaitedByAccess = portfolio.stack === Stack.of(this.provider);
    const importedElsewhere = isImported(portfolio) && portfolio.stack !== Stack.of(consumer);
    return awaitedByAccess || importedElsewhere ? access : new DependencyGroup(access, portfolio);
  }

  private find(portfolio: servicecatalog.IPortfolio): IDependable | undefined {
    return this.provider.node.tryFindChild(accessId(portfolio));
  }

  private grant(consumer: Construct, portfolio: servicecatalog.IPortfolio): IDependable {
    if (!this.standsBesideProvider(consumer, portfolio)) {
      portfolio.giveAccessToRole(this.role);
      this.grantedByPortfolioStack.add(portfolio);
      return this.awaited;
    }
    if (this.grantedByPortfolioStack.has(portfolio)) {
      throw new Error(
        `the portfolio "${portfolio.node.path}" gives access to the provider "${this.provider.node.path}" from its own ` +
          `stack already, for a product of another stack: declare "${consumer.node.path}" before the products of other stacks`,
      );
    }
    const association = new servicecatalog.CfnPortfolioPrincipalAssociation(this.provider, accessId(portfolio), {
      portfolioId: portfolio.portfolioId,
      principalArn: this.role.roleArn,
      principalType: 'IAM',
    });
    association.node.addDependency(this.awaited);
    if (portfolio.stack === Stack.of(this.provider)) association.node.addDependency(portfolio);
    return association;
  }

  /** Reported as coverage-roadmap#2430 of CloudFormation; the portfolio still has its principal, and cannot be deleted. */
  private warnOfRolePath(): void {
    const role = nameWithPath(this.role);
    if (role === undefined) return;
    Annotations.of(this.provider).addWarningV2(
      'cdk-provisioned-product:roleWithPath',
      `the role "${role}" has an IAM path, and CloudFormation is known not to take away the access to a portfolio of such ` +
        'a role, so that the portfolio cannot be deleted later: use a role without a path, or leave out `portfolio`, ' +
        'associate the role yourself and choose the path with LaunchPath.fromPortfolio',
    );
  }

  /**
   * Access is given beside the provider rather than beside the portfolio, so that catalog and consumer may be two stacks.
   * Not so for other stacks alone: the provider's must not depend on the portfolio's, which may itself use the provider.
   */
  private standsBesideProvider(consumer: Construct, portfolio: servicecatalog.IPortfolio): boolean {
    const own = Stack.of(this.provider);
    if (isImported(portfolio) || portfolio.stack === own) return true;
    const withPortfolio = deployedStack(portfolio.stack) === deployedStack(own);
    return withPortfolio ? Stack.of(consumer) === own : deployedStack(Stack.of(consumer)) === deployedStack(own);
  }
}

/** Undefined where the role has no path that is known at synthesis. The name of a role that the app makes is known later. */
function nameWithPath(role: iam.IRole): string | undefined {
  const [, named] = /:role\/(.+\/.+)$/.exec(role.roleArn) ?? [];
  const { path } = (role.node.defaultChild ?? {}) as Partial<iam.CfnRole>;
  const made = path !== undefined && !Token.isUnresolved(path) && path !== '/' ? `${path.slice(1)}*` : undefined;
  return named ?? made;
}

/** A portfolio that is made by the app has an id that only the deployment knows. */
function isImported(portfolio: servicecatalog.IPortfolio): boolean {
  return !Token.isUnresolved(portfolio.portfolioId);
}

/** The same for a portfolio that is imported twice. */
function accessId(portfolio: servicecatalog.IPortfolio): string {
  return `Access.${isImported(portfolio) ? portfolio.portfolioId : nameInApp(portfolio)}`;
}

/** The stack with which a nested stack is deployed. */
function deployedStack(stack: Stack): Stack {
  return stack.nestedStackParent ? deployedStack(stack.nestedStackParent) : stack;
}
