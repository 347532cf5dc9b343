import type { ProvisionedProductDetail, RecordDetail } from '@aws-sdk/client-service-catalog';
import { changeAt, type ChangeThen } from './earlier-changes';
import type { Cloud } from '../aws/cloud';
import { isNotFound } from '../aws/errors';
import { pages } from '../aws/pages';
import type { StepContext, StackOperation } from '../step/context';

/** What a product was before an operation of the stack, as its records tell. */
export type PriorState =
  /** Launched by the operation, or never launched with success before. */
  | { readonly kind: 'absent' }
  /** Nobody has provisioned it since. */
  | { readonly kind: 'untouched' }
  | ChangedState;

export interface ChangedState {
  readonly kind: 'changed';
  /** The last provisioning that had succeeded before. */
  readonly record: RecordDetail;
  /** What the operation has tried, oldest first; where nothing succeeded, CloudFormation has gone back by itself. */
  readonly since: readonly RecordDetail[];
  /** Whether it was not the resource that had asked for it. */
  readonly isByHand: boolean;
  /** When its values were declared: a rollback brings back those of an earlier record. */
  readonly declaredAt: number;
}

/** A product, and those of its records that it names itself: lists may be behind. */
type KnownRecords = Pick<
  ProvisionedProductDetail,
  'Id' | 'LastRecordId' | 'LastProvisioningRecordId' | 'LastSuccessfulProvisioningRecordId'
>;

/** Those of plans and of properties do not change what is provisioned. */
const PROVISIONING: readonly unknown[] = ['PROVISION_PRODUCT', 'UPDATE_PROVISIONED_PRODUCT'];

export async function priorState(
  context: StepContext,
  product: KnownRecords,
  { startedAt }: StackOperation,
): Promise<PriorState> {
  const records = await provisioningRecords(context.cloud, product);
  // By its begin: what was under way when the operation began was there before it.
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
    declaredAt: await declaredAt(context, before.filter(hasSucceeded), change),
  };
}

/** Of the last of these records that was no way back itself. */
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

/** Whether the product was there before a moment: what the operation has launched is younger. */
export function isOlderThan({ CreatedTime }: Pick<ProvisionedProductDetail, 'CreatedTime'>, moment: number): boolean {
  return CreatedTime !== undefined && CreatedTime.getTime() < moment;
}

/** The oldest first; in which order Service Catalog lists them is not documented. Of a product that is gone there may be none. */
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
    // By default only those of the calling session are listed.
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

/** Undefined: it is not known (any more). */
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
