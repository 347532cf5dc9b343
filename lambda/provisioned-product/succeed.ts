import { type ProvisionedProduct } from './find';
import { readOutputs, readRecord, type RecordWithOutputs } from './read-record';
import { type Attributes, outputAttribute } from '../../src/private/attributes';
import { isNotFound } from '../aws/errors';
import { log } from '../log';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { nearest } from '../messages/suggestion';
import { assertStackAtWork } from '../ordering/assert-current';
import { parseDeclaration } from '../request/declaration';
import { type Response, responseBytes, MAXIMUM_RESPONSE_BYTES } from '../response/response';
import type { StepContext, Step } from '../step/context';

const STACK_ARN = 'CloudformationStackARN';

/** Responds that the product is as declared, with its attributes and the outputs that the app uses. */
export async function succeed(
  context: StepContext,
  product: ProvisionedProduct,
  own?: RecordWithOutputs,
): Promise<Step> {
  await assertStackAtWork(context);
  const record = own ?? (await lastSuccess(context, product));
  const response: Response = {
    Status: 'SUCCESS',
    PhysicalResourceId: product.Id,
    Data: { ...attributes(product, record), ...usedOutputs(context, product, record.outputs) },
    NoEcho: context.event.ResourceProperties.NoEcho === 'true' ? true : undefined,
  };
  const bytes = responseBytes(context.event, response);
  if (bytes > MAXIMUM_RESPONSE_BYTES) throw tooLarge(product, response.Data, bytes);
  log('done', { resource: context.event.LogicalResourceId, product: product.Id, record: record.detail.RecordId });
  return { kind: 'respond', response };
}

async function lastSuccess({ cloud }: StepContext, product: ProvisionedProduct): Promise<RecordWithOutputs> {
  const id = product.LastSuccessfulProvisioningRecordId;
  if (id === undefined) return { detail: {}, outputs: new Map() };
  try {
    return await readRecord(cloud, id);
  } catch (error) {
    // Service Catalog deletes old records, but keeps the outputs.
    if (!isNotFound(error)) throw error;
    return { detail: { RecordId: id }, outputs: await readOutputs(cloud, product.Id) };
  }
}

function attributes(
  product: ProvisionedProduct,
  { detail, outputs }: RecordWithOutputs,
): Record<keyof Attributes, string> {
  return {
    ProvisionedProductId: product.Id,
    ProvisionedProductName: product.Name ?? '',
    ProvisionedProductArn: product.Arn ?? '',
    RecordId: detail.RecordId ?? '',
    // The record comes first: right after an operation the product may still show its old state.
    ProductId: detail.ProductId ?? product.ProductId ?? '',
    ProvisioningArtifactId: detail.ProvisioningArtifactId ?? product.ProvisioningArtifactId ?? '',
    PathId: detail.PathId ?? '',
    CloudFormationStackArn: outputs.get(STACK_ARN) ?? '',
  };
}

function usedOutputs(
  { event, progress }: StepContext,
  product: ProvisionedProduct,
  outputs: ReadonlyMap<string, string>,
): Record<string, string> {
  const used = parseDeclaration(event.ResourceProperties).outputKeys;
  const there = used.filter((key) => outputs.has(key));
  const [missing] = used.filter((key) => !outputs.has(key));
  // A rollback must not fail because an output is missing that the product does not have now.
  if (missing === undefined || progress.operation?.phase === 'rollingBack') {
    return Object.fromEntries(there.map((key) => [outputAttribute(key), outputs.get(key) ?? '']));
  }
  const keys = [...outputs.keys()];
  const near = nearest(missing, keys);
  throw new Failure({
    what: `${productLabel(product)} has no output ${missing}${near ? ` (did you mean ${near}?)` : ''}; its outputs are: ${keys.join(', ') || 'none'}`,
    ids: [product.Id],
    advice: 'Correct the key in getOutput() and deploy again',
  });
}

function tooLarge(product: ProvisionedProduct, data: Readonly<Record<string, string>>, bytes: number): Failure {
  const largest = Object.entries(data)
    .map(([key, value]) => ({ key, size: Buffer.byteLength(value) }))
    .sort((a, b) => b.size - a.size)
    .slice(0, 5);
  return new Failure({
    what: `The outputs of ${productLabel(product)} that this app uses make a response of ${bytes} bytes, but CloudFormation accepts ${MAXIMUM_RESPONSE_BYTES}; the largest are ${largest.map(({ key, size }) => `${key} (${size} bytes)`).join(', ')}`,
    ids: [product.Id],
    advice:
      'Use fewer outputs of this product with getOutput(), or have its template put large values into SSM parameters',
  });
}
