import type {
  DescribePortfolioInput,
  DescribePortfolioOutput,
  ListPortfoliosForProductInput,
  ListPortfoliosForProductOutput,
  ListPortfoliosInput,
  ListPortfoliosOutput,
} from '@aws-sdk/client-service-catalog';
import { portfolioDetail } from '../catalog/portfolio';
import { pageOf } from '../request/page';
import { type ServiceContext } from '../service-context';
import { requireOwnership } from './ownership';

export function listPortfolios({ catalog }: ServiceContext, input: ListPortfoliosInput): ListPortfoliosOutput {
  const { items, NextPageToken } = pageOf([...catalog.portfolios.values()], input);
  return { PortfolioDetails: items.map(portfolioDetail), NextPageToken };
}

export function listPortfoliosForProduct(
  { catalog, behaviours }: ServiceContext,
  input: ListPortfoliosForProductInput,
): ListPortfoliosForProductOutput {
  const { ProductId: id = '' } = input;
  requireOwnership(behaviours, id);
  const { items, NextPageToken } = pageOf(catalog.portfoliosOf(catalog.product(id)), input);
  return { PortfolioDetails: items.map(portfolioDetail), NextPageToken };
}

export function describePortfolio(
  { catalog, location, behaviours }: ServiceContext,
  input: DescribePortfolioInput,
): DescribePortfolioOutput {
  const { Id: id = '' } = input;
  requireOwnership(behaviours, id);
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
