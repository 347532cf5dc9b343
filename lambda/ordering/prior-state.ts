import type { ProvisionedProductDetail, RecordDetail } from '@aws-sdk/client-service-catalog';
import { changeAt, type ChangeThen } from './earlier-changes';
import type { Cloud } from '../aws/cloud';
import { isNotFound } from '../aws/errors';
import { pages } from '../aws/pages';
import type { StepContext, StackOperation } from '../step/context';

/** The state of a product before an operation of the stack, by its records. */
export type PriorState =
  /** Launched by the operation, or never launched successfully before. */
  | { readonly kind: 'absent' }
  /** Not provisioned since. */
  | { readonly kind: 'untouched' }
  | ChangedState;

export interface ChangedState {
  readonly kind: 'changed';
  /** The last successful provisioning before. */
  readonly record: RecordDetail;
  /**
   * Provisionings of the operation, oldest first. If none succeeded, CloudFormation has rolled the product back itself.
   */
  readonly since: readonly RecordDetail[];
  /** The resource had not requested that provisioning. */
  readonly isByHand: boolean;
  /** That provisioning was a rollback itself, which may have kept values that nobody had declared. */
  readonly isOfRollback: boolean;
  /** The time when its values were declared: after a rollback, that of an earlier record. */
  readonly declaredAt: number;
}

/** A product and the records that it names itself: lists may lag. */
type KnownRecords = Pick<
  ProvisionedProductDetail,
  'Id' | 'LastRecordId' | 'LastProvisioningRecordId' | 'LastSuccessfulProvisioningRecordId'
>;

/** Records of plans and properties do not change what is provisioned. */
const PROVISIONING: readonly unknown[] = ['PROVISION_PRODUCT', 'UPDATE_PROVISIONED_PRODUCT'];

export async function priorState(
  context: StepContext,
  product: KnownRecords,
  { startedAt }: StackOperation,
): Promise<PriorState> {
  const records = await provisioningRecords(context.cloud, product);
  // Compares the start: what was running when the operation began predates it.
  const isBefore = (record: RecordDetail) => createdAt(record) < startedAt;
  const before = records.filter(isBefore);
  const since = records.filter((record) => !isBefore(record));
  if (since.length === 0) return { kind: 'untouched' };
  const record = before.filter(hasSucceeded).at(-1);
  if (record === undefined) return { kind: 'absent' };
  const change = await changeAt(context, createdAt(record));
  return {
    kind: 'changed',
    record,
    since,
    isByHand: change.isKnown && change.begin === undefined,
    isOfRollback: change.backOver !== undefined,
    declaredAt: await declaredAt(context, before.filter(hasSucceeded), change),
  };
}

/** The time of the last record that was not a rollback itself. */
async function declaredAt(
  context: StepContext,
  successes: readonly RecordDetail[],
  { backOver }: ChangeThen,
): Promise<number> {
  const last = createdAt(successes.at(-1) ?? {});
  if (backOver === undefined || successes.length === 0) return last;
  const earlier = successes.filter((record) => createdAt(record) < backOver);
  return declaredAt(context, earlier, await changeAt(context, createdAt(earlier.at(-1) ?? {})));
}

export function hasSucceeded({ Status }: RecordDetail): boolean {
  return Status === 'SUCCEEDED';
}

/** Returns true if the product existed before a moment: what the operation has launched is younger. */
export function isOlderThan({ CreatedTime }: Pick<ProvisionedProductDetail, 'CreatedTime'>, moment: number): boolean {
  return CreatedTime !== undefined && CreatedTime.getTime() < moment;
}

/** Oldest first; the order of Service Catalog's list is not documented. A terminated product may have none. */
export async function provisioningRecords(cloud: Cloud, product: KnownRecords): Promise<readonly RecordDetail[]> {
  const listed = await listRecords(cloud, product.Id ?? '');
  const { LastRecordId, LastProvisioningRecordId, LastSuccessfulProvisioningRecordId } = product;
  const missing = new Set([LastRecordId, LastProvisioningRecordId, LastSuccessfulProvisioningRecordId]);
  for (const { RecordId } of listed) missing.delete(RecordId);
  const named = await Promise.all([...missing].map((id) => (id === undefined ? undefined : recordDetail(cloud, id))));
  return [...listed, ...named.flatMap((record) => record ?? [])]
    .filter(({ RecordType }) => PROVISIONING.includes(RecordType))
    .sort((one, other) => createdAt(one) - createdAt(other));
}

async function listRecords({ serviceCatalog }: Cloud, productId: string): Promise<readonly RecordDetail[]> {
  const records: RecordDetail[] = [];
  const request = {
    // The default lists only records of the calling session.
    AccessLevelFilter: { Key: 'Account' as const, Value: 'self' },
    SearchFilter: { Key: 'provisionedproduct', Value: productId },
  };
  try {
    for await (const page of pages((PageToken) => serviceCatalog.listRecordHistory({ ...request, PageToken }))) {
      records.push(...(page.RecordDetails ?? []));
    }
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return records;
}

/** Returns undefined if the record does not exist (any more). */
export async function recordDetail({ serviceCatalog }: Cloud, id: string): Promise<RecordDetail | undefined> {
  try {
    return (await serviceCatalog.describeRecord({ Id: id })).RecordDetail;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return undefined;
  }
}

function createdAt({ CreatedTime }: RecordDetail): number {
  return CreatedTime?.getTime() ?? 0;
}
