import type { UpdateProvisionedProductInput } from '@aws-sdk/client-service-catalog';
import { type Prepared, prepare } from './prepare';
import { describeCall, nextStackSetCall, type StackSetCall, withPace } from './stack-set';
import { errorMessage } from '../aws/errors';
import { AccessMissing, waitForAccess } from '../catalog/access';
import { describeParameters, type PreviousValues } from '../catalog/parameters';
import { log } from '../log';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { assertNotSuperseded } from '../ordering/assert-current';
import { type ProvisionedProduct } from '../provisioned-product/find';
import { awaitRecord } from '../provisioned-product/follow-record';
import { repeatIfTaken } from '../provisioned-product/lost-reply';
import { classifyRefusal, waitWhileBusy } from '../provisioned-product/refusal';
import { settleIfChanging } from '../provisioned-product/settle';
import { succeed } from '../provisioned-product/succeed';
import { token } from '../request/token';
import { redactMessage, redactError } from '../secrets/redact';
import { type StepContext, type Step } from '../step/context';
import { poll } from '../step/pause';

/** Updates a stable product to the declaration, with the full set of parameters and tags. */
export function applyDeclaration(context: StepContext, product: ProvisionedProduct): Promise<Step> {
  return waitForAccess(context, () => change(context, product));
}

async function change(context: StepContext, product: ProvisionedProduct): Promise<Step> {
  return applyPrepared(context, product, await prepare(context, previousOf(product), product.ProvisioningArtifactId));
}

/** A failed first launch may leave a TAINTED product, as Account Factory does, which never had values. */
function previousOf({ Status, LastSuccessfulProvisioningRecordId }: ProvisionedProduct): PreviousValues {
  return Status !== 'AVAILABLE' && LastSuccessfulProvisioningRecordId === undefined ? 'none' : 'kept';
}

/** Calls UpdateProvisionedProduct; for a stack set, as often as necessary. */
export async function applyPrepared(
  context: StepContext,
  product: ProvisionedProduct,
  prepared: Prepared,
): Promise<Step> {
  if (product.Type === 'CFN_STACKSET') return changeStackSet(context, product, prepared);
  await assertNotSuperseded(context);
  return callUpdate(context, product, prepared, contentOf(prepared));
}

async function changeStackSet(context: StepContext, product: ProvisionedProduct, prepared: Prepared): Promise<Step> {
  const call = await nextStackSetCall(context, product, prepared);
  if (call === 'nothing left') return (await settleIfChanging(context, product)) ?? succeed(context, product);
  if (describeCall(call) === context.progress.stackSetCall) {
    return poll(context, `Service Catalog to show the result of ${describeCall(call)}`);
  }
  const isPart = call.StackSetOperationType !== 'UPDATE';
  const content = isPart ? await runningContent(context, product, prepared) : contentOf(prepared);
  await assertNotSuperseded(context);
  const ProvisioningPreferences = { ...withPace(prepared.declared.preferences ?? {}), ...call };
  return callUpdate(context, product, prepared, { ...content, ProvisioningPreferences }, isPart ? call : undefined);
}

type Content = Pick<
  UpdateProvisionedProductInput,
  'ProductId' | 'ProvisioningArtifactId' | 'PathId' | 'ProvisioningParameters' | 'ProvisioningPreferences'
>;

/** The declared content. */
function contentOf({ target, parameters }: Prepared): Content {
  return {
    ProductId: target.productId,
    ProvisioningArtifactId: target.versionId,
    PathId: target.pathId,
    ProvisioningParameters: parameters,
  };
}

/**
 * Instances are added and removed with the running version and its values: CREATE ignores another version, and UPDATE
 * brings it.
 */
async function runningContent(context: StepContext, product: ProvisionedProduct, prepared: Prepared): Promise<Content> {
  const { ProductId: productId = '', ProvisioningArtifactId: versionId = '' } = product;
  const { target } = prepared;
  if (productId === target.productId && versionId === target.versionId) return contentOf(prepared);
  // The resolved path leads to the declared product.
  const pathId = productId === target.productId ? target.pathId : undefined;
  const running = { productId, versionId, pathId, language: target.language };
  const { ProvisioningArtifactParameters = [] } = await describeParameters(context.cloud.serviceCatalog, running);
  return {
    ProductId: productId,
    ProvisioningArtifactId: versionId,
    PathId: pathId,
    ProvisioningParameters: ProvisioningArtifactParameters.map(({ ParameterKey }) => ({
      Key: ParameterKey,
      UsePreviousValue: true,
    })),
  };
}

async function callUpdate(
  context: StepContext,
  product: ProvisionedProduct,
  prepared: Prepared,
  content: Content,
  part?: StackSetCall,
): Promise<Step> {
  const { cloud, event, progress } = context;
  const { declared, target, secrets } = prepared;
  try {
    const { RecordDetail: record } = await cloud.serviceCatalog.updateProvisionedProduct({
      ProvisionedProductId: product.Id,
      UpdateToken: token(event, progress.calls, part && describeCall(part)),
      AcceptLanguage: target.language,
      Tags: [...declared.tags],
      ...content,
    });
    log('update', { resource: event.LogicalResourceId, product: target.description, record: record?.RecordId });
    return awaitRecord(context, {
      operation: 'update',
      of: `${productLabel(product)} to ${target.description}`,
      provisionedProductId: product.Id,
      id: record?.RecordId,
      stackSetCall: part && describeCall(part),
      secretVersions: secrets.versions,
    });
  } catch (error) {
    return refusedUpdate(context, product, prepared, error);
  }
}

async function refusedUpdate(
  context: StepContext,
  product: ProvisionedProduct,
  { target, secrets }: Prepared,
  error: unknown,
): Promise<Step> {
  const call = { operation: 'update', product, secretVersions: secrets.versions } as const;
  const refusal = classifyRefusal(error);
  if (refusal === 'retry') throw await redactError(context, error, call);
  if (refusal === 'noUpdate') return succeed(context, product);
  const words = await redactMessage(context, errorMessage(error), call);
  if (refusal === 'busy') return waitWhileBusy(context, 'the update', words);
  const settling = await settleIfChanging(context, product);
  if (settling) return settling;
  // The product exists: what is missing is the access to it.
  if (refusal === 'access') throw new AccessMissing(words);
  const repeated = await repeatIfTaken(context, product);
  if (repeated) return repeated;
  throw new Failure({
    what: `Service Catalog refused to update ${productLabel(product)} to ${target.description}`,
    words,
    advice: 'The product is unchanged; correct the cause and deploy again',
    isRetryable: refusal === 'later',
  });
}
