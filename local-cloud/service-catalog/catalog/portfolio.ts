import type { PortfolioDetail } from '@aws-sdk/client-service-catalog';
import { matchesWildcard } from '../../wildcard';

export interface Portfolio {
  readonly id: string;
  readonly arn: string;
  displayName: string;
  providerName: string;
  description?: string;
  readonly createdTime: number;
  readonly tags: ReadonlyMap<string, string>;
  readonly productIds: Set<string>;
  readonly principals: PortfolioPrincipal[];
  readonly sharedWith: Set<string>;
}

export interface PortfolioPrincipal {
  /** In an IAM_PATTERN `*` and `?` stand for any characters, and the account may be left out. */
  readonly arn: string;
  readonly type: PrincipalType;
  readonly associatedTime: number;
}

export type PrincipalType = 'IAM' | 'IAM_PATTERN';

export function portfolioDetail(portfolio: Portfolio): PortfolioDetail {
  return {
    Id: portfolio.id,
    ARN: portfolio.arn,
    DisplayName: portfolio.displayName,
    Description: portfolio.description,
    CreatedTime: new Date(portfolio.createdTime),
    ProviderName: portfolio.providerName,
  };
}

export function covers(principal: PortfolioPrincipal, callerArn: string): boolean {
  if (principal.type === 'IAM') return principal.arn === callerArn;
  // The account may be left out: `arn:aws:iam:::role/…`.
  const pattern = principal.arn.replace(':iam:::', `:iam::${'?'.repeat(12)}:`);
  return matchesWildcard(pattern, callerArn);
}
