import type {
  CreateSecretRequest,
  DeleteSecretRequest,
  DescribeSecretRequest,
  GetSecretValueRequest,
  PutSecretValueRequest,
} from '@aws-sdk/client-secrets-manager';
import { type Secret, type SecretStore, type SecretVersion } from './secret-store';
import { AwsError, type JsonService } from '../gateway/service';

/** Secrets Manager over AWS JSON 1.1. */
export class SecretsManager implements JsonService {
  readonly targetPrefix = 'secretsmanager';
  readonly signingName = 'secretsmanager';
  readonly client = '@aws-sdk/client-secrets-manager';

  constructor(private readonly secrets: SecretStore) {}

  async call(operation: string, input: unknown): Promise<object> {
    switch (operation) {
      case 'GetSecretValue':
        return this.getSecretValue(input as GetSecretValueRequest);
      case 'PutSecretValue':
        return this.putSecretValue(input as PutSecretValueRequest);
      case 'CreateSecret':
        return this.createSecret(input as CreateSecretRequest);
      case 'DescribeSecret':
        return this.describeSecret(input as DescribeSecretRequest);
      case 'DeleteSecret':
        return this.deleteSecret(input as DeleteSecretRequest);
      case 'ListSecrets':
        return { SecretList: this.secrets.all().map(listEntry) };
      default:
        throw new AwsError(
          'UnknownOperationException',
          `the local cloud does not serve ${operation} of Secrets Manager`,
        );
    }
  }

  private getSecretValue(input: GetSecretValueRequest): object {
    const secretId = required('secretId', input.SecretId);
    const version = this.secrets.version(secretId, { versionId: input.VersionId, versionStage: input.VersionStage });
    return {
      ...versionOf(this.secrets.get(secretId), version),
      SecretString: version.value,
      CreatedDate: version.created / 1000,
    };
  }

  private putSecretValue(input: PutSecretValueRequest): object {
    refuseBinary(input.SecretBinary);
    const secretId = required('secretId', input.SecretId);
    const version = this.secrets.putValue(secretId, required('secretString', input.SecretString), input.VersionStages);
    return versionOf(this.secrets.get(secretId), version);
  }

  private createSecret(input: CreateSecretRequest): object {
    refuseBinary(input.SecretBinary);
    const secret = this.secrets.create(required('name', input.Name), input.SecretString, input.Description);
    return { ARN: secret.arn, Name: secret.name, VersionId: secret.versions[0]?.id };
  }

  private describeSecret(input: DescribeSecretRequest): object {
    const secret = this.secrets.get(required('secretId', input.SecretId));
    return { ...describe(secret), VersionIdsToStages: stagesOf(secret) };
  }

  private deleteSecret(input: DeleteSecretRequest): object {
    const { arn, name } = this.secrets.delete(required('secretId', input.SecretId));
    return { ARN: arn, Name: name };
  }
}

function versionOf(secret: Secret, version: SecretVersion): object {
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
}

function describe(secret: Secret): object {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    CreatedDate: secret.created / 1000,
  };
}

/** ListSecrets names the versions otherwise than DescribeSecret. */
function listEntry(secret: Secret): object {
  return { ...describe(secret), SecretVersionsToStages: stagesOf(secret) };
}

function stagesOf({ versions }: Secret): Record<string, string[]> {
  return Object.fromEntries(versions.map(({ id, stages }) => [id, stages]));
}

function refuseBinary(binary: unknown): void {
  if (binary === undefined || binary === null) return;
  throw new AwsError('InvalidParameterException', 'The local Secrets Manager keeps no SecretBinary: use SecretString.');
}

function required(member: string, value: string | undefined): string {
  if (value === undefined) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}
