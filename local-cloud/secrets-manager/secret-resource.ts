import { type GenerateSecretString, generateSecretString } from './generate-secret-string';
import { type Secret, type SecretStore } from './secret-store';
import {
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../cloudformation/resource-handlers/resource-handler';
import { deterministicSuffix } from '../deterministic-id';

interface SecretProperties {
  readonly Name?: string;
  readonly Description?: string;
  readonly SecretString?: string;
  readonly GenerateSecretString?: GenerateSecretString;
}

/** `AWS::SecretsManager::Secret` */
export class SecretResource implements ResourceHandler {
  constructor(private readonly secrets: SecretStore) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { Name, Description, ...value }: SecretProperties = request.properties;
    const name = Name ?? `${request.logicalId}-${deterministicSuffix(request.stackId, request.logicalId)}`;
    return result(this.secrets.create(name, secretString(value, request), Description));
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: SecretProperties },
  ): Promise<ResourceResult> {
    const { Name, SecretString, GenerateSecretString: generate }: SecretProperties = request.properties;
    if (Name !== request.oldProperties.Name) return this.create(request);
    // CloudFormation generates a new value only where the rule for generating changes.
    const changed =
      SecretString !== request.oldProperties.SecretString ||
      JSON.stringify(generate) !== JSON.stringify(request.oldProperties.GenerateSecretString);
    const value = changed ? secretString(request.properties, request) : undefined;
    if (value !== undefined) this.secrets.putValue(request.physicalId, value);
    return result(this.secrets.get(request.physicalId));
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    if (this.secrets.all().some(({ arn }) => arn === physicalId)) this.secrets.delete(physicalId);
  }

  createOnlyProperties(): readonly string[] {
    return ['Name'];
  }
}

/** A secret with neither a string nor a rule has no value until one is put. */
function secretString(properties: SecretProperties, request: ResourceRequest): string | undefined {
  return properties.GenerateSecretString === undefined
    ? properties.SecretString
    : generateSecretString(properties.GenerateSecretString, `${request.stackId} ${request.logicalId}`);
}

function result({ arn }: Secret): ResourceResult {
  return { physicalId: arn, attributes: { Id: arn } };
}
