import type {
  DescribeProvisionedProductInput,
  DescribeProvisionedProductOutput,
  GetProvisionedProductOutputsInput,
  GetProvisionedProductOutputsOutput,
  ListStackInstancesForProvisionedProductInput,
  ListStackInstancesForProvisionedProductOutput,
  ProvisionedProductAttribute,
  ScanProvisionedProductsInput,
  ScanProvisionedProductsOutput,
  SearchProvisionedProductsInput,
  SearchProvisionedProductsOutput,
} from '@aws-sdk/client-service-catalog';
import { isWithin } from './access-level-filter';
import { type Caller } from '../../gateway/service';
import { invalidParameters } from '../errors';
import { provisionedProductDetail } from '../model/provisioned-product';
import { findProvisionedProduct } from '../records/find-provisioned-product';
import { pageOf } from '../request/page';
import { exactlyOne } from '../request/pairs';
import { type ServiceContext } from '../service-context';

export function describeProvisionedProduct(
  { store, clock, behaviours }: ServiceContext,
  input: DescribeProvisionedProductInput,
): DescribeProvisionedProductOutput {
  exactlyOne(input, 'Id', 'Name');
  const product = findProvisionedProduct(store, input.Id, input.Name);
  return {
    ProvisionedProductDetail: provisionedProductDetail(product, clock.now(), behaviours),
    CloudWatchDashboards: [],
  };
}

export function getProvisionedProductOutputs(
  { store, behaviours }: ServiceContext,
  input: GetProvisionedProductOutputsInput,
): GetProvisionedProductOutputsOutput {
  exactlyOne(input, 'ProvisionedProductId', 'ProvisionedProductName');
  const product = findProvisionedProduct(store, input.ProvisionedProductId, input.ProvisionedProductName);
  const record = product.lastSuccessfulRecord;
  if (record === undefined) throw invalidParameters("Last Successful Provisioning Record doesn't exist.");
  const { OutputKeys: keys } = input;
  const known = new Set(record.outputs.map(({ OutputKey }) => OutputKey));
  const unknown = keys?.filter((key) => !known.has(key)) ?? [];
  if (unknown.length > 0 && behaviours.unknownOutputKeys === 'REFUSED') {
    throw invalidParameters(`Output keys [${unknown.join(', ')}] do not exist.`);
  }
  const outputs = record.outputs.filter(({ OutputKey = '' }) => keys?.includes(OutputKey) ?? true);
  const { items, NextPageToken } = pageOf(outputs, input);
  return { Outputs: items, NextPageToken };
}

export function searchProvisionedProducts(
  { index }: ServiceContext,
  input: SearchProvisionedProductsInput,
  caller: Caller,
): SearchProvisionedProductsOutput {
  const found = index
    .search(input.Filters?.SearchQuery ?? [])
    .filter(({ UserArn = '' }) => isWithin(input.AccessLevelFilter, UserArn, caller))
    .sort(by(input.SortBy ?? 'id'));
  if (input.SortOrder === 'DESCENDING') found.reverse();
  const { items, NextPageToken } = pageOf(found, input, 100);
  return { ProvisionedProducts: items, TotalResultsCount: found.length, NextPageToken };
}

export function scanProvisionedProducts(
  { store, clock, behaviours }: ServiceContext,
  input: ScanProvisionedProductsInput,
  caller: Caller,
): ScanProvisionedProductsOutput {
  const found = store.present.filter(({ ownerArn }) => isWithin(input.AccessLevelFilter, ownerArn, caller));
  const { items, NextPageToken } = pageOf(found, input);
  const now = clock.now();
  return {
    ProvisionedProducts: items.map((product) => provisionedProductDetail(product, now, behaviours)),
    NextPageToken,
  };
}

export function listStackInstancesForProvisionedProduct(
  { store, engines }: ServiceContext,
  input: ListStackInstancesForProvisionedProductInput,
): ListStackInstancesForProvisionedProductOutput {
  const { id, type } = findProvisionedProduct(store, input.ProvisionedProductId);
  if (type !== 'CFN_STACKSET') {
    throw invalidParameters(`Provisioned product ${id} is of type ${type}, not CFN_STACKSET.`);
  }
  const { items, NextPageToken } = pageOf(engines.stackSets.instancesOf(id), input);
  return { StackInstances: items, NextPageToken };
}

function by(field: string): (one: ProvisionedProductAttribute, other: ProvisionedProductAttribute) => number {
  const keys = { arn: 'Arn', id: 'Id', name: 'Name', lastRecordId: 'LastRecordId' } as const;
  const key = Object.entries(keys).find(([name]) => name === field)?.[1];
  if (key === undefined) {
    throw invalidParameters(`Invalid sort field ${field}. Valid fields: ${Object.keys(keys).join(', ')}`);
  }
  return (one, other) => (one[key] ?? '').localeCompare(other[key] ?? '');
}
