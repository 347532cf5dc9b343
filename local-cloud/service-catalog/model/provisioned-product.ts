import type { ProvisionedProductDetail, ProvisionedProductStatus } from '@aws-sdk/client-service-catalog';
import { Behaviours } from '../behaviours';
import { Launch } from './launch-spec';
import { Plan } from './plan';
import { hasEnded, ProvisioningRecord } from './record';

export type ProvisionedProductType =
  'CFN_STACK' | 'CFN_STACKSET' | 'TERRAFORM_OPEN_SOURCE' | 'TERRAFORM_CLOUD' | 'EXTERNAL' | 'CONTROL_TOWER_ACCOUNT';

export interface ProvisionedProductState {
  /** One of ProvisionedProductStatus today; the service may come up with others. */
  readonly status: string;
  readonly message?: string;
}

/** A launched product, also after its termination. */
export class ProvisionedProduct {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: ProvisionedProductType;
  readonly createdTime: number;
  /** Of the principal that launched it. */
  readonly ownerArn: string;
  /** Oldest first. */
  readonly records: ProvisioningRecord[] = [];
  /** What it was made from by the last operation that succeeded; before that, by the first. */
  launch: Launch;
  /** ARN of the stack behind it. */
  physicalId?: string;
  /** While it is open. */
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

  /** What it really is, whatever is shown. */
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

  /** What the last launch or update was to make it, whether that has come about or not. */
  get attempt(): Launch {
    const last = this.records.filter(({ type }) => type !== 'TERMINATE_PROVISIONED_PRODUCT').at(-1);
    return last === undefined || last.status === 'SUCCEEDED' ? this.launch : last.launch;
  }

  /** Whether an operation runs, whatever the state is. */
  get isUnderChange(): boolean {
    return this.records.some((record) => !hasEnded(record));
  }

  get lastSuccessfulRecord(): ProvisioningRecord | undefined {
    return this.records.filter(({ status }) => status === 'SUCCEEDED').at(-1);
  }
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
