import { CLIENT_SETTINGS } from './client-settings';
import type { SecretParameterProperties } from '../../src/private/resource-properties';

/** The secret's text as the store holds it. The clients load only in stacks that have secrets. */
export async function readSecret(reference: SecretParameterProperties): Promise<string | undefined> {
  return reference.SecretId === undefined ? readParameter(reference) : readFromSecretsManager(reference);
}

async function readFromSecretsManager(reference: SecretParameterProperties): Promise<string | undefined> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const secret = await new SecretsManagerClient(CLIENT_SETTINGS).send(
    new GetSecretValueCommand({
      SecretId: reference.SecretId,
      VersionId: reference.VersionId,
      VersionStage: reference.VersionStage,
    }),
  );
  return secret.SecretString;
}

async function readParameter({
  ParameterName,
  ParameterVersion,
}: SecretParameterProperties): Promise<string | undefined> {
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  const { Parameter } = await new SSMClient(CLIENT_SETTINGS).send(
    new GetParameterCommand({
      Name: ParameterVersion === undefined ? ParameterName : `${ParameterName}:${ParameterVersion}`,
      WithDecryption: true,
    }),
  );
  return Parameter?.Value;
}
