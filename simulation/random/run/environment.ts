import type { ProductName, VersionName } from '../scenario/drawn-app';

/** Names that the app uses and the simulated cloud has. */
export const STACK = 'web';
export const PORTFOLIO = 'Platform';
export const SECRET = 'database-password';
/** A SecureString. */
export const PARAMETER = '/database/password';
/** The accounts and the Region of the stack set. */
export const ACCOUNTS = ['222222222222', '333333333333', '444444444444'] as const;
export const REGION = 'eu-west-1';
/** The place of the function's code, whatever was bundled. */
export const CODE = { S3Bucket: 'code', S3Key: 'index.zip' };
/** Parameters with long values. */
export const NOTE_KEYS = Array.from({ length: 70 }, (_, index) => `Note${index}`);

/** The ids of the catalog in the cloud that an app is deployed to. */
export interface CatalogIds {
  readonly portfolio: string;
  readonly products: Readonly<Record<ProductName, string>>;
  readonly versions: Readonly<Record<ProductName, Readonly<Record<VersionName, string>>>>;
}
