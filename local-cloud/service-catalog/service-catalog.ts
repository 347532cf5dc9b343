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
  /** What template URLs refer to. */
  readonly objects: ObjectStore;
  readonly account: string;
  readonly region: string;
  /** @default aws */
  readonly partition?: string;
  /** Who deploys stacks, and launches what they declare. @default - a user of the account */
  readonly administrator?: Caller;
  /** Asked of what is done in the name of a caller. @default - every caller may do everything */
  readonly authorize?: AuthorizeCaller;
  /** Where they differ from the default. */
  readonly behaviours?: Partial<Behaviours>;
  /** Other ids for another seed. */
  readonly seed?: string;
}

/** AWS Service Catalog, as end users and their tools meet it. */
export class ServiceCatalog implements JsonService {
  readonly targetPrefix = 'AWS242ServiceCatalogService';
  readonly signingName = 'servicecatalog';
  /** What administrators do. */
  readonly catalog: Catalog;
  /** Everything that was ever launched. */
  readonly store = new ProvisioningStore();
  /** What happens to launched products without their owner. */
  readonly outOfBand: OutOfBandChanges;
  /** The resource types that CloudFormation makes portfolios and products with. */
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

  /** Tells a product what to do beside what its versions do by themselves, until it is told otherwise. */
  setBehaviour(productId: string, behaviour: ProductBehaviour): void {
    this.productBehaviours.set(this.catalog.product(productId).id, behaviour);
  }

  behaviourOf(productId: string): ProductBehaviour {
    return this.productBehaviours.get(productId) ?? {};
  }

  /** Where a stack-set product is. */
  stackInstances(provisionedProductId: string): readonly StackInstance[] {
    return this.context.engines.stackSets.instancesOf(provisionedProductId);
  }

  /** Ids of the launch paths that the principal has to the product. */
  launchPathsTo(productId: string, principalArn: string): readonly string[] {
    return this.context.launchPaths.to(this.catalog.product(productId), principalArn).map(({ id }) => id);
  }

  async call(operation: string, input: unknown, caller: Caller): Promise<object> {
    const perform = OPERATIONS.get(operation);
    if (perform === undefined) {
      throw new AwsError('UnknownOperationException', `Service Catalog has no operation ${operation} in this cloud.`);
    }
    this.throttle.admit();
    return perform(this.context, input, caller);
  }
}
