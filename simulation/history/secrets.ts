import { LedgerEntry } from '../../local-cloud/gateway/call-log';

/** What a secret store was asked for, and what it gave. */
export interface StoreInput {
  readonly SecretId?: string;
  readonly VersionStage?: string;
}

export interface StoreOutput {
  readonly SecretString?: string;
  readonly Parameter?: { readonly Type?: string; readonly Value?: string };
}

export function isRead({ service }: LedgerEntry): boolean {
  return service === 'secretsmanager' || service === 'ssm';
}

/** None of a secret that is not JSON. */
export function fieldsOf(secret: string): object {
  try {
    return JSON.parse(secret) as object;
  } catch {
    return {};
  }
}
