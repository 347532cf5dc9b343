import { type ProvisionedProduct, type ProvisioningRecord } from '../model/provisioned-product';

export type RecordListener = (record: ProvisioningRecord) => void;

/** Something that happened to a provisioned product behind its owner's back. */
export interface OutOfBandChange {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly provisionedProduct: ProvisionedProduct;
}

/** Every provisioned product and every record there has ever been. */
export class ProvisioningStore {
  readonly provisionedProducts: ProvisionedProduct[] = [];
  readonly records: ProvisioningRecord[] = [];
  readonly outOfBandChanges: OutOfBandChange[] = [];
  private readonly listeners = new Set<RecordListener>();

  /** Those that have not been terminated. */
  get present(): ProvisionedProduct[] {
    return this.provisionedProducts.filter(({ terminatedTime }) => terminatedTime === undefined);
  }

  /** The principal behind the product of this id or name, or behind the record of this id. */
  ownerOf({ id, name }: { readonly id?: string; readonly name?: string }): string | undefined {
    const product = this.present.find((one) => one.id === id || one.name === name);
    return product?.ownerArn ?? this.records.find((record) => record.id === id)?.caller.principalArn;
  }

  /** Told of every new record and of every change of its status. Returns what ends that. */
  onRecord(listener: RecordListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(record: ProvisioningRecord): void {
    for (const listener of this.listeners) listener(record);
  }
}
