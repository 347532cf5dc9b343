import { createHash } from 'node:crypto';
import type { RecordError, RecordOutput } from '@aws-sdk/client-service-catalog';
import { inUse } from '../errors';
import { type LaunchEngine, type LaunchOutcome, succeeded } from './launch-engine';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

const CONCURRENT_OPERATIONS = 5;

/** Control Tower's Account Factory: it runs a few operations at a time, and none while the landing zone changes. */
export class AccountFactoryEngine implements LaunchEngine {
  /** The number of operations that others run, outside of Service Catalog. */
  operationsOfOthers = 0;
  landingZoneChanges = false;
  private running = 0;
  /** The e-mail addresses of the accounts, by the ids of their provisioned products. */
  private readonly enrolled = new Map<string, string>();

  constructor(
    private readonly accounts: LaunchEngine,
    private readonly busy: 'AT_CALL' | 'IN_RECORD',
  ) {}

  admit(): void {
    const message = this.busyMessage();
    if (message !== undefined && this.busy === 'AT_CALL') throw inUse(message);
  }

  async provision(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    const { AccountEmail: email } = launch.parameters;
    if ([...this.enrolled.values()].includes(email ?? '')) {
      return { status: 'FAILED', error: this.failure('An account with this email address already exists.') };
    }
    return this.enrol(target, launch, () => this.accounts.provision(target, launch));
  }

  async update(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    return this.enrol(target, launch, () => this.accounts.update(target, launch));
  }

  async terminate(target: ProvisionedProduct): Promise<LaunchOutcome> {
    // A launch that Control Tower has refused has left no account.
    if (!this.enrolled.has(target.id)) return succeeded();
    const outcome = await this.counted(() => this.accounts.terminate(target));
    if (outcome.status === 'SUCCEEDED') this.enrolled.delete(target.id);
    return outcome;
  }

  /** Moves the account of one provisioned product to another. */
  handOver(from: ProvisionedProduct, to: ProvisionedProduct): void {
    const email = this.enrolled.get(from.id);
    if (email === undefined) return;
    this.enrolled.delete(from.id);
    this.enrolled.set(to.id, email);
  }

  failure(reason: string): RecordError {
    return this.accounts.failure(reason);
  }

  private async enrol(
    { id }: ProvisionedProduct,
    { parameters: { AccountEmail = '' } }: LaunchSpec,
    work: () => Promise<LaunchOutcome>,
  ): Promise<LaunchOutcome> {
    const outcome = await this.counted(work);
    if (outcome.status === 'SUCCEEDED') this.enrolled.set(id, AccountEmail);
    return outcome;
  }

  private async counted(work: () => Promise<LaunchOutcome>): Promise<LaunchOutcome> {
    const message = this.busyMessage();
    if (message !== undefined) {
      return {
        status: 'FAILED',
        error: { Code: 'ResourceInUseException', Description: `ResourceInUseException  ${message}` },
      };
    }
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
    }
  }

  private busyMessage(): string | undefined {
    const message = (because: string) =>
      `Account Factory cannot complete an operation on this account, because ${because}. Try again later.`;
    if (this.landingZoneChanges) return message('another AWS Control Tower operation is in progress');
    if (this.running + this.operationsOfOthers < CONCURRENT_OPERATIONS) return undefined;
    return message(`the allowed maximum of ${CONCURRENT_OPERATIONS} concurrent account operations is exceeded`);
  }
}

/** Creates and updates the accounts themselves. */
export class AccountEngine implements LaunchEngine {
  async provision(_target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    return succeeded(outputsOf(launch));
  }

  async update(_target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    return succeeded(outputsOf(launch));
  }

  async terminate(): Promise<LaunchOutcome> {
    return succeeded();
  }

  failure(reason: string): RecordError {
    return { Code: 'AWSControlTowerException', Description: reason };
  }
}

function outputsOf({ parameters }: LaunchSpec): RecordOutput[] {
  const digest = createHash('sha256')
    .update(parameters.AccountEmail ?? '')
    .digest('hex');
  const values = {
    AccountId: String(BigInt(`0x${digest}`)).slice(0, 12),
    AccountEmail: parameters.AccountEmail,
    SSOUserEmail: parameters.SSOUserEmail,
    SSOUserPortal: 'https://d-0000000000.awsapps.com/start',
  };
  return Object.entries(values).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
}
