import { findProvisionedProduct, type ProvisionedProduct } from './find';
import { readRecord } from './read-record';
import { isNotFound } from '../aws/errors';
import { CLOCK_SLACK_MILLISECONDS, requestedAt } from '../request/requested-at';
import { type StepContext, repeatNow, type Step } from '../step/context';

/**
 * A rejected call may have been accepted before: if the reply is lost, the retry is rejected because its token was
 * used. The same call with a new token shows the outcome; it changes nothing if the first one succeeded. Returns
 * undefined if no operation has begun since the request.
 */
export async function repeatIfTaken(context: StepContext, { Id }: ProvisionedProduct): Promise<Step | undefined> {
  const { event, progress, cloud } = context;
  const last = (await findProvisionedProduct(cloud, { Id }))?.LastRecordId;
  if (last === undefined || last === progress.repeatedAfter) return undefined;
  const begun = await beginOf(context, last);
  if (begun < (requestedAt(event) ?? progress.startedAt) - CLOCK_SLACK_MILLISECONDS) return undefined;
  return repeatNow(context, { calls: progress.calls + 1, repeatedAfter: last });
}

async function beginOf({ cloud }: StepContext, recordId: string): Promise<number> {
  try {
    return (await readRecord(cloud, recordId)).detail.CreatedTime?.getTime() ?? 0;
  } catch (error) {
    if (isNotFound(error)) return 0;
    throw error;
  }
}
