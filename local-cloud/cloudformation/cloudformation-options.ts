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
  /** @default - as by default */
  readonly behaviours?: Partial<CloudFormationBehaviours>;
  /** Handlers by resource type; more can be registered later. */
  readonly handlers?: Readonly<Record<string, ResourceHandler>>;
  /** Makes the resources of every other type. @default - a GenericResourceHandler */
  readonly defaultHandler?: ResourceHandler;
  /** Value of an SSM parameter, for `AWS::SSM::Parameter::Value<String>` and `{{resolve:ssm:…}}`. */
  readonly ssmParameter?: (name: string) => string | undefined;
  /** Value behind `{{resolve:secretsmanager:…}}` and `{{resolve:ssm-secure:…}}`, by what follows the service's name. */
  readonly secret?: (service: SecureService, reference: string) => string | undefined;
  /** Reads the template of a nested stack. */
  readonly templateByUrl?: (url: string) => string | undefined;
}
