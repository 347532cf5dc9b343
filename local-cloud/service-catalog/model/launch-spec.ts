import type { ProvisioningPreferences } from '@aws-sdk/client-service-catalog';
import { TemplateRules } from '../catalog/constraint';
import { Product, Version } from '../catalog/product';
import { LaunchPath } from '../launch/launch-paths';
import { Parameters } from '../launch/parameters';

/** What a provisioned product is made from: the request with everything resolved. */
export interface Launch {
  readonly product: Product;
  readonly version: Version;
  /** The versions that the product had then, oldest first. */
  readonly versions: readonly Version[];
  readonly path: LaunchPath;
  readonly parameters: Parameters;
  readonly tags: Readonly<Record<string, string>>;
  readonly notificationArns: readonly string[];
  /** Of the template constraints. */
  readonly rules: TemplateRules;
  /** Of the launch constraint. */
  readonly launchRoleArn?: string;
  /** Of stack-set products. */
  readonly preferences: ProvisioningPreferences;
}
