import { isRecord } from './template';

export type SecureService = 'secretsmanager' | 'ssm-secure';

/** The sources of the values of `{{resolve:…}}`. */
export interface DynamicReferences {
  ssm(name: string): string | undefined;
  secret(service: SecureService, reference: string): string | undefined;
}

const ANY_REFERENCE = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^}]+)\}\}/g;
const PLAIN_REFERENCE = /\{\{resolve:(ssm):([^}]+)\}\}/g;

/** Replaces every `{{resolve:service:reference}}` in the strings of a value, or only those of plain `ssm`. */
export function resolveDynamicReferences(value: unknown, sources: DynamicReferences, secure: boolean): unknown {
  if (typeof value === 'string') {
    const pattern = secure ? ANY_REFERENCE : PLAIN_REFERENCE;
    return value.replace(pattern, (_, service: string, reference: string) => resolve(service, reference, sources));
  }
  if (Array.isArray(value)) return value.map((entry) => resolveDynamicReferences(entry, sources, secure));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, resolveDynamicReferences(entry, sources, secure)]),
  );
}

function resolve(service: string, reference: string, sources: DynamicReferences): string {
  if (service === 'ssm') {
    // A version may follow the name; the stores of the local cloud know only the latest.
    const found = sources.ssm(reference.replace(/:\d+$/, ''));
    if (found === undefined) throw new Error(`Parameters: [ssm:${reference}] cannot be found.`);
    return found;
  }
  const found = sources.secret(service === 'ssm-secure' ? 'ssm-secure' : 'secretsmanager', reference);
  if (found === undefined) {
    throw new Error(`Could not find a value associated with {{resolve:${service}:${reference}}}`);
  }
  return found;
}
