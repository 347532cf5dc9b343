import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import type { Cloud } from '../aws/cloud';
import { isNotFound } from '../aws/errors';

export interface RecordWithOutputs {
  readonly detail: RecordDetail;
  readonly outputs: ReadonlyMap<string, string>;
}

/** A record with all its outputs: twenty come in a page, and the SDK has no paginator for them. */
export async function readRecord({ serviceCatalog }: Cloud, id: string): Promise<RecordWithOutputs> {
  const outputs = new Map<string, string>();
  let detail: RecordDetail = {};
  let PageToken: string | undefined;
  do {
    const page = await serviceCatalog.describeRecord({ Id: id, PageToken });
    detail = page.RecordDetail ?? detail;
    for (const { OutputKey, OutputValue } of page.RecordOutputs ?? []) {
      if (OutputKey !== undefined) outputs.set(OutputKey, OutputValue ?? '');
    }
    PageToken = page.NextPageToken;
  } while (PageToken);
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
  let PageToken: string | undefined;
  do {
    const page = await serviceCatalog.getProvisionedProductOutputs({
      ProvisionedProductId: provisionedProductId,
      PageToken,
    });
    for (const { OutputKey, OutputValue } of page.Outputs ?? []) {
      if (OutputKey !== undefined) outputs.set(OutputKey, OutputValue ?? '');
    }
    PageToken = page.NextPageToken;
  } while (PageToken);
  return outputs;
}
