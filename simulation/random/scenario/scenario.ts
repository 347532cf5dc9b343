import type { Edit, LogicalId, NAMES, ProductName, VersionName } from './drawn-app';
import type { Forgery } from './forgery';
import type { CloudFormationBehaviours } from '../../../local-cloud/cloudformation/behaviours';
import type { FaultRule } from '../../../local-cloud/faults/fault';
import type { Behaviours } from '../../../local-cloud/service-catalog/behaviours';
import type { StepFunctionsBehaviours } from '../../../local-cloud/step-functions/behaviours';

/** All that a simulated run depends on; nothing else is left to chance. */
export interface Scenario {
  /** How Service Catalog behaves where its documentation is silent. */
  readonly serviceCatalog: Partial<Behaviours>;
  readonly cloudFormation: Partial<CloudFormationBehaviours>;
  readonly stepFunctions: Partial<StepFunctionsBehaviours>;
  /** The milliseconds that each call of the function takes. */
  readonly callTakes: number;
  /** Whether one of the products has very many parameters. */
  readonly takesNotes: boolean;
  /** What everybody can launch through another portfolio. */
  readonly otherPortfolio: OtherPortfolio;
  readonly reuseRequestIds: boolean;
  /** The names of provisioned products of others. */
  readonly takenNames: readonly (typeof NAMES)[number][];
  /** How the first events of custom resources are delivered; all others are delivered once and at once. */
  readonly deliveries: readonly Delivery[];
  readonly deployments: readonly Deployment[];
}

/** `namesakes`: a portfolio of the same name with one of the products, and another product of the name of one. */
export type OtherPortfolio = 'nothing' | 'the same products' | 'namesakes';

export interface Delivery {
  readonly lateSeconds: number;
  /** The event is delivered again so many seconds after it was sent. */
  readonly copiesAfterSeconds: readonly number[];
}

/** One deployment, with what happens before and during it. */
export interface Deployment {
  /** Deploys the app, deletes the stack, or rolls back failed deployments that were kept. */
  readonly action: 'deploy' | 'delete' | 'roll back';
  /** `off`: a deployment that fails is kept as it is. */
  readonly rollback: 'on' | 'off';
  /** Whether a rollback that failed is continued without the resources that failed. */
  readonly skipsFailed: boolean;
  /** The call of the function, counted from the start, at which the update is cancelled. @default - none */
  readonly cancelledAtCall?: number;
  /** Forged while the stack is at rest; they must have no effect. */
  readonly forgeries: readonly Forgery[];
  readonly edits: readonly Edit[];
  readonly sibling?: Sibling;
  readonly before: readonly OutOfBandEvent[];
  readonly during: readonly OutOfBandEvent[];
  readonly products: Partial<Readonly<Record<ProductName, DrawnBehaviour>>>;
  readonly faults: readonly FaultRule[];
  /** The time until the next deployment. */
  readonly restSeconds: number;
}

/** A resource beside the products. */
export interface Sibling {
  readonly takesSeconds: number;
  readonly fails: boolean;
}

/** How the operations of a product go in a deployment. */
export interface DrawnBehaviour {
  readonly takesSeconds: number;
  readonly fails: readonly ('create' | 'update' | 'terminate')[];
  /** Whether the message of a failure is very long. */
  readonly isVerbose: boolean;
  /** Whether a failure quotes the parameters of the product. */
  readonly quotesParameters: boolean;
  /** The time for which a permission is missing that the operations need. */
  readonly deniedSeconds: number;
  readonly hangs: boolean;
  /** Whether the instances of a stack set fail in its second account. */
  readonly failsInAccount: boolean;
  /** How another engine reads the parameters of its product. */
  readonly parsing: 'quick' | 'slow' | 'failing' | 'failing for launches';
}

/** What somebody changes who updates a product by hand. */
export type ChangeByHand = 'upstream' | 'size' | 'version' | 'broken version';

/** A version with other defaults, one that requires more parameters, and one that cannot be launched. */
export type NewVersion = 'other defaults' | 'needs more' | 'broken';

/** A change by somebody else, so many seconds after the start. */
export type OutOfBandEvent = { readonly afterSeconds: number } & (
  | {
      readonly kind: 'terminate' | 'taint' | 'break' | 'enter unknown state' | 'open plan';
      readonly id: LogicalId;
    }
  | { readonly kind: 'update'; readonly id: LogicalId; readonly change: ChangeByHand }
  | { readonly kind: 'revoke access'; readonly product: ProductName }
  | {
      readonly kind: 'publish';
      readonly product: ProductName;
      readonly content: NewVersion;
      readonly name: VersionName;
    }
  | { readonly kind: 'deactivate' | 'deprecate'; readonly product: ProductName; readonly version: VersionName }
  | { readonly kind: 'activate'; readonly product: ProductName }
  | { readonly kind: 'forge'; readonly forgery: Forgery }
  | {
      readonly kind:
        | 'grant access'
        | 'change path ids'
        | 'occupy Control Tower'
        | 'release Control Tower'
        | 'rotate the secret'
        | 'delete the secret'
        | 'restore the secret'
        | 'repair'
        | 'cancel the update'
        | 'delete the stack';
    }
);
