import { type CloudFormationBehaviours } from './behaviours';
import { type Clock } from '../clock/clock';
import { type CustomResourceOptions } from './custom-resource/custom-resource-handler';
import { type ResourceHandler } from './resource-handlers/resource-handler';
import { type SecureService } from './template/dynamic-references';

export interface CloudFormationOptions {
  readonly clock: Clock;
  /** @default '111111111111' */
  readonly account?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default 'aws' */
  readonly partition?: string;
  readonly customResources: CustomResourceOptions;
  /** @default - the defaults */
  readonly behaviours?: Partial<CloudFormationBehaviours>;
  /** Handlers by resource type; others can be registered later. */
  readonly handlers?: Readonly<Record<string, ResourceHandler>>;
  /** The handler of all other types. @default - a GenericResourceHandler */
  readonly defaultHandler?: ResourceHandler;
  /** Returns the value of an SSM parameter, for `AWS::SSM::Parameter::Value<String>` and `{{resolve:ssm:…}}`. */
  readonly ssmParameter?: (name: string) => string | undefined;
  /**
   * Returns the value of `{{resolve:secretsmanager:…}}` or `{{resolve:ssm-secure:…}}`; the reference is the part after
   * the service's name.
   */
  readonly secret?: (service: SecureService, reference: string) => string | undefined;
  /** Reads the template of a nested stack. */
  readonly templateByUrl?: (url: string) => string | undefined;
}
