import type {
  DescribeRecordInput,
  DescribeRecordOutput,
  ListRecordHistoryInput,
  ListRecordHistoryOutput,
} from '@aws-sdk/client-service-catalog';
import { isWithin } from './access-level-filter';
import { type Caller } from '../../gateway/service';
import { type Behaviours } from '../behaviours';
import { invalidParameters, notFound } from '../errors';
import { type ProvisionedProduct, type ProvisioningRecord, recordDetail } from '../model/provisioned-product';
import { pageOf } from '../request/page';
import { type ServiceContext } from '../service-context';

export function describeRecord({ store }: ServiceContext, input: DescribeRecordInput): DescribeRecordOutput {
  const record = store.records.find(({ id }) => id === input.Id);
  if (record === undefined) throw notFound(`Record ${input.Id} not found.`);
  const { items, NextPageToken } = pageOf(record.outputs, input);
  return { RecordDetail: recordDetail(record), RecordOutputs: items, NextPageToken };
}

export function listRecordHistory(
  { store, behaviours }: ServiceContext,
  input: ListRecordHistoryInput,
  caller: Caller,
): ListRecordHistoryOutput {
  const records = store.records
    .filter((record) => isWithin(input.AccessLevelFilter, record.caller.principalArn, caller))
    .filter((record) => matches(record, input.SearchFilter))
    .filter(({ provisionedProduct }) => isRemembered(provisionedProduct, behaviours));
  if (behaviours.recordHistoryOrder === 'NEWEST_FIRST') records.reverse();
  const { items, NextPageToken } = pageOf(records, input);
  return { RecordDetails: items.map(recordDetail), NextPageToken };
}

function isRemembered({ terminatedTime }: ProvisionedProduct, { historyOfTerminated }: Behaviours): boolean {
  return terminatedTime === undefined || historyOfTerminated === 'KEPT';
}

function matches(record: ProvisioningRecord, filter: ListRecordHistoryInput['SearchFilter']): boolean {
  switch (filter?.Key) {
    case undefined:
      return true;
    case 'product':
      return record.launch.product.id === filter?.Value;
    case 'provisionedproduct':
      return record.provisionedProduct.id === filter?.Value;
    default:
      throw invalidParameters(`Invalid search filter key ${filter?.Key}. Valid keys: product, provisionedproduct`);
  }
}
