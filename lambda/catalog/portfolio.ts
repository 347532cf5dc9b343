import type { PortfolioDetail } from '@aws-sdk/client-service-catalog';
import type { ServiceCatalog } from '../aws/cloud';
import { isUnknownOperation } from '../aws/errors';
import { pages } from '../aws/pages';
import { unlessRefused } from '../aws/unless-refused';

/** What the function's role is told of a portfolio that holds a product. */
export interface Portfolio {
  /** Absent: nobody tells, as in an account that the portfolio is shared with. */
  readonly name?: string;
  /** Ids of others of that name that hold the product, too; absent: nobody tells. */
  readonly namesakes?: readonly string[];
}

/** A launch path tells its portfolio by the display name alone: whether that is proof, the portfolios of the product tell. */
export async function describePortfolio(
  serviceCatalog: ServiceCatalog,
  id: string,
  productId: string,
  language: string | undefined,
): Promise<Portfolio> {
  const holders = await unlessRefused(listHolders(serviceCatalog, id, productId, language));
  const listed = holders?.find(({ Id }) => Id === id);
  const name = listed?.DisplayName ?? (await displayName(serviceCatalog, id, language));
  if (holders === undefined || name === undefined) return { name };
  const namesakes = holders.filter(({ Id, DisplayName }) => Id !== id && DisplayName === name);
  // A list without ours is not the whole truth.
  if (listed === undefined && namesakes.length === 0) return { name };
  return { name, namesakes: namesakes.flatMap(({ Id }) => Id ?? []) };
}

async function listHolders(
  serviceCatalog: ServiceCatalog,
  id: string,
  productId: string,
  language: string | undefined,
): Promise<readonly PortfolioDetail[]> {
  const request = { ProductId: productId, AcceptLanguage: language };
  const list = (PageToken?: string) => serviceCatalog.listPortfoliosForProduct({ ...request, PageToken });
  const holders: PortfolioDetail[] = [];
  try {
    for await (const { PortfolioDetails = [] } of pages(list)) holders.push(...PortfolioDetails);
    return holders;
  } catch (error) {
    // An emulator of AWS may not know the operation: there the name has to do.
    if (isUnknownOperation(error)) return [{ Id: id }];
    throw error;
  }
}

async function displayName(
  serviceCatalog: ServiceCatalog,
  id: string,
  language: string | undefined,
): Promise<string | undefined> {
  const described = await unlessRefused(serviceCatalog.describePortfolio({ Id: id, AcceptLanguage: language }));
  return described?.PortfolioDetail?.DisplayName;
}
