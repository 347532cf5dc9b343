import { findProvisionedProduct } from './find-provisioned-product';
import { Caller } from '../gateway/service';
import { terminateProvisionedProduct } from './operations/terminate-provisioned-product';
import { requireUpdatable, startUpdate } from './operations/update-provisioned-product';
import { Parts } from './parts';
import { ProvisionedProduct, ProvisionedProductState } from './provisioned-product';
import { ProvisioningRecord } from './record';

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
  update(provisionedProductId: string, parameters: Readonly<Record<string, string>>): ProvisioningRecord {
    const target = this.find(provisionedProductId);
    requireUpdatable(this.parts, target);
    const launch = { ...target.launch, parameters: { ...target.launch.parameters, ...parameters } };
    const token = this.parts.identifiers.next('outside');
    const origin = { caller: this.administrator(), token, request: { parameters } };
    const record = startUpdate(this.parts, target, launch, origin);
    this.note(target);
    return record;
  }

  /** Portfolios are moved: every launch path gets another id. */
  changePathIds(): void {
    this.parts.launchPaths.changeIds();
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
