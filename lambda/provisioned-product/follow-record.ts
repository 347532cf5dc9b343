import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import { findProvisionedProduct, type ProvisionedProduct } from './find';
import { readRecord, type RecordWithOutputs } from './read-record';
import { classifyFailedRecord, waitWhileBusy } from './refusal';
import { succeed } from './succeed';
import { isNotFound } from '../aws/errors';
import { Failure } from '../messages/failure';
import { permissionAdvice } from '../messages/permission-advice';
import { mayBeResult } from '../ordering/owner';
import { redactMessage } from '../secrets/redact';
import { type StepContext, repeatNow, type OwnRecord, type Step } from '../step/context';
import { MISSING } from '../step/missing';
import { BRIEF_PAUSE_SECONDS, isWithinGracePeriod, pauseFor, poll } from '../step/pause';

/** A record may become readable only a moment after its call. */
const RECORD_APPEARS_MILLISECONDS = 60_000;

/**
 * Waits for the record of an accepted call: the state of the product may still be the old one. The number in the next
 * token goes up, as the next call is another one.
 */
export function awaitRecord(context: StepContext, record: Omit<OwnRecord, 'id'> & { readonly id?: string }): Step {
  const { id, provisionedProductId } = record;
  const changes = {
    // Without a record the outcome of the call is unknown: it is repeated with the same token.
    calls: context.progress.calls + (id === undefined ? 0 : 1),
    waitingSince: context.now,
    ...(record.operation !== 'terminate' && { provisionedProductId }),
    ...(record.operation === 'launch' && { launchedId: provisionedProductId }),
  };
  if (id === undefined) return poll(context, `${record.of}, as the reply named no record`, changes);
  return poll(context, `the ${record.operation} of ${record.of} (record ${id}) to end`, {
    ...changes,
    record: { ...record, id },
  });
}

/** Checks the record of our own call, and acts on its end. */
export async function followRecord(context: StepContext, own: OwnRecord): Promise<Step> {
  let record: RecordWithOutputs;
  try {
    record = await readRecord(context.cloud, own.id);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const appearing = context.now - (context.progress.waitingSince ?? context.now) < RECORD_APPEARS_MILLISECONDS;
    return appearing ? poll(context, `record ${own.id} to appear`) : repeatNow(context, { record: undefined });
  }
  if (record.detail.ProvisionedProductId !== own.provisionedProductId) return repeatNow(context, { record: undefined });
  switch (record.detail.Status) {
    case 'SUCCEEDED':
      return succeeded(context, own, record);
    case 'FAILED':
      return failed(context, own, record.detail);
    default:
      // CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR (failed, and cleaning up), and any state that may be added.
      return poll(
        context,
        `the ${own.operation} of ${own.of} (record ${own.id}), which is ${record.detail.Status}, to end`,
      );
  }
}

async function succeeded(context: StepContext, own: OwnRecord, record: RecordWithOutputs): Promise<Step> {
  if (own.operation === 'terminate' || own.stackSetCall) {
    return repeatNow(context, { record: undefined, stackSetCall: own.stackSetCall });
  }
  const product = await findProvisionedProduct(context.cloud, { Id: own.provisionedProductId });
  if (product === undefined) {
    throw new Failure({
      what: `${own.of} was terminated outside of CloudFormation while this request waited for it`,
      ids: [own.provisionedProductId, own.id],
      advice: 'Deploy again',
    });
  }
  // A step may be forged: its record must be of a product of this resource.
  if (!(await mayBeResult(context, product))) return repeatNow(context, { record: undefined });
  return succeed(context, product, record);
}

async function failed(context: StepContext, own: OwnRecord, detail: RecordDetail): Promise<Step> {
  const product = await findProvisionedProduct(context.cloud, { Id: own.provisionedProductId });
  const said = recordMessage(detail, product);
  if (product && !(await mayBeResult(context, product))) return repeatNow(context, { record: undefined });
  const refusal = classifyFailedRecord(said);
  if (own.operation === 'update' && product && refusal === 'noUpdate') return succeed(context, product);
  if (refusal === 'busy') {
    return waitWhileBusy(context, `the ${own.operation} of ${own.of} again`, said, { record: undefined });
  }
  const words = await redactMessage(context, said, { ...own, product: product ?? { Id: own.provisionedProductId } });
  const denied = { since: context.progress.denied?.since ?? context.now, words };
  if (refusal === 'denied' && isWithinGracePeriod(context, denied.since)) {
    return pauseFor(context, BRIEF_PAUSE_SECONDS, MISSING.permission, { record: undefined, denied });
  }
  throw new Failure({
    what: `The ${own.operation} of ${own.of} failed`,
    words,
    ids: [own.provisionedProductId, own.id],
    advice: `${refusal === 'denied' ? `${permissionAdvice(said)}. ` : ''}${ADVICE[own.operation]}${own.operation === 'update' ? untoldLater(context) : ''}`,
  });
}

/** Names the parameters whose prior values the rollback cannot restore: Service Catalog does not return values. */
function untoldLater({ event, progress }: StepContext): string {
  const { PreviousParameters: kept = [] } = event.OldResourceProperties ?? {};
  const { ProvisioningParameters = {}, SecretParameters = {} } = event.ResourceProperties;
  const lost = kept.filter((key) => Object.hasOwn(ProvisioningParameters, key) || Object.hasOwn(SecretParameters, key));
  if (lost.length === 0 || progress.operation?.phase === 'rollingBack') return '';
  return `. Service Catalog does not return previous values: check ${lost.join(', ')} after the rollback`;
}

const ADVICE = {
  launch: 'The rollback terminates what is left of it; correct the cause and deploy again',
  update: 'Service Catalog has restored the previous state; correct the cause and deploy again',
  terminate: 'Remove the obstacle and delete again, or set ignoreTerminationErrors or retainPhysicalResources',
};

function recordMessage({ RecordErrors = [] }: RecordDetail, product: ProvisionedProduct | undefined): string {
  const errors = RecordErrors.map(({ Code, Description }) => Description ?? Code ?? '').filter((words) => words !== '');
  return errors.join('; ') || product?.StatusMessage || 'Service Catalog gives no reason';
}
