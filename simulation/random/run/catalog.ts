import { ACCOUNTS, type CatalogIds, PORTFOLIO, REGION } from './environment';
import { templateOf } from './product-templates';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import type { ProductKind } from '../../../local-cloud/service-catalog/catalog/product';
import { TAG_OPTION, TAG_OPTION_TO_CHOOSE } from '../../history/tag-options';
import {
  ACCOUNT,
  EXTERNAL,
  IN_TWO_PORTFOLIOS,
  NAMESAKE,
  type ProductName,
  PRODUCTS,
  STACK_SET,
  TAGGED,
  type VersionName,
  VERSIONS,
} from '../scenario/drawn-app';
import type { NewVersion, Scenario } from '../scenario/scenario';

const KINDS: Partial<Record<ProductName, ProductKind>> = {
  [EXTERNAL]: 'EXTERNAL',
  [ACCOUNT]: 'CONTROL_TOWER_ACCOUNT',
};

/** Creates the portfolio, the products and their versions. */
export async function createCatalog(cloud: LocalCloud, takesNotes: boolean): Promise<CatalogIds> {
  const { catalog } = cloud.serviceCatalog;
  const portfolio = catalog.createPortfolio({ displayName: PORTFOLIO, providerName: 'Platform team' }).id;
  const products: Partial<Record<ProductName, string>> = {};
  const versions: Partial<Record<ProductName, Record<VersionName, string>>> = {};
  for (const name of PRODUCTS) {
    const { id } = catalog.createProduct({ name, owner: 'Platform team', kind: KINDS[name] });
    const ids: Partial<Record<VersionName, string>> = {};
    for (const version of VERSIONS) {
      const template = templateOf(name, version, takesNotes, version === 'broken' ? 'broken' : undefined);
      ids[version] = catalog.addVersion(id, { name: version, template }).id;
      await cloud.clock.sleep(1000); // so that one is the newest
    }
    catalog.associateProduct(portfolio, id);
    products[name] = id;
    versions[name] = ids as Record<VersionName, string>;
  }
  const ids = { portfolio, products: products as CatalogIds['products'], versions: versions as CatalogIds['versions'] };
  constrain(cloud, ids);
  return ids;
}

function constrain({ serviceCatalog: { catalog } }: LocalCloud, { portfolio, products }: CatalogIds): void {
  const roleArn = 'arn:aws:iam::111111111111:role/terraform-launch';
  catalog.addConstraint(portfolio, products[EXTERNAL], { type: 'LAUNCH', roleArn });
  const places = { accounts: [...ACCOUNTS], regions: [REGION] };
  catalog.addConstraint(portfolio, products[STACK_SET], { type: 'STACKSET', ...places });
  // The TagOptions conflict for one of the products.
  catalog.createTagOption(TAG_OPTION, 'gold').resourceIds.add(portfolio);
  catalog.createTagOption(TAG_OPTION, 'silver').resourceIds.add(products.Vpc);
  for (const value of ['red', 'blue']) {
    catalog.createTagOption(TAG_OPTION_TO_CHOOSE, value).resourceIds.add(products[TAGGED]);
  }
}

/** Offers products to everybody through another portfolio. */
export function offerInOtherPortfolio(
  { serviceCatalog: { catalog } }: LocalCloud,
  { products }: CatalogIds,
  { otherPortfolio, takesNotes }: Scenario,
): void {
  const offer = (displayName: string, productIds: readonly string[]) => {
    const { id } = catalog.createPortfolio({ displayName, providerName: 'Another team' });
    for (const productId of productIds) catalog.associateProduct(id, productId);
    catalog.associatePrincipal(id, 'arn:aws:iam::111111111111:role/*', 'IAM_PATTERN');
    return id;
  };
  if (otherPortfolio === 'the same products') offer('Elsewhere', Object.values(products));
  if (otherPortfolio === 'namesakes') {
    const { id } = catalog.createProduct({ name: NAMESAKE, owner: 'Another team' });
    for (const name of VERSIONS) catalog.addVersion(id, { name, template: templateOf(NAMESAKE, name, takesNotes) });
    offer('Elsewhere', [id]);
    const namesake = offer(PORTFOLIO, [products[IN_TWO_PORTFOLIOS]]);
    // With a launch constraint the path differs from the other one: of two that are alike, either would do.
    const roleArn = 'arn:aws:iam::111111111111:role/launch';
    catalog.addConstraint(namesake, products[IN_TWO_PORTFOLIOS], { type: 'LAUNCH', roleArn });
  }
}

/** Publishes a version of this name, whether or not there already is one. */
export function publish(
  { serviceCatalog: { catalog } }: LocalCloud,
  { products }: CatalogIds,
  version: {
    readonly product: ProductName;
    readonly name: VersionName;
    readonly content: NewVersion;
    readonly takesNotes: boolean;
  },
): void {
  const { product, name, content, takesNotes } = version;
  const number = catalog.product(products[product]).versions.length;
  const template = templateOf(product, `${name}-${number}`, takesNotes, content);
  catalog.addVersion(products[product], { name, template });
}

/** Leaves active the versions that existed at the start, and no others. */
export function restoreVersions({ serviceCatalog: { catalog } }: LocalCloud, { products, versions }: CatalogIds): void {
  for (const name of PRODUCTS) {
    const first = Object.values(versions[name]);
    for (const version of catalog.product(products[name]).versions) {
      version.active = first.includes(version.id);
      version.guidance = 'DEFAULT';
    }
  }
}
