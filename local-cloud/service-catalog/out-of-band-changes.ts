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

/** Changes to provisioned products by others than their owner. */
export class OutOfBandChanges {
  constructor(private readonly context: ServiceContext) {}

  /** Terminates the product, which takes as long as any termination. */
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

  /** Changes the state of the product without an operation, as drift or a change of the landing zone does. */
  enter(provisionedProductId: string, state: ProvisionedProductState): void {
    const product = this.find(provisionedProductId);
    product.enter(state, this.context.clock.now());
    this.context.index.note(product);
    this.note(product);
  }

  taint(provisionedProductId: string, message: string): void {
    this.enter(provisionedProductId, { status: 'TAINTED', message });
  }

  /** Creates a plan for the product, and does not execute it. */
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

  /** Deletes the plan without executing it. */
  closePlan(provisionedProductId: string): void {
    const product = this.find(provisionedProductId);
    const { plan } = product;
    if (plan === undefined) throw new Error(`provisioned product ${provisionedProductId} has no open plan`);
    product.plan = undefined;
    this.enter(provisionedProductId, plan.stateBefore);
  }

  /** Updates the product, so that it no longer is as its owner has declared it. */
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
   * Replaces the provisioned product by another one of the same name, as Control Tower does when the account moves to
   * another organizational unit. Neither its record nor its token is the owner's.
   */
  changeId(provisionedProductId: string): ProvisionedProduct {
    const { clock, engines, identifiers, location, recordLifecycle } = this.context;
    const old = this.find(provisionedProductId);
    if (old.type !== 'CONTROL_TOWER_ACCOUNT') {
      throw new Error(`only Control Tower changes ids, but ${old.id} is of type ${old.type}`);
    }
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

  /** Changes the ids of all launch paths, as happens when portfolios are moved. */
  changePathIds(): void {
    this.context.launchPaths.changeIds();
  }

  /** Adds an instance of a stack-set product, or changes its status. */
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

  /** Removes the principal from every portfolio of the product. */
  loseAccess(productId: string, principalArn: string): void {
    const { catalog } = this.context;
    for (const { id } of catalog.portfoliosOf(catalog.product(productId))) {
      catalog.disassociatePrincipal(id, principalArn);
    }
  }

  /** Lets others run this many operations of Control Tower's Account Factory. */
  occupyAccountFactory(operations: number): void {
    this.context.engines.accountFactory.operationsOfOthers = operations;
  }

  /** Begins or ends a change of the landing zone. */
  changeLandingZone(changing: boolean): void {
    this.context.engines.accountFactory.landingZoneChanges = changing;
  }

  private find(provisionedProductId: string): ProvisionedProduct {
    return findProvisionedProduct(this.context.store, provisionedProductId);
  }

  /** Called after the change, so that a change that was refused is not noted. */
  private note(provisionedProduct: ProvisionedProduct): void {
    const { store, clock } = this.context;
    store.outOfBandChanges.push({ time: clock.now(), provisionedProduct });
  }

  private administrator(): Caller {
    const { account, partition } = this.context.location;
    return { account, principalArn: `arn:${partition}:iam::${account}:user/administrator` };
  }
}
