import { type SecureService } from './cloudformation/template/dynamic-references';
import { type SecretStore } from './secrets-manager/secret-store';
import { type ParameterStore } from './ssm/parameter-store';

/** Resolves `{{resolve:secretsmanager:…}}` and `{{resolve:ssm-secure:…}}`. */
export function resolveSecureReference(
  service: SecureService,
  reference: string,
  { secrets, ssm }: { readonly secrets: SecretStore; readonly ssm: ParameterStore },
): string | undefined {
  if (service === 'ssm-secure') return ssm.valueOf(reference);
  // <name or ARN>:SecretString:<JSON key>:<stage>:<version id>; only the first part is required.
  const [secretId = '', rest = ''] = reference.split(/:SecretString(?::|$)/);
  const [key, versionStage, versionId] = rest.split(':').map((part) => part || undefined);
  const { value } = secrets.version(secretId, { versionStage, versionId });
  return key === undefined ? value : (JSON.parse(value) as Record<string, string | undefined>)[key];
}
