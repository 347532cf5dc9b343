import { AccountEngine, AccountFactoryEngine } from './account-factory';
import { ScriptedEngine } from './scripted-engine';
import { type Clock } from '../../clock/clock';
import { type StackEngine } from '../../cloudformation/stack-engine';
import { type Behaviours, type ProductBehaviour } from '../behaviours';
import { type LaunchEngine } from './launch-engine';
import { StackLaunchEngine } from './stack';
import { StackSetEngine } from './stack-set';
import { TerraformLaunchEngine } from './terraform';
import { type Catalog } from '../catalog/catalog';
import { type Product } from '../catalog/product';
import { type LaunchPath } from '../model/launch-spec';
import { type ProvisionedProductType } from '../model/provisioned-product';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The engines by the type of provisioned product. */
export class Engines {
  readonly stackSets: StackSetEngine;
  readonly accountFactory: AccountFactoryEngine;
  private readonly byType: Readonly<Record<ProvisionedProductType, LaunchEngine>>;

  constructor(
    private readonly catalog: Catalog,
    clock: Clock,
    stacks: StackEngine,
    account: string,
    behaviours: Behaviours,
    behaviourOf: (productId: string) => ProductBehaviour,
  ) {
    const scripted = (engine: LaunchEngine, usuallyTakes: number) =>
      new ScriptedEngine(engine, behaviourOf, clock, usuallyTakes);
    const terraform = scripted(new TerraformLaunchEngine(), 20 * SECOND);
    this.stackSets = new StackSetEngine(catalog, behaviourOf);
    this.accountFactory = new AccountFactoryEngine(
      scripted(new AccountEngine(), 30 * MINUTE),
      behaviours.controlTowerIsBusy,
    );
    this.byType = {
      // A stack takes the time that its resources take.
      CFN_STACK: scripted(new StackLaunchEngine(stacks, account), 0),
      CFN_STACKSET: scripted(this.stackSets, 30 * SECOND),
      CONTROL_TOWER_ACCOUNT: this.accountFactory,
      EXTERNAL: terraform,
      TERRAFORM_CLOUD: terraform,
      TERRAFORM_OPEN_SOURCE: terraform,
    };
  }

  of(type: ProvisionedProductType): LaunchEngine {
    return this.byType[type];
  }

  typeOf({ id, kind }: Product, { portfolio }: LaunchPath): ProvisionedProductType {
    if (kind !== 'CLOUD_FORMATION_TEMPLATE') return kind;
    return this.catalog.constraint('STACKSET', portfolio.id, id) === undefined ? 'CFN_STACK' : 'CFN_STACKSET';
  }
}
