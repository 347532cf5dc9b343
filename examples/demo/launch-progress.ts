import { styleText } from 'node:util';
import { CloudFormation } from '../../local-cloud/cloudformation/cloudformation';
import { Ledger } from '../../local-cloud/service-catalog/ledger';
import { hasEnded, ProvisioningRecord, RecordType } from '../../local-cloud/service-catalog/record';
import { duration } from './duration';

/** How often a launch that goes on is shown, in real milliseconds. */
const INTERVAL = 2_000;
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
  private readonly running = new Map<ProvisioningRecord, string>();
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;

  constructor(
    records: Ledger,
    private readonly cloudFormation: CloudFormation,
    private readonly print: (line: string) => void,
  ) {
    this.stopListening = records.onRecord((record) => this.onRecord(record));
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
      this.running.set(record, '');
      const { version } = record.launch;
      this.print(styleText('cyan', `${label(record)} ${DOING[record.type]}, version ${version.name}`));
    }
  }

  private showRunning(): void {
    for (const [record, shown] of this.running) {
      const progress = this.progressOf(record);
      if (progress === shown) continue;
      this.running.set(record, progress);
      this.print(styleText('cyan', `${label(record)} ${progress}`));
    }
  }

  private progressOf(record: ProvisioningRecord): string {
    const { id, arn } = record.provisionedProduct;
    const stack = this.cloudFormation.stack(`SC-${arn.split(':')[4]}-${id}`);
    if (stack === undefined) return '';
    const statuses = [...stack.resources.values()].map(({ status }) => status);
    const done = statuses.filter((status) => status === doneStatus(record)).length;
    const filled = Math.round((BAR * done) / Math.max(statuses.length, 1));
    const failing = record.status === 'IN_PROGRESS_IN_ERROR' ? ', rolling back' : '';
    return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${done} of ${statuses.length} resources${failing}`;
  }
}

function doneStatus({ type }: ProvisioningRecord): string {
  return type === 'TERMINATE_PROVISIONED_PRODUCT' ? 'DELETE_COMPLETE' : 'CREATE_COMPLETE';
}

function ending(record: ProvisioningRecord): string {
  const took = duration(record.updatedTime - record.createdTime);
  if (record.status === 'SUCCEEDED') {
    const outputs = record.outputs.length > 0 ? `, ${record.outputs.length} outputs` : '';
    return styleText('green', `${label(record)} ${DONE[record.type]} after ${took}${outputs}`);
  }
  const reason = record.errors.map(({ Description }) => Description).join('; ');
  return styleText('red', `${label(record)} failed after ${took}: ${reason}`);
}

function label({ launch, provisionedProduct }: ProvisioningRecord): string {
  return `    ${launch.product.name.padEnd(8)} ${provisionedProduct.id}`;
}
