import { ResourceProperties } from './private/resource-properties';
import { validateId, validateLength } from './private/validation/text';

type VersionProperties = Pick<
  ResourceProperties,
  'ProvisioningArtifactId' | 'ProvisioningArtifactName' | 'ProvisioningArtifactChoice'
>;

/**
 * Choose the version (the provisioning artifact) of the product to launch.
 *
 * CloudFormation updates a resource only when the app changes it. A choice such as `latest()` is therefore made when the
 * provisioned product is launched, and again whenever its product, path, parameters, tags or preferences change, not when the
 * catalog gets a new version. Inactive versions are never chosen, deprecated ones only by their id or where they are deployed
 * already.
 */
export class ProductVersion {
  /**
   * Launch the version with this id, for example `pa-abcdefghijklm`.
   *
   * @param provisioningArtifactId 1 to 100 letters, digits, `_` and `-`
   */
  public static fromId(provisioningArtifactId: string): ProductVersion {
    validateId(
      'provisioningArtifactId',
      provisioningArtifactId,
      'pa-abcdefghijklm',
      'use ProductVersion.fromName for a name',
    );
    return new ProductVersion({ ProvisioningArtifactId: provisioningArtifactId });
  }

  /**
   * Launch the version with this name.
   *
   * If several versions have the name, the newest active one that is not deprecated is launched.
   *
   * @param provisioningArtifactName 1 to 8192 characters
   */
  public static fromName(provisioningArtifactName: string): ProductVersion {
    validateLength(
      'provisioningArtifactName',
      provisioningArtifactName,
      1,
      8192,
      'pass the version name that the catalog shows',
    );
    return new ProductVersion({ ProvisioningArtifactName: provisioningArtifactName });
  }

  /**
   * Launch the newest active version that is not deprecated.
   *
   * Guidance can hold nobody on an older version: Service Catalog calls each active version `DEFAULT` until it is
   * deprecated, so deprecate or deactivate a newer one that is not to be launched.
   */
  public static latest(): ProductVersion {
    return new ProductVersion({ ProvisioningArtifactChoice: 'LATEST' });
  }

  /**
   * Keep the version that is launched for as long as it is active, else take the latest.
   *
   * Made for products such as the Account Factory of AWS Control Tower, whose owner replaces the only active version.
   */
  public static keepCurrent(): ProductVersion {
    return new ProductVersion({ ProvisioningArtifactChoice: 'KEEP_ACTIVE' });
  }

  /** @internal */
  public readonly _properties: VersionProperties;

  private constructor(properties: VersionProperties) {
    this._properties = properties;
  }
}
