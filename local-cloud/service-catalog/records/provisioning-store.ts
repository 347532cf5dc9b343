import { type ProvisionedProduct, type ProvisioningRecord } from '../model/provisioned-product';

export type RecordListener = (record: ProvisioningRecord) => void;

/** A change of a provisioned product by somebody else than its owner. */
export interface OutOfBandChange {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly provisionedProduct: ProvisionedProduct;
}

/** All provisioned products and all records, including those of terminated products. */
export class ProvisioningStore {
  readonly provisionedProducts: ProvisionedProduct[] = [];
  readonly records: ProvisioningRecord[] = [];
  readonly outOfBandChanges: OutOfBandChange[] = [];
  private readonly listeners = new Set<RecordListener>();

  /** The provisioned products that have not been terminated. */
  get present(): ProvisionedProduct[] {
    return this.provisionedProducts.filter(({ terminatedTime }) => terminatedTime === undefined);
  }

  /** Returns the principal that owns the product of this id or name, or the record of this id. */
  ownerOf({ id, name }: { readonly id?: string; readonly name?: string }): string | undefined {
    const product = this.present.find((one) => one.id === id || one.name === name);
    return product?.ownerArn ?? this.records.find((record) => record.id === id)?.caller.principalArn;
  }

  /**
   * Calls the listener with every new record, and again with every change of its status. Returns a function that
   * removes the listener.
   */
  onRecord(listener: RecordListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  notify(record: ProvisioningRecord): void {
    for (const listener of this.listeners) listener(record);
  }
}
