import { isDeepStrictEqual } from 'node:util';
import type {
  ProvisioningPreferences,
  RecordError,
  StackInstance,
  StackInstanceStatus,
  StackSetOperationType,
  UpdateProvisioningPreferences,
} from '@aws-sdk/client-service-catalog';
import { type ProductBehaviour } from '../behaviours';
import { type LaunchEngine, type LaunchOutcome, succeeded } from './launch-engine';
import { type Catalog } from '../catalog/catalog';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

export interface Instance {
  readonly account: string;
  readonly region: string;
}

/** Stack-set products, with a stack instance for each account and Region. */
export class StackSetEngine implements LaunchEngine {
  private readonly instances = new Map<string, Map<string, StackInstance>>();

  constructor(
    private readonly catalog: Catalog,
    private readonly behaviourOf: (productId: string) => ProductBehaviour,
  ) {}

  instancesOf(provisionedProductId: string): StackInstance[] {
    return [...(this.instances.get(provisionedProductId)?.values() ?? [])];
  }

  /** Changes an instance in CloudFormation, outside of Service Catalog. */
  putByHand(provisionedProductId: string, instance: Instance, status: StackInstanceStatus): void {
    const instances = this.instances.get(provisionedProductId) ?? new Map<string, StackInstance>();
    this.instances.set(provisionedProductId, instances);
    put(instances, instance, status);
  }

  removeByHand(provisionedProductId: string, instance: Instance): void {
    this.instances.get(provisionedProductId)?.delete(keyOf(instance));
  }

  async provision(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    return this.operate('CREATE', target, launch, this.chosen(launch));
  }

  /** A call does one thing: adding or removing instances ignores a new version. */
  async update(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    const { StackSetOperationType: type = 'UPDATE' }: UpdateProvisioningPreferences = launch.preferences;
    const existing = this.instances.get(target.id);
    const instances = this.chosen(launch).filter((one) => type === 'CREATE' || existing?.has(keyOf(one)));
    const outcome = this.operate(type, target, launch, instances);
    if (type !== 'UPDATE') return outcome.status === 'SUCCEEDED' ? succeeded([], 'AS_BEFORE') : outcome;
    if (isChanged(launch, target.launch)) this.outdateOthers(target, instances);
    return outcome;
  }

  async terminate(target: ProvisionedProduct): Promise<LaunchOutcome> {
    const all = this.instancesOf(target.id).map(({ Account = '', Region = '' }) => ({
      account: Account,
      region: Region,
    }));
    return this.operate('DELETE', target, { ...target.launch, preferences: {} }, all);
  }

  failure(reason: string): RecordError {
    return { Code: 'AmazonCloudFormationException', Description: `AmazonCloudFormationException  ${reason}` };
  }

  private operate(
    type: StackSetOperationType,
    target: ProvisionedProduct,
    launch: LaunchSpec,
    chosen: readonly Instance[],
  ): LaunchOutcome {
    const instances = this.instances.get(target.id) ?? new Map<string, StackInstance>();
    this.instances.set(target.id, instances);
    const { failInAccounts = [] } = this.behaviourOf(launch.product.id);
    const failing = chosen.filter(({ account }) => failInAccounts.includes(account));
    // CloudFormation stops as soon as more instances fail than are tolerated, and does not roll back.
    const stopped = failing.length > tolerance(launch.preferences, chosen.length);
    for (const instance of stopped ? failing : chosen) {
      if (failing.includes(instance)) put(instances, instance, type === 'DELETE' ? 'INOPERABLE' : 'OUTDATED');
      else if (type === 'DELETE') instances.delete(keyOf(instance));
      else put(instances, instance, 'CURRENT');
    }
    if (!stopped) return succeeded();
    const accounts = [...new Set(failing.map(({ account }) => account))].join(', ');
    return { status: 'FAILED', error: this.failure(`Operation ${type} failed in accounts: ${accounts}`) };
  }

  /** Marks the instances that an update of the stack set does not reach. */
  private outdateOthers(target: ProvisionedProduct, reached: readonly Instance[]): void {
    const keys = new Set(reached.map(keyOf));
    const instances = this.instances.get(target.id) ?? new Map<string, StackInstance>();
    for (const [key, instance] of instances) {
      if (!keys.has(key)) instances.set(key, { ...instance, StackInstanceStatus: 'OUTDATED' });
    }
  }

  private chosen({ path, product, preferences }: LaunchSpec): Instance[] {
    const constraint = this.catalog.constraint('STACKSET', path.portfolio.id, product.id);
    const accounts = preferences.StackSetAccounts ?? constraint?.accounts ?? [];
    const regions = preferences.StackSetRegions ?? constraint?.regions ?? [];
    return accounts.flatMap((account) => regions.map((region) => ({ account, region })));
  }
}

function isChanged(launch: LaunchSpec, previous: LaunchSpec): boolean {
  return launch.version.id !== previous.version.id || !isDeepStrictEqual(launch.parameters, previous.parameters);
}

function tolerance(preferences: ProvisioningPreferences, instances: number): number {
  const { StackSetFailureToleranceCount: count, StackSetFailureTolerancePercentage: percentage } = preferences;
  return count ?? Math.floor((instances * (percentage ?? 0)) / 100);
}

function put(instances: Map<string, StackInstance>, instance: Instance, status: StackInstanceStatus): void {
  instances.set(keyOf(instance), {
    Account: instance.account,
    Region: instance.region,
    StackInstanceStatus: status,
  });
}

function keyOf({ account, region }: Instance): string {
  return `${account}/${region}`;
}
