import { AsyncLocalStorage } from 'node:async_hooks';
import type { ProvisionedProductStatus, RecordError, RecordOutput } from '@aws-sdk/client-service-catalog';
import { type Behaviours } from '../behaviours';
import { type LaunchOutcome } from '../engines/launch-engine';
import { type Identifiers } from '../identifiers';
import { type ProvisioningStore } from './provisioning-store';
import { type SearchIndex } from './search-index';
import { type Clock } from '../../clock/clock';
import { type CallerPermissions } from '../launch/caller-permissions';
import { type ProvisionedProduct, type ProvisioningRecord } from '../model/provisioned-product';

type NewRecord = Pick<ProvisioningRecord, 'type' | 'provisionedProduct' | 'launch' | 'caller' | 'token' | 'request'>;

/** The end of an operation, for its record and its product. */
export interface Ending {
  readonly record: 'SUCCEEDED' | 'FAILED';
  readonly outputs?: readonly RecordOutput[];
  readonly error?: RecordError;
  /** `GONE` means terminated. */
  readonly product: ProvisionedProductStatus | 'GONE';
}

/** The life of a record: CREATED, IN_PROGRESS, perhaps IN_PROGRESS_IN_ERROR, then SUCCEEDED or FAILED. */
export class RecordLifecycle {
  /** Leaves the context of the call: a jumping clock stands while a call is served, but not while a launch runs. */
  private readonly inBackground = AsyncLocalStorage.snapshot();

  constructor(
    private readonly clock: Clock,
    private readonly identifiers: Identifiers,
    private readonly store: ProvisioningStore,
    private readonly index: SearchIndex,
    private readonly behaviours: Behaviours,
    private readonly callerPermissions: CallerPermissions,
  ) {}

  /** Creates the record, and does the work in the background. */
  begin(
    props: NewRecord,
    work: () => Promise<LaunchOutcome>,
    endingOf: (outcome: LaunchOutcome) => Ending,
  ): ProvisioningRecord {
    const record = this.create(props);
    void this.inBackground(() => this.live(record, work, endingOf));
    return record;
  }

  /** Replaces a provisioned product by another one at once, with a record that has succeeded. */
  replace(
    old: ProvisionedProduct,
    provisionedProduct: ProvisionedProduct,
    { outputs, ...origin }: Pick<ProvisioningRecord, 'caller' | 'token' | 'outputs'>,
  ): void {
    old.terminatedTime = this.clock.now();
    this.index.note(old);
    const { launch } = provisionedProduct;
    this.store.provisionedProducts.push(provisionedProduct);
    const record = this.create({ ...origin, type: 'PROVISION_PRODUCT', provisionedProduct, launch, request: {} });
    this.end(record, { record: 'SUCCEEDED', outputs, product: 'AVAILABLE' });
  }

  private create(props: NewRecord): Mutable<ProvisioningRecord> {
    const now = this.clock.now();
    const record: Mutable<ProvisioningRecord> = {
      ...props,
      id: this.identifiers.next('rec'),
      createdTime: now,
      updatedTime: now,
      status: 'CREATED',
      errors: [],
      outputs: [],
    };
    const { provisionedProduct } = props;
    const isFirst = provisionedProduct.records.length === 0;
    this.store.records.push(record);
    provisionedProduct.records.push(record);
    provisionedProduct.enter({ status: 'UNDER_CHANGE' }, isFirst ? now : now + this.behaviours.stateLagsBy);
    this.changed(record, {});
    return record;
  }

  private async live(
    record: Mutable<ProvisioningRecord>,
    work: () => Promise<LaunchOutcome>,
    endingOf: (outcome: LaunchOutcome) => Ending,
  ): Promise<void> {
    await this.clock.sleep(this.behaviours.recordStartsIn);
    this.changed(record, { status: 'IN_PROGRESS' });
    const outcome = this.callerPermissions.denialInAccountFactory(record) ?? (await work());
    if (outcome.status === 'FAILED') {
      this.changed(record, { status: 'IN_PROGRESS_IN_ERROR', errors: [outcome.error] });
      await this.clock.sleep(this.behaviours.cleansUpIn);
    }
    this.end(record, endingOf(outcome));
  }

  private end(record: Mutable<ProvisioningRecord>, ending: Ending): void {
    const { provisionedProduct } = record;
    const now = this.clock.now();
    this.leave(provisionedProduct, ending, now);
    this.changed(record, {
      status: ending.record,
      errors: ending.error === undefined ? [] : [ending.error],
      outputs: ending.outputs ?? [],
    });
  }

  private leave(product: ProvisionedProduct, { product: status, error }: Ending, now: number): void {
    if (status === 'GONE') product.terminatedTime = now;
    else product.enter({ status, message: status === 'AVAILABLE' ? undefined : error?.Description }, now);
  }

  private changed(record: Mutable<ProvisioningRecord>, change: Partial<ProvisioningRecord>): void {
    Object.assign(record, change, { updatedTime: this.clock.now() });
    this.index.note(record.provisionedProduct);
    this.store.notify(record);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
