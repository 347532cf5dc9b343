/**
 * What travels from the construct through CloudFormation to the function, as it arrives: CloudFormation turns every
 * scalar of a custom resource's properties into a string.
 *
 * A property that the app does not use is absent. This shape is a promise to deployed stacks: after an upgrade of the
 * library the function meets the old shape in `OldResourceProperties`.
 */
export interface ResourceProperties {
  readonly ServiceToken: string;

  /** Exactly one of ProductId and ProductName. */
  readonly ProductId?: string;
  readonly ProductName?: string;

  /** At most one of the three; none: the latest version. */
  readonly ProvisioningArtifactId?: string;
  readonly ProvisioningArtifactName?: string;
  readonly ProvisioningArtifactChoice?: ProvisioningArtifactChoice;

  /** At most one of PathId and PathName. PortfolioId chooses the path where neither is given. */
  readonly PathId?: string;
  readonly PathName?: string;
  readonly PortfolioId?: string;

  /** Absent: generated from the names of stack and resource. */
  readonly ProvisionedProductName?: string;
  readonly ProvisioningParameters?: Readonly<Record<string, string>>;
  /** Keys of parameters that keep the value of the last launch. */
  readonly PreviousParameters?: readonly string[];
  readonly SecretParameters?: Readonly<Record<string, SecretParameterProperties>>;
  readonly Tags?: readonly TagProperties[];
  readonly NotificationArns?: readonly string[];
  readonly ProvisioningPreferences?: ProvisioningPreferencesProperties;
  readonly AcceptLanguage?: string;

  /** "true" or "false". */
  readonly IgnoreErrors?: string;
  /** "true" or "false". */
  readonly RetainPhysicalResources?: string;

  /** Keys of the product's outputs that the app uses; only these travel back, as `Output.<key>`. */
  readonly OutputKeys?: readonly string[];
  /** "true": CloudFormation masks the data of the answer. */
  readonly NoEcho?: string;
  /** Whole seconds from the request to the deadline. */
  readonly TimeoutSeconds?: string;
}

/**
 * How a version is chosen when it is given neither by id nor by name. Stacks that were deployed by an early library send
 * RECOMMENDED, which means LATEST.
 */
export type ProvisioningArtifactChoice = 'RECOMMENDED' | 'LATEST' | 'KEEP_ACTIVE';

/** Where the value of a secret parameter is read at the moment of the call: exactly one of SecretId and ParameterName. */
export interface SecretParameterProperties {
  /** ARN or name of a secret of Secrets Manager. */
  readonly SecretId?: string;
  /** The field of a secret that is a JSON object; absent: the whole secret string. */
  readonly JsonField?: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
  /** Name or ARN of an SSM parameter (SecureString). */
  readonly ParameterName?: string;
  readonly ParameterVersion?: string;
  /** "true": the parameter of the product may be one without NoEcho. */
  readonly MayBeShown?: string;
}

export interface TagProperties {
  readonly Key: string;
  readonly Value: string;
}

/** Stack-set products only. Numbers arrive as strings; "0" is a real value. */
export interface ProvisioningPreferencesProperties {
  readonly StackSetAccounts?: readonly string[];
  readonly StackSetRegions?: readonly string[];
  readonly StackSetFailureToleranceCount?: string;
  readonly StackSetFailureTolerancePercentage?: string;
  readonly StackSetMaxConcurrencyCount?: string;
  readonly StackSetMaxConcurrencyPercentage?: string;
}
