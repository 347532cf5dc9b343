import type { StackInstance } from '@aws-sdk/client-service-catalog';
import { type Behaviours, DEFAULT_BEHAVIOURS, type ProductBehaviour } from './behaviours';
import { type AuthorizeCaller, CallerPermissions } from './launch/caller-permissions';
import { AwsError, type Caller, type JsonService } from '../gateway/service';
import { Throttle } from '../throttle';
import { Catalog } from './catalog/catalog';
import { Engines } from './engines/engines';
import { Identifiers } from './identifiers';
import { LaunchPaths } from './launch/launch-paths';
import { OPERATIONS } from './operations/operations';
import { OutOfBandChanges } from './out-of-band-changes';
import { ProvisioningStore } from './records/provisioning-store';
import { RecordLifecycle } from './records/record-lifecycle';
import { SearchIndex } from './records/search-index';
import { ProvisionedProductResource } from './resources/provisioned-product';
import { serviceCatalogResources } from './resources/resources';
import { type ServiceContext } from './service-context';
import { type Clock } from '../clock/clock';
import { type ResourceHandler } from '../cloudformation/resource-handlers/resource-handler';
import { type StackEngine } from '../cloudformation/stack-engine';
import { type ObjectStore } from '../s3/object-store';

export interface ServiceCatalogProps {
  readonly clock: Clock;
  /** Launches products as stacks. */
  readonly stackEngine: StackEngine;
  /** The objects that template URLs refer to. */
  readonly objects: ObjectStore;
  readonly account: string;
  readonly region: string;
  /** @default aws */
  readonly partition?: string;
  /** The deployer of stacks, who launches the products declared in them. @default - a user of the account */
  readonly administrator?: Caller;
  /** Authorizes actions with the permissions of a caller. @default - every caller may do everything */
  readonly authorize?: AuthorizeCaller;
  /** Behaviours that differ from the defaults. */
  readonly behaviours?: Partial<Behaviours>;
  /** Determines the ids. */
  readonly seed?: string;
}

/** AWS Service Catalog, as end users and their tools see it. */
export class ServiceCatalog implements JsonService {
  readonly targetPrefix = 'AWS242ServiceCatalogService';
  readonly signingName = 'servicecatalog';
  /** The administrator's side. */
  readonly catalog: Catalog;
  /** All launched products. */
  readonly store = new ProvisioningStore();
  /** Changes to launched products by others than their owner. */
  readonly outOfBand: OutOfBandChanges;
  /** The handlers of the resource types of Service Catalog. */
  readonly resources: Readonly<Record<string, ResourceHandler>>;
  readonly behaviours: Behaviours;
  private readonly context: ServiceContext;
  private readonly throttle: Throttle;
  private readonly productBehaviours = new Map<string, ProductBehaviour>();

  constructor(props: ServiceCatalogProps) {
    const { clock, account, region, partition = 'aws' } = props;
    const behaviours = { ...DEFAULT_BEHAVIOURS, ...props.behaviours };
    this.behaviours = behaviours;
    const identifiers = new Identifiers(props.seed ?? '');
    const location = { account, region, partition };
    const behaviourOf = (productId: string) => this.behaviourOf(productId);
    const callerPermissions = new CallerPermissions(behaviours, location, props.authorize ?? (() => {}));
    const index = new SearchIndex(clock, behaviours);
    this.catalog = new Catalog(clock, identifiers, location);
    const administrator = props.administrator ?? {
      account,
      principalArn: `arn:${partition}:iam::${account}:user/admin`,
    };
    const call = (operation: string, input: object) => this.call(operation, input, administrator);
    this.resources = {
      ...serviceCatalogResources(this.catalog, props.objects, location),
      'AWS::ServiceCatalog::CloudFormationProvisionedProduct': new ProvisionedProductResource({ clock, call }),
    };
    this.throttle = new Throttle(clock, behaviours.callsPerSecond);
    this.context = {
      clock,
      location,
      identifiers,
      behaviours,
      behaviourOf,
      catalog: this.catalog,
      callerPermissions,
      launchPaths: new LaunchPaths(this.catalog, clock, identifiers, behaviours),
      engines: new Engines(this.catalog, clock, props.stackEngine, account, behaviours, behaviourOf),
      store: this.store,
      index,
      recordLifecycle: new RecordLifecycle(clock, identifiers, this.store, index, behaviours, callerPermissions),
    };
    this.outOfBand = new OutOfBandChanges(this.context);
  }

  /** Sets the scripted behaviour of a product, which replaces the previous one. */
  setBehaviour(productId: string, behaviour: ProductBehaviour): void {
    this.productBehaviours.set(this.catalog.product(productId).id, behaviour);
  }

  behaviourOf(productId: string): ProductBehaviour {
    return this.productBehaviours.get(productId) ?? {};
  }

  /** Returns the stack instances of a stack-set product. */
  stackInstances(provisionedProductId: string): readonly StackInstance[] {
    return this.context.engines.stackSets.instancesOf(provisionedProductId);
  }

  /** Returns the ids of the launch paths from the principal to the product. */
  launchPathsTo(productId: string, principalArn: string): readonly string[] {
    return this.context.launchPaths.to(this.catalog.product(productId), principalArn).map(({ id }) => id);
  }

  async call(operation: string, input: unknown, caller: Caller): Promise<object> {
    const perform = OPERATIONS.get(operation);
    if (perform === undefined) {
      throw new AwsError('UnknownOperationException', `the local cloud does not serve ${operation} of Service Catalog`);
    }
    this.throttle.admit();
    return perform(this.context, input, caller);
  }
}
