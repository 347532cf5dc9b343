import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import { findProvisionedProduct, type ProvisionedProduct } from './find';
import { readRecord, type RecordWithOutputs } from './read-record';
import { succeed } from './succeed';
import { busyWords, areOfDenial, isNotFound, isNoUpdate } from '../aws/errors';
import { Failure } from '../messages/failure';
import { permissionAdvice } from '../messages/permission-advice';
import { isOwn } from '../ordering/owner';
import { publicWords } from '../secrets/redact';
import { type Job, lookAgain, type OwnRecord, type Step } from '../step/context';
import { isWithinGracePeriod, pauseFor, waitFor } from '../step/pause';

/** A record may be readable only a moment after the call that made it. */
const RECORD_APPEARS_MILLISECONDS = 60_000;

/**
 * A mutating call was taken: from now on wait for its own record. The product's state may still be the old one, and
 * the number in the next token goes up, because the next call will be another one.
 */
export function awaitRecord(job: Job, record: Omit<OwnRecord, 'id'> & { readonly id?: string }): Step {
  const { id, provisionedProductId } = record;
  const changes = {
    // Without a record we do not know what became of the call: the same one again has the same token.
    calls: job.progress.calls + (id === undefined ? 0 : 1),
    waitingSince: job.now,
    ...(record.operation !== 'terminate' && { provisionedProductId }),
    ...(record.operation === 'launch' && { launchedId: provisionedProductId }),
  };
  if (id === undefined) return waitFor(job, `${record.of}, as the reply named no record`, changes);
  return waitFor(job, `the ${record.operation} of ${record.of} (record ${id}) to end`, {
    ...changes,
    record: { ...record, id },
  });
}

/** Looks how far our own call is, and what its end means. */
export async function followRecord(job: Job, own: OwnRecord): Promise<Step> {
  let record: RecordWithOutputs;
  try {
    record = await readRecord(job.cloud, own.id);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const appearing = job.now - (job.progress.waitingSince ?? job.now) < RECORD_APPEARS_MILLISECONDS;
    return appearing ? waitFor(job, `record ${own.id} to appear`) : lookAgain(job, { record: undefined });
  }
  if (record.detail.ProvisionedProductId !== own.provisionedProductId) return lookAgain(job, { record: undefined });
  switch (record.detail.Status) {
    case 'SUCCEEDED':
      return succeeded(job, own, record);
    case 'FAILED':
      return failed(job, own, record.detail);
    default:
      // CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR (failed, and cleaning up), and whatever comes to be called pending.
      return waitFor(
        job,
        `the ${own.operation} of ${own.of} (record ${own.id}), which is ${record.detail.Status}, to end`,
      );
  }
}

async function succeeded(job: Job, own: OwnRecord, record: RecordWithOutputs): Promise<Step> {
  if (own.operation === 'terminate' || own.stackSetCall) {
    return lookAgain(job, { record: undefined, stackSetCall: own.stackSetCall });
  }
  const product = await findProvisionedProduct(job.cloud, { Id: own.provisionedProductId });
  if (product === undefined) {
    throw new Failure({
      what: `${own.of} was removed from outside while it was being made`,
      ids: [own.provisionedProductId, own.id],
      advice: 'Deploy again',
    });
  }
  // A step may be forged: what it follows must be its own.
  return (await isOwn(job, product)) ? succeed(job, product, record) : lookAgain(job, { record: undefined });
}

async function failed(job: Job, own: OwnRecord, detail: RecordDetail): Promise<Step> {
  const product = await findProvisionedProduct(job.cloud, { Id: own.provisionedProductId });
  const said = recordWords(detail, product);
  if (product && !(await isOwn(job, product))) return lookAgain(job, { record: undefined });
  if (own.operation === 'update' && product && isNoUpdate(said)) return succeed(job, product);
  const busy = busyWords(said);
  if (busy) {
    return pauseFor(job, 30, `a new try of the ${own.operation} of ${own.of}, as it was refused (${busy})`, {
      record: undefined,
    });
  }
  const words = await publicWords(job, said, { ...own, product: product ?? { Id: own.provisionedProductId } });
  const denied = { since: job.progress.denied?.since ?? job.now, words };
  if (areOfDenial(said) && isWithinGracePeriod(job, denied.since)) {
    return pauseFor(job, 10, 'a permission to take effect', { record: undefined, denied });
  }
  throw new Failure({
    what: `The ${own.operation} of ${own.of} failed`,
    words,
    ids: [own.provisionedProductId, own.id],
    advice: `${areOfDenial(said) ? `${permissionAdvice(said)}. ` : ''}${ADVICE[own.operation]}${own.operation === 'update' ? untoldLater(job) : ''}`,
  });
}

/** What the rollback cannot know for sure: Service Catalog tells no values. */
function untoldLater({ event, progress }: Job): string {
  const { PreviousParameters: kept = [] } = event.OldResourceProperties ?? {};
  const { ProvisioningParameters = {}, SecretParameters = {} } = event.ResourceProperties;
  const lost = kept.filter((key) => Object.hasOwn(ProvisioningParameters, key) || Object.hasOwn(SecretParameters, key));
  if (lost.length === 0 || progress.operation?.phase === 'rollingBack') return '';
  return `. Service Catalog does not tell former values: look at ${lost.join(', ')} after the rollback`;
}

const ADVICE = {
  launch: 'The rollback removes what is left of it; correct the cause and deploy again',
  update: 'Service Catalog has gone back to what was there before; correct the cause and deploy again',
  terminate:
    'Remove what stands in the way and delete again, or declare terminationOptions (ignoreErrors, retainPhysicalResources)',
};

function recordWords({ RecordErrors = [] }: RecordDetail, product: ProvisionedProduct | undefined): string {
  const errors = RecordErrors.map(({ Code, Description }) => Description ?? Code ?? '').filter((words) => words !== '');
  return errors.join('; ') || product?.StatusMessage || 'Service Catalog gives no reason';
}
