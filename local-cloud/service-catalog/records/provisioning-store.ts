import { ProvisionedProduct } from '../model/provisioned-product';
import { ProvisioningRecord } from '../model/record';

export type RecordListener = (record: ProvisioningRecord) => void;

/** Something that happened to a provisioned product behind its owner's back. */
export interface Intervention {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly provisionedProduct: ProvisionedProduct;
}

/** Every provisioned product and every record there has ever been. */
export class Ledger {
  readonly provisionedProducts: ProvisionedProduct[] = [];
  readonly records: ProvisioningRecord[] = [];
  readonly interventions: Intervention[] = [];
  private readonly listeners = new Set<RecordListener>();

  /** Those that have not been terminated. */
  get present(): ProvisionedProduct[] {
    return this.provisionedProducts.filter(({ terminatedTime }) => terminatedTime === undefined);
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
