import { Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { SecretParameterProperties } from './private/resource-properties';
import { validateLength } from './private/validation/text';

/** What to read of a secret of AWS Secrets Manager. */
export interface SecretsManagerOptions {
  /**
   * The field to take of a secret that is a JSON object.
   *
   * @default - the whole secret string
   */
  readonly jsonField?: string;

  /**
   * The id of the version.
   *
   * At most one of `versionId` and `versionStage`.
   *
   * @default - the version with the stage `versionStage`
   */
  readonly versionId?: string;

  /**
   * The staging label of the version.
   *
   * At most one of `versionId` and `versionStage`.
   *
   * @default AWSCURRENT
   */
  readonly versionStage?: string;
}

/** Which version of an SSM parameter to read, and how it is encrypted. */
export interface SecureStringOptions {
  /**
   * The number of the version, 1 or more.
   *
   * Say it here: an imported parameter does not tell which version it was imported with.
   *
   * @default - the latest version
   */
  readonly version?: number;

  /**
   * The customer managed key that the parameter is encrypted with; the provider's role may decrypt with it.
   *
   * @default - the `encryptionKey` that the parameter was imported with; without one, the AWS managed key `aws/ssm`, for
   * which no permission is needed
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * A parameter of the product whose value is a secret.
 *
 * The provider's function reads the value at the moment when it calls Service Catalog. The value is in no template, no
 * property, no log and no answer. A new value of the secret reaches the product with the next change of the provisioned
 * product, not by itself.
 */
export class SecretParameter {
  /**
   * Read the value from AWS Secrets Manager.
   *
   * @param secret the secret, which may be imported
   * @param options what to take of the secret
   */
  public static fromSecretsManager(
    secret: secretsmanager.ISecret,
    options: SecretsManagerOptions = {},
  ): SecretParameter {
    const { jsonField, versionId, versionStage } = options;
    if (jsonField !== undefined) {
      validateLength('jsonField', jsonField, 1, 4096, 'leave it out to take the whole secret');
    }
    if (versionId !== undefined && versionStage !== undefined) {
      throw new Error(
        `the secret has the versionId "${versionId}" and the versionStage "${versionStage}", ` +
          'but either of them chooses the version: remove one',
      );
    }
    const properties: SecretParameterProperties = {
      SecretId: secret.secretArn,
      JsonField: jsonField,
      VersionId: versionId,
      VersionStage: versionStage,
    };
    return new SecretParameter(properties, (grantee) => grantReadSecret(secret, grantee));
  }

  /**
   * Read the value from a parameter of type `SecureString` in the Parameter Store of AWS Systems Manager.
   *
   * @param parameter the parameter, which is imported: CloudFormation makes none of this type
   * @param options the version to read, and the key to decrypt it with
   */
  public static fromSsmSecureString(parameter: ssm.IParameter, options: SecureStringOptions = {}): SecretParameter {
    const { version, encryptionKey = keyOf(parameter) } = options;
    if (version !== undefined) validateVersion(version);
    const properties: SecretParameterProperties = {
      ParameterName: parameter.parameterName,
      ParameterVersion: version === undefined ? undefined : Tokenization.stringifyNumber(version),
    };
    return new SecretParameter(properties, (grantee) => {
      const resourceArns = [parameter.parameterArn];
      const read = iam.Grant.addToPrincipal({ grantee, actions: ['ssm:GetParameter'], resourceArns });
      const { region } = parameter.stack;
      return encryptionKey ? [read, grantDecrypt(encryptionKey, 'ssm', region, grantee)] : [read];
    });
  }

  /** @internal */
  public readonly _properties: SecretParameterProperties;

  /** @internal */
  public readonly _grantRead: (grantee: iam.IGrantable) => iam.Grant[];

  private constructor(properties: SecretParameterProperties, grantRead: (grantee: iam.IGrantable) => iam.Grant[]) {
    this._properties = properties;
    this._grantRead = grantRead;
  }

  /**
   * The same secret for a parameter of the product that is not declared with `NoEcho`.
   *
   * Without it the deploy fails: the value of such a parameter is shown by Service Catalog and CloudFormation to whoever may
   * look at the product, and kept in its records.
   */
  public evenIfShown(): SecretParameter {
    return new SecretParameter({ ...this._properties, MayBeShown: 'true' }, this._grantRead);
  }
}

/** What imports a SecureString keeps its key, though the interface does not say so. */
function keyOf(parameter: ssm.IParameter & { readonly encryptionKey?: kms.IKey }): kms.IKey | undefined {
  return parameter.encryptionKey;
}

function validateVersion(version: number): void {
  if (Token.isUnresolved(version) || (Number.isInteger(version) && version >= 1)) return;
  throw new Error(
    `version ${version} of a SecureString must be a whole number of 1 or more: leave it out for the latest version`,
  );
}

/**
 * Unlike `grantRead` of the secret, nothing is added to the policy of its key: the key's stack would depend on the
 * role's, and make a cycle where the secret is of another stack. A key leaves it to IAM who of its account may use it.
 */
function grantReadSecret(secret: secretsmanager.ISecret, grantee: iam.IGrantable): iam.Grant[] {
  const read = iam.Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue'],
    resourceArns: [secret.secretFullArn ?? `${secret.secretArn}-??????`],
  });
  if (!secret.encryptionKey) return [read];
  return [read, grantDecrypt(secret.encryptionKey, 'secretsmanager', secret.stack.region, grantee)];
}

/** Only for what the service hands out, not for all that is encrypted with the same key. */
function grantDecrypt(key: kms.IKey, service: string, region: string, grantee: iam.IGrantable): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
  });
}
