import type { StackInstanceStatus } from '@aws-sdk/client-service-catalog';
import { arn } from '../location';
import { type Instance } from './engines/stack-set';
import { findProvisionedProduct } from './records/find-provisioned-product';
import { type Caller } from '../gateway/service';
import { contentOf } from './catalog/version-content';
import { effectiveParameters } from './launch/parameters';
import { ProvisionedProduct, type ProvisionedProductState, type ProvisioningRecord } from './model/provisioned-product';
import { terminateProvisionedProduct } from './operations/terminate-provisioned-product';
import { requireUpdatable, startUpdate } from './operations/update-provisioned-product';
import { type ServiceContext } from './service-context';

/** What others do behind the back of whoever launched a product. */
export class OutOfBandChanges {
  constructor(private readonly context: ServiceContext) {}

  /** Somebody terminates the product by hand. It takes its time, as any termination. */
  terminate(provisionedProductId: string): void {
    const target = this.find(provisionedProductId);
    const TerminateToken = this.context.identifiers.next('outside');
    terminateProvisionedProduct(
      this.context,
      { ProvisionedProductId: target.id, TerminateToken },
      this.administrator(),
    );
    this.note(target);
  }

  /** The product comes into another state without any operation, as through drift or a landing zone's change. */
  enter(provisionedProductId: string, state: ProvisionedProductState): void {
    const product = this.find(provisionedProductId);
    product.enter(state, this.context.clock.now());
    this.context.index.note(product);
    this.note(product);
  }

  taint(provisionedProductId: string, message: string): void {
    this.enter(provisionedProductId, { status: 'TAINTED', message });
  }

  /** Somebody plans a change of the product, and leaves it at that. */
  openPlan(provisionedProductId: string, name = 'change'): void {
    const product = this.find(provisionedProductId);
    product.plan = {
      id: this.context.identifiers.next('plan'),
      name,
      ownerArn: this.administrator().principalArn,
      versionId: product.launch.version.id,
      stateBefore: product.state,
    };
    this.enter(provisionedProductId, { status: 'PLAN_IN_PROGRESS' });
  }

  /** The plan is deleted without having been executed. */
  closePlan(provisionedProductId: string): void {
    const product = this.find(provisionedProductId);
    const { plan } = product;
    if (plan === undefined) throw new Error(`Provisioned product ${provisionedProductId} has no plan that is open.`);
    product.plan = undefined;
    this.enter(provisionedProductId, plan.stateBefore);
  }

  /** Somebody updates the product by hand: it is no longer what its owner asked for. */
  update(
    provisionedProductId: string,
    parameters: Readonly<Record<string, string>>,
    { versionId }: { readonly versionId?: string } = {},
  ): ProvisioningRecord {
    const target = this.find(provisionedProductId);
    requireUpdatable(this.context, target);
    const { launch: old } = target;
    const version = versionId === undefined ? old.version : this.context.catalog.version(old.product.id, versionId);
    const requested = Object.entries(parameters).map(([Key, Value]) => ({ Key, Value }));
    const launch = {
      ...old,
      version,
      parameters: effectiveParameters(
        requested,
        { parameters: old.parameters, content: contentOf(old.product, old.version) },
        contentOf(old.product, version),
        { ...this.context.behaviours, parametersLeftOut: 'KEPT' },
      ),
    };
    const token = this.context.identifiers.next('outside');
    const origin = { caller: this.administrator(), token, request: { parameters } };
    const record = startUpdate(this.context, target, launch, origin);
    this.note(target);
    return record;
  }

  /**
   * Control Tower puts another provisioned product of the same name in the place of this one, as when the account moves
   * to another organizational unit. Its record and its token are not its owner's.
   */
  changeId(provisionedProductId: string): ProvisionedProduct {
    const { clock, engines, identifiers, location, recordLifecycle } = this.context;
    const old = this.find(provisionedProductId);
    if (old.type !== 'CONTROL_TOWER_ACCOUNT') throw new Error(`Only Control Tower changes ids, not of ${old.type}.`);
    const id = identifiers.next('pp');
    const { name, type, launch, lastSuccessfulRecord } = old;
    const caller = this.administrator();
    const product = new ProvisionedProduct({
      id,
      name,
      type,
      launch,
      arn: arn('servicecatalog', `stack/${name}/${id}`, location),
      createdTime: clock.now(),
      ownerArn: caller.principalArn,
    });
    engines.accountFactory.handOver(old, product);
    recordLifecycle.replace(old, product, {
      caller,
      token: identifiers.next('outside'),
      outputs: lastSuccessfulRecord?.outputs ?? [],
    });
    this.note(old);
    return product;
  }

  /** Portfolios are moved: every launch path gets another id. */
  changePathIds(): void {
    this.context.launchPaths.changeIds();
  }

  /** Somebody puts an instance of a stack-set product there, or leaves it in another status. */
  putStackInstance(provisionedProductId: string, instance: Instance, status: StackInstanceStatus = 'CURRENT'): void {
    const product = this.find(provisionedProductId);
    this.context.engines.stackSets.putByHand(product.id, instance, status);
    this.note(product);
  }

  removeStackInstance(provisionedProductId: string, instance: Instance): void {
    const product = this.find(provisionedProductId);
    this.context.engines.stackSets.removeByHand(product.id, instance);
    this.note(product);
  }

  /** The principal is taken out of every portfolio that holds the product. */
  loseAccess(productId: string, principalArn: string): void {
    const { catalog } = this.context;
    for (const { id } of catalog.portfoliosOf(catalog.product(productId))) {
      catalog.disassociatePrincipal(id, principalArn);
    }
  }

  /** Others run so many operations of Control Tower's Account Factory. */
  occupyAccountFactory(operations: number): void {
    this.context.engines.accountFactory.operationsOfOthers = operations;
  }

  /** The landing zone itself is changing, or no longer. */
  changeLandingZone(changing: boolean): void {
    this.context.engines.accountFactory.landingZoneChanges = changing;
  }

  private find(provisionedProductId: string): ProvisionedProduct {
    return findProvisionedProduct(this.context.store, provisionedProductId);
  }

  /** What was refused has not happened. */
  private note(provisionedProduct: ProvisionedProduct): void {
    const { store, clock } = this.context;
    store.outOfBandChanges.push({ time: clock.now(), provisionedProduct });
  }

  private administrator(): Caller {
    const { account, partition } = this.context.location;
    return { account, principalArn: `arn:${partition}:iam::${account}:user/administrator` };
  }
}
