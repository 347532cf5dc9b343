import type { ProvisioningPreferences } from '@aws-sdk/client-service-catalog';
import { type TemplateRules } from '../catalog/constraint';
import { type Portfolio } from '../catalog/portfolio';
import { type Product, type Version } from '../catalog/product';

export type Parameters = Readonly<Record<string, string>>;

/** A path from a principal to a product: a portfolio that has both. */
export interface LaunchPath {
  readonly id: string;
  /** The display name of the portfolio, which several paths may share. */
  readonly name: string;
  readonly portfolio: Portfolio;
}

/** A resolved request for a launch or an update. */
export interface LaunchSpec {
  readonly product: Product;
  readonly version: Version;
  /** The versions that the product had at that time, oldest first. */
  readonly versions: readonly Version[];
  readonly path: LaunchPath;
  readonly parameters: Parameters;
  readonly tags: Readonly<Record<string, string>>;
  readonly notificationArns: readonly string[];
  /** The rules of the template constraints. */
  readonly rules: TemplateRules;
  /** The role of the launch constraint. */
  readonly launchRoleArn?: string;
  /** The preferences for a stack set. */
  readonly preferences: ProvisioningPreferences;
}
