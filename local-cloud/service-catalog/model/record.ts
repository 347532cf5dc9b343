import type { RecordDetail, RecordError, RecordOutput, RecordStatus } from '@aws-sdk/client-service-catalog';
import { Launch } from './launch-spec';
import { ProvisionedProduct } from './provisioned-product';
import { Caller } from '../../gateway/service';

export type RecordType = 'PROVISION_PRODUCT' | 'UPDATE_PROVISIONED_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT';

/** One operation on a provisioned product. */
export interface ProvisioningRecord {
  readonly id: string;
  readonly type: RecordType;
  readonly provisionedProduct: ProvisionedProduct;
  readonly launch: Launch;
  readonly caller: Caller;
  readonly token: string;
  /** As it came: the same token is to come with the same request. */
  readonly request: object;
  readonly createdTime: number;
  readonly updatedTime: number;
  readonly status: RecordStatus;
  readonly errors: readonly RecordError[];
  readonly outputs: readonly RecordOutput[];
}

export function hasEnded({ status }: ProvisioningRecord): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

export function recordDetail(record: ProvisioningRecord): RecordDetail {
  const { provisionedProduct, launch } = record;
  return {
    RecordId: record.id,
    ProvisionedProductName: provisionedProduct.name,
    Status: record.status,
    CreatedTime: new Date(record.createdTime),
    UpdatedTime: new Date(record.updatedTime),
    ProvisionedProductType: provisionedProduct.type,
    RecordType: record.type,
    ProvisionedProductId: provisionedProduct.id,
    ProductId: launch.product.id,
    ProvisioningArtifactId: launch.version.id,
    PathId: launch.path.id,
    RecordErrors: [...record.errors],
    RecordTags: Object.entries(launch.tags).map(([Key, Value]) => ({ Key, Value })),
    LaunchRoleArn: launch.launchRoleArn,
  };
}
