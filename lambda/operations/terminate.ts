import { isNotFound, errorMessage } from '../aws/errors';
import { log } from '../log';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { assertStackAtWork, assertNotSuperseded } from '../ordering/assert-current';
import { type ProvisionedProduct } from '../provisioned-product/find';
import { awaitRecord } from '../provisioned-product/follow-record';
import { repeatIfTaken } from '../provisioned-product/lost-reply';
import { classifyRefusal, waitWhileBusy } from '../provisioned-product/refusal';
import { settleIfChanging } from '../provisioned-product/settle';
import { isOfAttempt } from '../request/ownership';
import { token } from '../request/token';
import { redactMessage, redactError } from '../secrets/redact';
import { type StepContext, type Step } from '../step/context';

/** The termination options that the app has chosen; none are added. */
export interface TerminationOptions {
  readonly IgnoreErrors?: boolean;
  readonly RetainPhysicalResources?: boolean;
}

export async function terminate(
  context: StepContext,
  product: ProvisionedProduct,
  options: TerminationOptions = {},
): Promise<Step> {
  const { cloud, event, progress } = context;
  // The scope of a Delete was checked before. What this request itself has launched is terminated even if the request
  // is superseded.
  if (event.RequestType === 'Delete') await assertStackAtWork(context);
  else if (!isOfAttempt(event, product)) await assertNotSuperseded(context);
  try {
    const { RecordDetail: record } = await cloud.serviceCatalog.terminateProvisionedProduct({
      ProvisionedProductId: product.Id,
      TerminateToken: token(event, progress.calls),
      AcceptLanguage: event.ResourceProperties.AcceptLanguage,
      ...options,
    });
    log('terminate', { resource: event.LogicalResourceId, product: product.Id, record: record?.RecordId });
    return awaitRecord(context, {
      operation: 'terminate',
      of: productLabel(product),
      provisionedProductId: product.Id,
      id: record?.RecordId,
    });
  } catch (error) {
    return refusedTermination(context, product, error);
  }
}

async function refusedTermination(context: StepContext, product: ProvisionedProduct, error: unknown): Promise<Step> {
  const call = { operation: 'terminate', product } as const;
  const refusal = classifyRefusal(error);
  if (refusal === 'retry' || refusal === 'later') throw await redactError(context, error, call);
  const words = await redactMessage(context, errorMessage(error), call);
  if (refusal === 'busy') return waitWhileBusy(context, 'the termination', words);
  const settling = await settleIfChanging(context, product);
  if (settling) return settling;
  const repeated = await repeatIfTaken(context, product);
  if (repeated) return repeated;
  throw new Failure({
    what: `Service Catalog refused to terminate ${productLabel(product)}`,
    words,
    advice: isNotFound(error)
      ? 'The role of the function may have lost its access to the portfolio; restore it, or terminate the product yourself, and delete again'
      : 'Correct the cause, or terminate the product yourself, and delete again',
  });
}
