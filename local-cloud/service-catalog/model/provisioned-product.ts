import type {
  ProvisionedProductDetail,
  ProvisionedProductStatus,
  RecordDetail,
  RecordError,
  RecordOutput,
  RecordStatus,
} from '@aws-sdk/client-service-catalog';
import { type Caller } from '../../gateway/service';
import { type Behaviours } from '../behaviours';
import { type LaunchSpec } from './launch-spec';

export type ProvisionedProductType =
  'CFN_STACK' | 'CFN_STACKSET' | 'TERRAFORM_OPEN_SOURCE' | 'TERRAFORM_CLOUD' | 'EXTERNAL' | 'CONTROL_TOWER_ACCOUNT';

export interface ProvisionedProductState {
  /** One of ProvisionedProductStatus, or a status that the service may introduce. */
  readonly status: string;
  readonly message?: string;
}

/** A plan that is neither executed nor deleted: the product waits for it, perhaps forever. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  /** The ARN of the principal that created it. */
  readonly ownerArn: string;
  readonly versionId: string;
  readonly stateBefore: ProvisionedProductState;
}

export type RecordType = 'PROVISION_PRODUCT' | 'UPDATE_PROVISIONED_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT';

/** An operation on a provisioned product. */
export interface ProvisioningRecord {
  readonly id: string;
  readonly type: RecordType;
  readonly provisionedProduct: ProvisionedProduct;
  readonly launch: LaunchSpec;
  readonly caller: Caller;
  readonly token: string;
  /** As it was received: a repeated token is compared with it. */
  readonly request: object;
  readonly createdTime: number;
  readonly updatedTime: number;
  readonly status: RecordStatus;
  readonly errors: readonly RecordError[];
  readonly outputs: readonly RecordOutput[];
}

/** A launched product, also after its termination. */
export class ProvisionedProduct {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: ProvisionedProductType;
  readonly createdTime: number;
  /** The ARN of the principal that launched it. */
  readonly ownerArn: string;
  /** Oldest first. */
  readonly records: ProvisioningRecord[] = [];
  /** The launch or update that succeeded last; before any has, the first launch. */
  launch: LaunchSpec;
  /** The ARN of its stack. */
  physicalId?: string;
  /** The open plan, if there is one. */
  plan?: Plan;
  /** Milliseconds since 1970. */
  terminatedTime?: number;
  private current: ProvisionedProductState = { status: 'UNDER_CHANGE' };
  private previous = this.current;
  private shownFrom = 0;

  constructor(props: Pick<ProvisionedProduct, 'id' | 'arn' | 'name' | 'type' | 'createdTime' | 'ownerArn' | 'launch'>) {
    ({
      id: this.id,
      arn: this.arn,
      name: this.name,
      type: this.type,
      createdTime: this.createdTime,
      ownerArn: this.ownerArn,
      launch: this.launch,
    } = props);
  }

  /** The actual state, whatever is shown. */
  get state(): ProvisionedProductState {
    return this.current;
  }

  enter(state: ProvisionedProductState, shownFrom: number): void {
    this.previous = this.current;
    this.current = state;
    this.shownFrom = shownFrom;
  }

  shownState(now: number): ProvisionedProductState {
    return now < this.shownFrom ? this.previous : this.current;
  }

  /** The last launch or update, whether it has succeeded or not. */
  get attempt(): LaunchSpec {
    const last = this.records.filter(({ type }) => type !== 'TERMINATE_PROVISIONED_PRODUCT').at(-1);
    return last === undefined || last.status === 'SUCCEEDED' ? this.launch : last.launch;
  }

  /** True while an operation runs, whatever the state is. */
  get isUnderChange(): boolean {
    return this.records.some((record) => !hasEnded(record));
  }

  get lastSuccessfulRecord(): ProvisioningRecord | undefined {
    return this.records.filter(({ status }) => status === 'SUCCEEDED').at(-1);
  }
}

export function hasEnded({ status }: ProvisioningRecord): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

export function provisionedProductDetail(
  product: ProvisionedProduct,
  now: number,
  { shownToken, shownVersion }: Pick<Behaviours, 'shownToken' | 'shownVersion'>,
): ProvisionedProductDetail {
  const { status, message } = product.shownState(now);
  const last = product.records.at(-1);
  const launch = shownVersion === 'RUNNING' ? product.launch : product.attempt;
  return {
    Name: product.name,
    Arn: product.arn,
    Type: product.type,
    Id: product.id,
    Status: status as ProvisionedProductStatus,
    StatusMessage: message,
    CreatedTime: new Date(product.createdTime),
    IdempotencyToken: (shownToken === 'FIRST' ? product.records.at(0) : last)?.token,
    LastRecordId: last?.id,
    LastProvisioningRecordId: last?.id,
    LastSuccessfulProvisioningRecordId: product.lastSuccessfulRecord?.id,
    ProductId: launch.product.id,
    ProvisioningArtifactId: launch.version.id,
    LaunchRoleArn: launch.launchRoleArn,
  };
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
