import { type Catalog } from '../catalog/catalog';
import { type Product, type Version } from '../catalog/product';
import { invalidParameters, notFound } from '../errors';
import { type LaunchPaths } from './launch-paths';
import { exactlyOne } from '../request/pairs';

export interface ProductChoice {
  readonly ProductId?: string;
  readonly ProductName?: string;
}

export interface VersionChoice {
  readonly ProvisioningArtifactId?: string;
  readonly ProvisioningArtifactName?: string;
}

/** Finds a product as an end user does: by name only among those that the user has a path to. */
export function chooseProduct(
  catalog: Catalog,
  paths: LaunchPaths,
  principalArn: string,
  choice: ProductChoice,
): Product {
  exactlyOne(choice, 'ProductId', 'ProductName');
  const { ProductId: id, ProductName: name } = choice;
  if (id !== undefined) {
    const known = catalog.products.get(id);
    if (known === undefined) throw paths.noneTo(id);
    paths.require(known, principalArn);
    return known;
  }
  const named = [...catalog.products.values()].filter(
    (product) => product.name === name && paths.to(product, principalArn).length > 0,
  );
  const [product] = named;
  if (product === undefined) throw paths.noneTo(name ?? '', `Product with name ${name} not found`);
  if (named.length > 1) throw invalidParameters(`Multiple products with name ${name} found.`);
  return product;
}

/** Finds a product as an administrator does. */
export function findProduct(catalog: Catalog, choice: ProductChoice): Product {
  exactlyOne(choice, 'ProductId', 'ProductName');
  const { ProductId: id, ProductName: name } = choice;
  if (id !== undefined) return catalog.product(id);
  const product = [...catalog.products.values()].find((candidate) => candidate.name === name);
  if (product === undefined) throw notFound(`Product with name ${name} not found`);
  return product;
}

export function findVersion(product: Product, choice: VersionChoice): Version {
  exactlyOne(choice, 'ProvisioningArtifactId', 'ProvisioningArtifactName');
  const { ProvisioningArtifactId: id, ProvisioningArtifactName: name } = choice;
  const found = product.versions.filter((version) => (id === undefined ? version.name === name : version.id === id));
  const [version] = found;
  if (version === undefined) {
    throw notFound(
      id === undefined
        ? `Provisioning Artifact with name ${name} not found.`
        : `Provisioning Artifact ${id} not found.`,
    );
  }
  if (found.length > 1) throw invalidParameters(`Multiple Provisioning Artifact with name ${name} found.`);
  return version;
}

/** Finds a version as an end user does: inactive ones are hidden, except from products that may keep them. */
export function chooseVersion(
  product: Product,
  choice: VersionChoice,
  mayBeInactive: (version: Version) => boolean = () => false,
): Version {
  const version = findVersion(product, choice);
  if (!version.active && !mayBeInactive(version)) throw notFound(`Provisioning Artifact ${version.id} not found.`);
  return version;
}
