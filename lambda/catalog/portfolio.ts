import type { PortfolioDetail } from '@aws-sdk/client-service-catalog';
import type { ServiceCatalog } from '../aws/cloud';
import { isUnknownOperation } from '../aws/errors';
import { pages } from '../aws/pages';
import { unlessRefused } from '../aws/unless-refused';

/** A portfolio of a product, as far as the function's role may read it. */
export interface Portfolio {
  /** Absent if unknown, as in an account that the portfolio is shared with. */
  readonly name?: string;
  /** Ids of other portfolios of the product with the same name; absent if unknown. */
  readonly namesakes?: readonly string[];
}

/**
 * Describes a portfolio. A launch path shows only the display name of its portfolio; the other portfolios of the
 * product show whether that name is unique.
 */
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
  // A list without this portfolio is incomplete.
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
    // An emulator of AWS may lack the operation. Then the name must suffice.
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
