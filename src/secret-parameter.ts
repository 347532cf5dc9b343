import { Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { grantReadOfSecret, grantReadOfSecureString } from './private/permissions';
import { SecretParameterProperties } from './private/resource-properties';
import { validateLength } from './private/validation/text';
import { validateConstruct, validateObject, validateString } from './private/validation/type';

/** Options for a value from AWS Secrets Manager. */
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

/** Options for a value from an SSM parameter of type `SecureString`. */
export interface SecureStringOptions {
  /**
   * The number of the version, 1 or more.
   *
   * Set it explicitly: an imported parameter does not expose its version.
   *
   * @default - the latest version
   */
  readonly version?: number;

  /**
   * The customer managed key that the parameter is encrypted with. The provider's role may decrypt with it.
   *
   * @default - the `encryptionKey` that the parameter was imported with; without one, the AWS managed key `aws/ssm`, for
   * which no permission is needed
   */
  readonly encryptionKey?: kms.IKey;
}

/** Where the function reads a secret, and how it is granted to do so. */
interface SecretSource {
  readonly properties: SecretParameterProperties;
  readonly region?: string;
  readonly grantRead: (grantee: iam.IGrantable) => iam.Grant[];
}

/**
 * A parameter of the product whose value is a secret.
 *
 * The provider's function reads the value at the moment when it calls Service Catalog. The value is in no template, no
 * property, no log and no response. A new value of the secret reaches the product with the next change of the provisioned
 * product, not by itself.
 */
export class SecretParameter {
  /**
   * Read the value from AWS Secrets Manager.
   *
   * @param secret the secret, of this app or imported
   * @param options what to take of the secret
   */
  public static fromSecretsManager(
    secret: secretsmanager.ISecret,
    options: SecretsManagerOptions = {},
  ): SecretParameter {
    validateConstruct(
      'secret',
      secret,
      'secretArn',
      'a secret',
      "write secretsmanager.Secret.fromSecretNameV2(this, 'Secret', name)",
    );
    validateSecretOptions(options);
    const { jsonField, versionId, versionStage } = options;
    return new SecretParameter({
      properties: {
        SecretId: secret.secretArn,
        JsonField: jsonField,
        VersionId: versionId,
        VersionStage: versionStage,
      },
      region: secret.env.region,
      grantRead: (grantee) => grantReadOfSecret(secret, grantee),
    });
  }

  /**
   * Read the value from a parameter of type `SecureString` in the Parameter Store of AWS Systems Manager.
   *
   * @param parameter the parameter, which is imported: CloudFormation makes none of this type
   * @param options the version to read, and the key to decrypt it with
   */
  public static fromSsmSecureString(parameter: ssm.IParameter, options: SecureStringOptions = {}): SecretParameter {
    validateSecureString(parameter);
    validateObject('options', options, 'write { version: 1 }');
    const { version, encryptionKey = keyOf(parameter) } = options;
    if (version !== undefined) validateVersion(version);
    return new SecretParameter({
      properties: {
        ParameterName: parameter.parameterName,
        ParameterVersion: version === undefined ? undefined : Tokenization.stringifyNumber(version),
      },
      region: parameter.env.region,
      grantRead: (grantee) => grantReadOfSecureString(parameter, encryptionKey, grantee),
    });
  }

  /** @internal */
  public readonly _properties: SecretParameterProperties;

  /** @internal */
  public readonly _region?: string;

  private constructor(private readonly source: SecretSource) {
    this._properties = source.properties;
    this._region = source.region;
  }

  /**
   * Allow the secret for a parameter of the product that is not declared with `NoEcho`.
   *
   * Without it the deployment fails: Service Catalog and CloudFormation show the value of such a parameter to whoever may look
   * at the product, and keep it in their records.
   */
  public evenIfShown(): SecretParameter {
    return new SecretParameter({ ...this.source, properties: { ...this._properties, MayBeShown: 'true' } });
  }

  /** @internal */
  public _grantRead(grantee: iam.IGrantable): iam.Grant[] {
    return this.source.grantRead(grantee);
  }
}

function validateSecretOptions(options: SecretsManagerOptions): void {
  const field = typeof options === 'string' ? options : 'password';
  validateObject('options', options, `write { jsonField: '${field}' }`);
  const { jsonField, versionId, versionStage } = options;
  if (jsonField !== undefined) {
    validateLength('jsonField', jsonField, 1, 4096, 'leave it out to take the whole secret');
  }
  if (versionId !== undefined) validateString('versionId', versionId);
  if (versionStage !== undefined) validateString('versionStage', versionStage);
  if (versionId !== undefined && versionStage !== undefined) {
    throw new Error(
      `the secret has the versionId "${versionId}" and the versionStage "${versionStage}", ` +
        'but either of them chooses the version: remove one',
    );
  }
}

function validateSecureString(parameter: ssm.IParameter): void {
  const importing = "ssm.StringParameter.fromSecureStringParameterAttributes(this, 'Parameter', { parameterName })";
  validateConstruct('parameter', parameter, 'parameterName', 'a parameter', `write ${importing}`);
  if (!(parameter.node.defaultChild instanceof ssm.CfnParameter)) return;
  throw new Error(
    `the parameter "${parameter.node.path}" is no SecureString, because CloudFormation cannot make one: make it outside ` +
      `of CloudFormation, and write ${importing}`,
  );
}

/** An imported SecureString keeps its key, though the interface does not expose it. */
function keyOf(parameter: ssm.IParameter & { readonly encryptionKey?: kms.IKey }): kms.IKey | undefined {
  return parameter.encryptionKey;
}

function validateVersion(version: number): void {
  if (Token.isUnresolved(version) || (Number.isInteger(version) && version >= 1)) return;
  throw new Error(
    `version ${version} of a SecureString must be a whole number of 1 or more: leave it out for the latest version`,
  );
}
