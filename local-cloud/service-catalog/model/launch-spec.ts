import type { ProvisioningPreferences } from '@aws-sdk/client-service-catalog';
import { type TemplateRules } from '../catalog/constraint';
import { type Portfolio } from '../catalog/portfolio';
import { type Product, type Version } from '../catalog/product';

export type Parameters = Readonly<Record<string, string>>;

/** A way from a principal to a product: a portfolio that holds both. */
export interface LaunchPath {
  readonly id: string;
  /** The display name of the portfolio: two paths may share it. */
  readonly name: string;
  readonly portfolio: Portfolio;
}

/** What a provisioned product is made from: the request with everything resolved. */
export interface LaunchSpec {
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
