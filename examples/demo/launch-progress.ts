import { styleText } from 'node:util';
import { duration } from './duration';
import { isUnchanged } from './unchanged';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { ProvisioningRecord, RecordType, hasEnded } from '../../local-cloud/service-catalog/model/provisioned-product';

/** How often a launch that goes on is shown, in real milliseconds. */
const INTERVAL = 3_000;
const BAR = 20;

const DOING: Record<RecordType, string> = {
  PROVISION_PRODUCT: 'launching',
  UPDATE_PROVISIONED_PRODUCT: 'updating',
  TERMINATE_PROVISIONED_PRODUCT: 'terminating',
};
const DONE: Record<RecordType, string> = {
  PROVISION_PRODUCT: 'launched',
  UPDATE_PROVISIONED_PRODUCT: 'updated',
  TERMINATE_PROVISIONED_PRODUCT: 'terminated',
};

/** Shows, between the lines of the CLI, what Service Catalog does meanwhile: a line when a record begins, moves and ends. */
export class LaunchProgress {
  private readonly running = new Set<ProvisioningRecord>();
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;

  constructor(
    private readonly cloud: LocalCloud,
    private readonly print: (line: string) => void,
  ) {
    this.stopListening = cloud.serviceCatalog.store.onRecord((record) => this.onRecord(record));
    this.timer = setInterval(() => this.showRunning(), INTERVAL);
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopListening();
  }

  private onRecord(record: ProvisioningRecord): void {
    if (hasEnded(record)) {
      this.running.delete(record);
      this.print(ending(record));
    } else if (!this.running.has(record)) {
      this.running.add(record);
      const { version } = record.launch;
      this.print(styleText('cyan', `${label(record)} ${DOING[record.type]}, version ${version.name}`));
    }
  }

  private showRunning(): void {
    for (const record of this.running) {
      const progress = this.progressOf(record);
      if (progress !== undefined) this.print(styleText('cyan', `${label(record)} ${progress}`));
    }
  }

  /** By the stack that Service Catalog has made for the product. */
  private progressOf({ type, provisionedProduct, createdTime }: ProvisioningRecord): string | undefined {
    const { cloudFormation, location, clock } = this.cloud;
    const stack = cloudFormation.stack(`SC-${location.account}-${provisionedProduct.id}`);
    if (stack === undefined) return undefined;
    const done = type === 'TERMINATE_PROVISIONED_PRODUCT' ? /^DELETE_COMPLETE$/ : /_COMPLETE$/;
    const statuses = [...stack.resources.values()].map(({ status }) => status);
    const count = statuses.filter((status) => done.test(status)).length;
    const filled = Math.round((BAR * count) / Math.max(statuses.length, 1));
    const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
    return `${bar} ${count} of ${statuses.length} resources, ${duration(clock.now() - createdTime)}`;
  }
}

function ending(record: ProvisioningRecord): string {
  const took = duration(record.updatedTime - record.createdTime);
  if (record.status === 'SUCCEEDED') {
    const outputs = record.outputs.length > 0 ? `, ${record.outputs.length} outputs` : '';
    return styleText('green', `${label(record)} ${DONE[record.type]} after ${took}${outputs}`);
  }
  if (isUnchanged(record)) return styleText('green', `${label(record)} is what it was before`);
  const reason = record.errors.map(({ Description }) => Description).join('; ');
  return styleText('red', `${label(record)} failed after ${took}: ${reason}`);
}

function label({ launch, provisionedProduct }: ProvisioningRecord): string {
  return `    ${launch.product.name.padEnd(8)} ${provisionedProduct.id}`;
}
