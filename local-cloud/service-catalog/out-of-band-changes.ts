import type { StackInstanceStatus } from '@aws-sdk/client-service-catalog';
import { Instance } from './engines/stack-set';
import { findProvisionedProduct } from './records/find-provisioned-product';
import { Caller } from '../gateway/service';
import { contentOf } from './catalog/version-content';
import { effectiveParameters } from './launch/parameters';
import { ProvisionedProduct, ProvisionedProductState } from './model/provisioned-product';
import { ProvisioningRecord } from './model/record';
import { terminateProvisionedProduct } from './operations/terminate-provisioned-product';
import { requireUpdatable, startUpdate } from './operations/update-provisioned-product';
import { Parts } from './service-context';

/** What others do behind the back of whoever launched a product. */
export class OutsideWorld {
  constructor(private readonly parts: Parts) {}

  /** Somebody terminates the product by hand. It takes its time, as any termination. */
  terminate(provisionedProductId: string): void {
    const target = this.find(provisionedProductId);
    const TerminateToken = this.parts.identifiers.next('outside');
    terminateProvisionedProduct(this.parts, { ProvisionedProductId: target.id, TerminateToken }, this.administrator());
    this.note(target);
  }

  /** The product comes into another state without any operation, as through drift or a landing zone's change. */
  enter(provisionedProductId: string, state: ProvisionedProductState): void {
    const product = this.find(provisionedProductId);
    product.enter(state, this.parts.clock.now());
    this.parts.index.note(product);
    this.note(product);
  }

  taint(provisionedProductId: string, message: string): void {
    this.enter(provisionedProductId, { status: 'TAINTED', message });
  }

  /** Somebody plans a change of the product, and leaves it at that. */
  openPlan(provisionedProductId: string, name = 'change'): void {
    const product = this.find(provisionedProductId);
    product.plan = {
      id: this.parts.identifiers.next('plan'),
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
    requireUpdatable(this.parts, target);
    const { launch: old } = target;
    const version = versionId === undefined ? old.version : this.parts.catalog.version(old.product.id, versionId);
    const requested = Object.entries(parameters).map(([Key, Value]) => ({ Key, Value }));
    const launch = {
      ...old,
      version,
      parameters: effectiveParameters(
        requested,
        { parameters: old.parameters, content: contentOf(old.product, old.version) },
        contentOf(old.product, version),
        { ...this.parts.behaviours, parametersLeftOut: 'KEPT' },
      ),
    };
    const token = this.parts.identifiers.next('outside');
    const origin = { caller: this.administrator(), token, request: { parameters } };
    const record = startUpdate(this.parts, target, launch, origin);
    this.note(target);
    return record;
  }

  /**
   * Control Tower puts another provisioned product of the same name in the place of this one, as when the account moves
   * to another organizational unit. Its record and its token are not its owner's.
   */
  changeId(provisionedProductId: string): ProvisionedProduct {
    const { clock, engines, identifiers, location, recordLife } = this.parts;
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
      arn: location.arn('servicecatalog', `stack/${name}/${id}`),
      createdTime: clock.now(),
      ownerArn: caller.principalArn,
    });
    engines.accountFactory.handOver(old, product);
    recordLife.replace(old, product, {
      caller,
      token: identifiers.next('outside'),
      outputs: lastSuccessfulRecord?.outputs ?? [],
    });
    this.note(old);
    return product;
  }

  /** Portfolios are moved: every launch path gets another id. */
  changePathIds(): void {
    this.parts.launchPaths.changeIds();
  }

  /** Somebody puts an instance of a stack-set product there, or leaves it in another status. */
  putStackInstance(provisionedProductId: string, instance: Instance, status: StackInstanceStatus = 'CURRENT'): void {
    const product = this.find(provisionedProductId);
    this.parts.engines.stackSets.putByHand(product.id, instance, status);
    this.note(product);
  }

  removeStackInstance(provisionedProductId: string, instance: Instance): void {
    const product = this.find(provisionedProductId);
    this.parts.engines.stackSets.removeByHand(product.id, instance);
    this.note(product);
  }

  /** The principal is taken out of every portfolio that holds the product. */
  loseAccess(productId: string, principalArn: string): void {
    const { catalog } = this.parts;
    for (const { id } of catalog.portfoliosOf(catalog.product(productId))) {
      catalog.disassociatePrincipal(id, principalArn);
    }
  }

  /** Others run so many operations of Control Tower's Account Factory. */
  occupyAccountFactory(operations: number): void {
    this.parts.engines.accountFactory.operationsOfOthers = operations;
  }

  /** The landing zone itself is changing, or no longer. */
  changeLandingZone(changing: boolean): void {
    this.parts.engines.accountFactory.landingZoneChanges = changing;
  }

  private find(provisionedProductId: string): ProvisionedProduct {
    return findProvisionedProduct(this.parts.ledger, provisionedProductId);
  }

  /** What was refused has not happened. */
  private note(provisionedProduct: ProvisionedProduct): void {
    const { ledger, clock } = this.parts;
    ledger.interventions.push({ time: clock.now(), provisionedProduct });
  }

  private administrator(): Caller {
    const { account, partition } = this.parts.location;
    return { account, principalArn: `arn:${partition}:iam::${account}:user/administrator` };
  }
}
