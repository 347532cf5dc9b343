import type { RecordDetail, RecordOutput } from '@aws-sdk/client-service-catalog';
import type { Cloud } from '../aws/cloud';
import { isNotFound } from '../aws/errors';
import { pages } from '../aws/pages';

export interface RecordWithOutputs {
  readonly detail: RecordDetail;
  readonly outputs: ReadonlyMap<string, string>;
}

/** A record with all its outputs, of which twenty come in a page. */
export async function readRecord({ serviceCatalog }: Cloud, id: string): Promise<RecordWithOutputs> {
  const outputs = new Map<string, string>();
  let detail: RecordDetail = {};
  for await (const page of pages((PageToken) => serviceCatalog.describeRecord({ Id: id, PageToken }))) {
    detail = page.RecordDetail ?? detail;
    collect(outputs, page.RecordOutputs);
  }
  return { detail, outputs };
}

/** Whether it still runs; a record that is not known (yet, or any more) does not tell. */
export async function isPending({ serviceCatalog }: Cloud, recordId: string): Promise<boolean> {
  try {
    const { RecordDetail: record } = await serviceCatalog.describeRecord({ Id: recordId });
    return record?.Status !== 'SUCCEEDED' && record?.Status !== 'FAILED';
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** The outputs of the last successful record, for a product that this request does not change. */
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
