import { type Clock } from './clock/clock';
import { type CloudFormationBehaviours } from './cloudformation/behaviours';
import { type CustomResourceOptions } from './cloudformation/custom-resource/custom-resource-handler';
import { type Behaviours } from './service-catalog/behaviours';
import { type StepFunctionsBehaviours } from './step-functions/behaviours';
export interface LocalCloudOptions {
  /** The cloud takes it over, and stops it when it is stopped itself. */
  readonly clock: Clock;

  /** `none`: only functions inside the cloud reach it, and no CDK CLI needs a toolkit stack. @default - a free one */
  readonly port?: number | 'none';

  /** @default '111111111111' */
  readonly account?: string;

  /** @default 'us-east-1' */
  readonly region?: string;

  /** @default 'aws' */
  readonly partition?: string;

  /** Other faults and other ids for another seed. @default 1 */
  readonly seed?: number;

  /** How Service Catalog behaves where it differs from the default. @default - as by default */
  readonly serviceCatalog?: Partial<Behaviours>;

  /** How CloudFormation behaves where it differs from the default. @default - as by default */
  readonly cloudFormation?: Partial<CloudFormationBehaviours>;

  /** How Step Functions behaves where it differs from the default. @default - as by default */
  readonly stepFunctions?: Partial<StepFunctionsBehaviours>;

  /** How the events of custom resources travel. @default - each once and at once */
  readonly customResources?: Pick<CustomResourceOptions, 'deliver' | 'reuseRequestIds'>;

  /** How many calls, the last ones, and invocations of functions can be read afterwards. @default - all */
  readonly callsKept?: number;

  /** @default - none: everything that is not told to take time takes none */
  readonly limits?: Partial<Limits>;
}

/** What an account can do at the same time, beside the calls a second of Service Catalog. */
export interface Limits {
  /** Milliseconds from a call of a function to its reply. */
  readonly callTakes: number;

  /** StartExecution a second: the refill of its bucket in most Regions. */
  readonly executionStartsPerSecond: number;

  /** Functions that run at the same time: 1000, and 10 in a new account. */
  readonly concurrentInvocations: number;
}

export const NO_LIMITS: Limits = {
  callTakes: 0,
  executionStartsPerSecond: Infinity,
  concurrentInvocations: Infinity,
};
