import type * as api from '@aws-sdk/client-service-catalog';
import * as field from './fields';
import { boolean, list, map, oneOf, required, string, structure } from './shape';

const language = { AcceptLanguage: field.acceptLanguage };
const page = { PageToken: field.pageToken, PageSize: field.pageSize };
const largePage = { PageToken: field.pageToken, PageSize: field.largePageSize };
const choice = {
  ProductId: field.id,
  ProductName: field.productName,
  ProvisioningArtifactId: field.id,
  ProvisioningArtifactName: field.provisioningArtifactName,
  PathId: field.id,
  PathName: field.pathName,
};

export const provisionProduct = structure<api.ProvisionProductInput>({
  ...language,
  ...choice,
  ProvisionedProductName: required(field.provisionedProductName),
  ProvisioningParameters: field.provisioningParameters,
  ProvisioningPreferences: field.provisioningPreferences,
  Tags: field.tags,
  NotificationArns: field.notificationArns,
  ProvisionToken: required(field.token),
});

export const updateProvisionedProduct = structure<api.UpdateProvisionedProductInput>({
  ...language,
  ...choice,
  ProvisionedProductId: field.id,
  ProvisionedProductName: field.provisionedProductNameOrArn,
  ProvisioningParameters: field.updateProvisioningParameters,
  ProvisioningPreferences: field.updateProvisioningPreferences,
  Tags: field.tags,
  UpdateToken: required(field.token),
});

export const terminateProvisionedProduct = structure<api.TerminateProvisionedProductInput>({
  ...language,
  ProvisionedProductId: field.id,
  ProvisionedProductName: field.provisionedProductNameOrArn,
  TerminateToken: required(field.token),
  IgnoreErrors: boolean,
  RetainPhysicalResources: boolean,
});

export const describeRecord = structure<api.DescribeRecordInput>({ ...language, ...page, Id: required(field.id) });

export const describeProvisionedProduct = structure<api.DescribeProvisionedProductInput>({
  ...language,
  Id: field.id,
  Name: field.provisionedProductName,
});

export const getProvisionedProductOutputs = structure<api.GetProvisionedProductOutputsInput>({
  ...language,
  ...page,
  ProvisionedProductId: field.id,
  ProvisionedProductName: field.provisionedProductName,
  OutputKeys: field.outputKeys,
});

export const searchProvisionedProducts = structure<api.SearchProvisionedProductsInput>({
  ...language,
  ...largePage,
  AccessLevelFilter: field.accessLevelFilter,
  Filters: map(oneOf('SearchQuery'), list(string())),
  SortBy: string(),
  SortOrder: oneOf('ASCENDING', 'DESCENDING'),
});

export const scanProvisionedProducts = structure<api.ScanProvisionedProductsInput>({
  ...language,
  ...page,
  AccessLevelFilter: field.accessLevelFilter,
});

export const listRecordHistory = structure<api.ListRecordHistoryInput>({
  ...language,
  ...page,
  AccessLevelFilter: field.accessLevelFilter,
  SearchFilter: structure<api.ListRecordHistorySearchFilter>({ Key: string(), Value: string() }),
});

export const listProvisionedProductPlans = structure<api.ListProvisionedProductPlansInput>({
  ...language,
  ...page,
  ProvisionProductId: field.id,
  AccessLevelFilter: field.accessLevelFilter,
});

export const listStackInstancesForProvisionedProduct = structure<api.ListStackInstancesForProvisionedProductInput>({
  ...language,
  ...page,
  ProvisionedProductId: required(field.id),
});

export const describeProduct = structure<api.DescribeProductInput>({
  ...language,
  Id: field.id,
  Name: field.productName,
});

export const searchProducts = structure<api.SearchProductsInput>({
  ...language,
  ...largePage,
  Filters: map(oneOf('FullTextSearch', 'Owner', 'ProductType', 'SourceProductId'), list(string())),
  SortBy: oneOf('Title', 'VersionCount', 'CreationDate'),
  SortOrder: oneOf('ASCENDING', 'DESCENDING'),
});

export const describeProvisioningArtifact = structure<api.DescribeProvisioningArtifactInput>({
  ...language,
  ProductId: field.id,
  ProductName: field.productName,
  ProvisioningArtifactId: field.id,
  ProvisioningArtifactName: field.provisioningArtifactName,
  Verbose: boolean,
  IncludeProvisioningArtifactParameters: boolean,
});

export const listProvisioningArtifacts = structure<api.ListProvisioningArtifactsInput>({
  ...language,
  ProductId: required(field.id),
});

export const describeProvisioningParameters = structure<api.DescribeProvisioningParametersInput>({
  ...language,
  ...choice,
});

export const listLaunchPaths = structure<api.ListLaunchPathsInput>({
  ...language,
  ...page,
  ProductId: required(field.id),
});

export const listPortfolios = structure<api.ListPortfoliosInput>({ ...language, ...largePage });

export const listPortfoliosForProduct = structure<api.ListPortfoliosForProductInput>({
  ...language,
  ...page,
  ProductId: required(field.id),
});

export const describePortfolio = structure<api.DescribePortfolioInput>({ ...language, Id: required(field.id) });
