import { Edit, LogicalId, NAMES, ProductName, VersionName } from './app';
import { CloudFormationBehaviours } from '../../../local-cloud/cloudformation/behaviours';
import { FaultRule } from '../../../local-cloud/faults/fault';
import { Behaviours } from '../../../local-cloud/service-catalog/behaviours';
import { StepFunctionsBehaviours } from '../../../local-cloud/step-functions/behaviours';
import { Sibling } from '../run/app-template';
import { Forgery } from '../run/forge';

/** Everything that a simulated run is made of; nothing else is left to chance. */
export interface Scenario {
  /** How Service Catalog behaves where nobody knows for sure. */
  readonly behaviours: Partial<Behaviours>;
  readonly cloudFormation: Partial<CloudFormationBehaviours>;
  readonly stepFunctions: Partial<StepFunctionsBehaviours>;
  /** Milliseconds of each call of the function. */
  readonly callTakes: number;
  /** Whether one of the products has very many parameters. */
  readonly takesNotes: boolean;
  /** What everybody can launch through another portfolio. */
  readonly elsewhere: Elsewhere;
  readonly reuseRequestIds: boolean;
  /** Names that provisioned products of others have. */
  readonly takenNames: readonly (typeof NAMES)[number][];
  /** How the first events of custom resources travel; all others once and at once. */
  readonly deliveries: readonly Delivery[];
  readonly acts: readonly Act[];
}

/** Namesakes: a portfolio of the same name with one of the products, and another product of the name of one. */
export type Elsewhere = 'nothing' | 'the same products' | 'namesakes';

export interface Delivery {
  readonly lateSeconds: number;
  /** Seconds from the event until it is delivered once more. */
  readonly copiesAfterSeconds: readonly number[];
}

/** One deployment, with what happens before and during it. */
export interface Act {
  /** What is done with the stack: deployed with the app, deleted, or taken back where a failed deployment was kept. */
  readonly deploy: 'app' | 'nothing' | 'what was before';
  /** Whether a deployment that fails is kept as it is. */
  readonly rollback: 'on' | 'off';
  /** Whether a rollback that has failed goes on without the resources that could not go back. */
  readonly skips: boolean;
  /** The call of the function, from the beginning of the act, at which the update is cancelled. */
  readonly cancelledAtCall?: number;
  /** What comes while the stack is at rest, and must have no effect before anything else is done. */
  readonly forgeries: readonly Forgery[];
  readonly edits: readonly Edit[];
  readonly sibling?: Sibling;
  readonly before: readonly OutOfBandEvent[];
  readonly during: readonly OutOfBandEvent[];
  readonly products: Partial<Readonly<Record<ProductName, DrawnBehaviour>>>;
  readonly faults: readonly FaultRule[];
  /** Until the next act. */
  readonly restSeconds: number;
}

/** What a product does in an act. */
export interface DrawnBehaviour {
  readonly takesSeconds: number;
  readonly fails: readonly ('create' | 'update' | 'terminate')[];
  /** Whether a failure comes with very many words. */
  readonly isVerbose: boolean;
  /** Whether a failure quotes the parameters that the product was given. */
  readonly isIndiscreet: boolean;
  /** For how long a permission is missing that its operations need. */
  readonly deniedSeconds: number;
  readonly hangs: boolean;
  /** Whether the instances of a stack set fail in its second account. */
  readonly failsInAccount: boolean;
  /** How another engine reads the parameters of its product. */
  readonly parsing: 'quick' | 'slow' | 'failing' | 'failing for launches';
}

/** What somebody sets who updates a product by hand. */
export type ChangeByHand = 'upstream' | 'size' | 'version' | 'broken version';

/** A version with other defaults, one that asks for more than anybody declares, and one that cannot be made. */
export type NewVersion = 'other defaults' | 'needs more' | 'broken';

/** What others do, so many seconds after the beginning. */
export type OutOfBandEvent = { readonly afterSeconds: number } & (
  | { readonly what: 'terminate' | 'taint' | 'spoil' | 'mystify' | 'plan'; readonly id: LogicalId }
  | { readonly what: 'update'; readonly id: LogicalId; readonly change: ChangeByHand }
  | { readonly what: 'lose access'; readonly product: ProductName }
  | {
      readonly what: 'publish';
      readonly product: ProductName;
      readonly content: NewVersion;
      readonly name: VersionName;
    }
  | { readonly what: 'deactivate' | 'deprecate'; readonly product: ProductName; readonly version: VersionName }
  | { readonly what: 'activate'; readonly product: ProductName }
  | { readonly what: 'forge'; readonly forgery: Forgery }
  | {
      readonly what:
        | 'give access'
        | 'move paths'
        | 'occupy Control Tower'
        | 'leave Control Tower'
        | 'rotate the secret'
        | 'delete the secret'
        | 'restore the secret'
        | 'tidy up'
        | 'cancel the update'
        | 'delete the stack';
    }
);
