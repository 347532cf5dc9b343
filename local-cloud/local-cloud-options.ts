import { type Clock } from './clock/clock';
import { type CloudFormationBehaviours } from './cloudformation/behaviours';
import { type CustomResourceOptions } from './cloudformation/custom-resource/custom-resource-handler';
import { type Behaviours } from './service-catalog/behaviours';
import { type StepFunctionsBehaviours } from './step-functions/behaviours';
export interface LocalCloudOptions {
  /** The cloud owns the clock: it stops the clock when it is stopped itself. */
  readonly clock: Clock;

  /** `none`: only functions inside the cloud reach it, and there is no bootstrap stack. @default - a free one */
  readonly port?: number | 'none';

  /** @default '111111111111' */
  readonly account?: string;

  /** @default 'us-east-1' */
  readonly region?: string;

  /** @default 'aws' */
  readonly partition?: string;

  /** Determines faults and ids. @default 1 */
  readonly seed?: number;

  /** Behaviours of Service Catalog that differ from the defaults. @default - the defaults */
  readonly serviceCatalog?: Partial<Behaviours>;

  /** Behaviours of CloudFormation that differ from the defaults. @default - the defaults */
  readonly cloudFormation?: Partial<CloudFormationBehaviours>;

  /** Behaviours of Step Functions that differ from the defaults. @default - the defaults */
  readonly stepFunctions?: Partial<StepFunctionsBehaviours>;

  /** How the events of custom resources are delivered. @default - each once and at once */
  readonly customResources?: Pick<CustomResourceOptions, 'deliver' | 'reuseRequestIds'>;

  /** How many calls, and invocations of functions, are kept to be read afterwards. @default - all */
  readonly callsKept?: number;

  /** @default - no limits */
  readonly limits?: Partial<Limits>;
}

/** The limits of an account, apart from the calls per second of Service Catalog. */
export interface Limits {
  /** Milliseconds from a function's call to the reply. */
  readonly callTakes: number;

  /** StartExecution per second: the refill rate of its bucket in most Regions. */
  readonly executionStartsPerSecond: number;

  /** Functions that run at the same time: 1000, or 10 in a new account. */
  readonly concurrentInvocations: number;
}

export const NO_LIMITS: Limits = {
  callTakes: 0,
  executionStartsPerSecond: Infinity,
  concurrentInvocations: Infinity,
};
