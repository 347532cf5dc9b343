import type { RecordDetail, RecordOutput } from '@aws-sdk/client-service-catalog';
import type { Cloud } from '../aws/cloud';
import { isNotFound } from '../aws/errors';
import { pages } from '../aws/pages';

export interface RecordWithOutputs {
  readonly detail: RecordDetail;
  readonly outputs: ReadonlyMap<string, string>;
}

/** Reads a record with all its outputs, of which a page holds twenty. */
export async function readRecord({ serviceCatalog }: Cloud, id: string): Promise<RecordWithOutputs> {
  const outputs = new Map<string, string>();
  let detail: RecordDetail = {};
  for await (const page of pages((PageToken) => serviceCatalog.describeRecord({ Id: id, PageToken }))) {
    detail = page.RecordDetail ?? detail;
    collect(outputs, page.RecordOutputs);
  }
  return { detail, outputs };
}

/** Returns true if the record is in progress; false if it is not known (yet, or any more). */
export async function isPending({ serviceCatalog }: Cloud, recordId: string): Promise<boolean> {
  try {
    const { RecordDetail: record } = await serviceCatalog.describeRecord({ Id: recordId });
    return record?.Status !== 'SUCCEEDED' && record?.Status !== 'FAILED';
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Reads the outputs of the last successful record, for a product that this request does not change. */
export async function readOutputs(
  { serviceCatalog }: Cloud,
  provisionedProductId: string,
): Promise<ReadonlyMap<string, string>> {
  const outputs = new Map<string, string>();
  const request = { ProvisionedProductId: provisionedProductId };
  for await (const page of pages((PageToken) =>
    serviceCatalog.getProvisionedProductOutputs({ ...request, PageToken }),
  )) {
    collect(outputs, page.Outputs);
  }
  return outputs;
}

function collect(outputs: Map<string, string>, page: readonly RecordOutput[] = []): void {
  for (const { OutputKey, OutputValue } of page) {
    if (OutputKey !== undefined) outputs.set(OutputKey, OutputValue ?? '');
  }
}
