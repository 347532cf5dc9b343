import type {
  DescribePortfolioInput,
  DescribePortfolioOutput,
  ListPortfoliosInput,
  ListPortfoliosOutput,
} from '@aws-sdk/client-service-catalog';
import { portfolioDetail } from '../catalog/portfolio';
import { pageOf } from '../page';
import { Parts } from '../parts';

export function listPortfolios({ catalog }: Parts, input: ListPortfoliosInput): ListPortfoliosOutput {
  const { items, NextPageToken } = pageOf([...catalog.portfolios.values()], input);
  return { PortfolioDetails: items.map(portfolioDetail), NextPageToken };
}

export function describePortfolio(
  { catalog, location }: Parts,
  input: DescribePortfolioInput,
): DescribePortfolioOutput {
  const { Id: id = '' } = input;
  const portfolio = catalog.portfolio(id);
  return {
    PortfolioDetail: portfolioDetail(portfolio),
    Tags: [...portfolio.tags].map(([Key, Value]) => ({ Key, Value })),
    TagOptions: [...catalog.tagOptions.values()]
      .filter(({ resourceIds }) => resourceIds.has(id))
      .map(({ id: Id, key: Key, value: Value, active: Active }) => ({
        Id,
        Key,
        Value,
        Active,
        Owner: location.account,
      })),
    Budgets: [],
  };
}
