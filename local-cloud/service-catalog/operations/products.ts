import type {
  DescribeProductInput,
  DescribeProductOutput,
  DescribeProvisioningArtifactInput,
  DescribeProvisioningArtifactOutput,
  ListProvisioningArtifactsInput,
  ListProvisioningArtifactsOutput,
  SearchProductsInput,
  SearchProductsOutput,
} from '@aws-sdk/client-service-catalog';
import { type Caller } from '../../gateway/service';
import { provisioningArtifactParameters } from '../catalog/artifact-parameters';
import {
  apiType,
  type Product,
  productViewSummary,
  provisioningArtifact,
  provisioningArtifactDetail,
} from '../catalog/product';
import { contentOf } from '../catalog/version-content';
import { invalidParameters } from '../errors';
import { findProduct, findVersion } from '../launch/product-choice';
import { pageOf } from '../request/page';
import { type ServiceContext } from '../service-context';
import { requireOwnership } from './ownership';
import { exactlyOne } from '../request/pairs';

/** The view of an end user: the active versions, and the caller's own launch paths. */
export function describeProduct(
  { catalog, launchPaths, behaviours }: ServiceContext,
  input: DescribeProductInput,
  caller: Caller,
): DescribeProductOutput {
  exactlyOne(input, 'Id', 'Name');
  const { Id: id, Name: name } = input;
  const [product, namesake] = [...catalog.products.values()]
    .filter((candidate) => (id === undefined ? candidate.name === name : candidate.id === id))
    .filter((candidate) => launchPaths.to(candidate, caller.principalArn).length > 0);
  if (namesake !== undefined && behaviours.productsOfOneName === 'REFUSED') {
    throw invalidParameters(`Multiple products with name ${name} found.`);
  }
  if (product === undefined) {
    const own = `Product ${id ?? `with name ${name}`} does not exist or access was denied.`;
    throw launchPaths.noneTo(id ?? name ?? '', own);
  }
  const paths = launchPaths.to(product, caller.principalArn);
  return {
    ProductViewSummary: productViewSummary(product, paths.length === 1),
    ProvisioningArtifacts: product.versions.filter(({ active }) => active).map(provisioningArtifact),
    Budgets: [],
    LaunchPaths: paths.map((path) => ({ Id: path.id, Name: path.name })),
  };
}

export function searchProducts(
  { catalog, launchPaths }: ServiceContext,
  input: SearchProductsInput,
  caller: Caller,
): SearchProductsOutput {
  const found = [...catalog.products.values()]
    .filter((product) => launchPaths.to(product, caller.principalArn).length > 0 && matches(product, input.Filters))
    .sort(by(input.SortBy));
  if (input.SortOrder === 'DESCENDING') found.reverse();
  const { items, NextPageToken } = pageOf(found, input, 100);
  return {
    ProductViewSummaries: items.map((product) =>
      productViewSummary(product, launchPaths.to(product, caller.principalArn).length === 1),
    ),
    ProductViewAggregations: {},
    NextPageToken,
  };
}

export function describeProvisioningArtifact(
  { catalog, behaviours }: ServiceContext,
  input: DescribeProvisioningArtifactInput,
): DescribeProvisioningArtifactOutput {
  const product = findProduct(catalog, input);
  const version = findVersion(product, input);
  return {
    ProvisioningArtifactDetail: provisioningArtifactDetail(product, version),
    Info: input.Verbose ? { CloudFormationTemplate: version.template } : {},
    Status: 'AVAILABLE',
    ProvisioningArtifactParameters: input.IncludeProvisioningArtifactParameters
      ? provisioningArtifactParameters(product, contentOf(product, version), behaviours)
      : undefined,
  };
}

/** Returns all versions, including inactive ones, on one page. */
export function listProvisioningArtifacts(
  { catalog, behaviours }: ServiceContext,
  input: ListProvisioningArtifactsInput,
): ListProvisioningArtifactsOutput {
  requireOwnership(behaviours, input.ProductId ?? '');
  const product = findProduct(catalog, input);
  return {
    ProvisioningArtifactDetails: product.versions.map((version) => provisioningArtifactDetail(product, version)),
  };
}

function matches(product: Product, filters: SearchProductsInput['Filters'] = {}): boolean {
  const { FullTextSearch: words = [], Owner: owners, ProductType: types } = filters;
  const text = [product.name, product.owner, product.description, product.id].join(' ').toLowerCase();
  return (
    words.every((word) => text.includes(word.toLowerCase())) &&
    (owners?.includes(product.owner) ?? true) &&
    (types?.includes(apiType(product.kind)) ?? true)
  );
}

function by(field: SearchProductsInput['SortBy']): (one: Product, other: Product) => number {
  switch (field) {
    case 'CreationDate':
      return (one, other) => one.createdTime - other.createdTime;
    case 'VersionCount':
      return (one, other) => one.versions.length - other.versions.length;
    default:
      return (one, other) => one.name.localeCompare(other.name);
  }
}
