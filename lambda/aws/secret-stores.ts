import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CLIENT_SETTINGS } from './client-settings';
import type { SecretText } from './cloud';
import type { SecretParameterProperties } from '../../src/private/resource-properties';

/** Reads a secret as its store holds it. The clients are made only if there are secrets. */
export async function readSecret(reference: SecretParameterProperties): Promise<SecretText> {
  return reference.SecretId === undefined ? readParameter(reference) : readFromSecretsManager(reference);
}

async function readFromSecretsManager(reference: SecretParameterProperties): Promise<SecretText> {
  const secret = await new SecretsManagerClient(CLIENT_SETTINGS).send(
    new GetSecretValueCommand({
      SecretId: reference.SecretId,
      VersionId: reference.VersionId,
      VersionStage: reference.VersionStage,
    }),
  );
  return { text: secret.SecretString, version: secret.VersionId, createdAt: secret.CreatedDate?.getTime() };
}

async function readParameter({ ParameterName, ParameterVersion }: SecretParameterProperties): Promise<SecretText> {
  const { Parameter } = await new SSMClient(CLIENT_SETTINGS).send(
    new GetParameterCommand({
      Name: ParameterVersion === undefined ? ParameterName : `${ParameterName}:${ParameterVersion}`,
      WithDecryption: true,
    }),
  );
  return {
    text: Parameter?.Value,
    version: Parameter?.Version?.toString(),
    createdAt: Parameter?.LastModifiedDate?.getTime(),
  };
}
