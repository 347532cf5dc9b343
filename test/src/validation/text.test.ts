import { CatalogProduct, LaunchPath, ProductVersion } from '../../../src';
import { declaring, propertiesOf } from '../declared-product';

describe('names and ids', () => {
  test.each([
    [
      'a product id with other characters',
      () => CatalogProduct.fromId('prod/abc'),
      'productId "prod/abc" must be an id of 1 to 100 letters, digits, "_" and "-", such as "prod-abcdefghijklm": ' +
        'use CatalogProduct.fromName for a name',
    ],
    ['an empty product id', () => CatalogProduct.fromId(''), 'productId "" must be an id'],
    ['an empty product name', () => CatalogProduct.fromName(''), 'productName is 0 characters long'],
    [
      'a product name too long',
      () => CatalogProduct.fromName('x'.repeat(8192)),
      'productName is 8192 characters long, but Service Catalog takes 1 to 8191',
    ],
    ['a version id with other characters', () => ProductVersion.fromId('v 2'), 'provisioningArtifactId "v 2" must be'],
    ['a version name too long', () => ProductVersion.fromName('x'.repeat(8193)), 'takes 1 to 8192'],
    ['a path id too long', () => LaunchPath.fromId('x'.repeat(101)), `pathId "${'x'.repeat(100)}…" must be an id`],
    ['a path name too long', () => LaunchPath.fromName('x'.repeat(101)), 'pathName is 101 characters long'],
    ['an empty path name', () => LaunchPath.fromName(''), 'pathName is 0 characters long'],
    [
      'a provisioned product name that begins with a hyphen',
      declaring({ provisionedProductName: '-network' }),
      'provisionedProductName "-network" must be 1 to 128 letters, digits, ".", "_" and "-", the first a letter',
    ],
    [
      'a provisioned product name too long',
      declaring({ provisionedProductName: 'x'.repeat(129) }),
      'must be 1 to 128 letters',
    ],
  ])('fails for %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });

  test('may be as long as Service Catalog allows', () => {
    const props = {
      product: CatalogProduct.fromName('x'.repeat(8191)),
      version: ProductVersion.fromName('x'.repeat(8192)),
      launchPath: LaunchPath.fromId('x'.repeat(100)),
      provisionedProductName: 'x'.repeat(128),
    };

    expect(propertiesOf(props)).toMatchObject({ PathId: 'x'.repeat(100), ProvisionedProductName: 'x'.repeat(128) });
  });
});
