import { IResolvable, Lazy, Tokenization } from 'aws-cdk-lib';
import {
  ProvisioningPreferencesProperties,
  ResourceProperties,
  SecretParameterProperties,
} from './resource-properties';
import { LaunchPath } from '../launch-path';
import type { ProvisionedProduct, ProvisionedProductProps } from '../provisioned-product';
import { SecretParameter } from '../secret-parameter';
import { StackSetPreferences } from '../stack-set-preferences';

/** Properties as the template holds them: every value may be a token. */
type Rendered<T> = { readonly [Key in keyof T]: T[Key] | IResolvable };

/** The properties of the custom resource, but for those that need the construct. */
export function renderProperties(
  product: ProvisionedProduct,
  props: ProvisionedProductProps,
  usedOutputs: ReadonlySet<string>,
): Omit<Rendered<ResourceProperties>, 'ServiceToken'> {
  const { portfolio, notificationTopics, timeout } = props;
  const launchPath = props.launchPath ?? (portfolio && LaunchPath.fromPortfolio(portfolio));
  const stackSetPreferences = unlessEmpty(props.stackSetPreferences);
  return {
    ...props.product._properties,
    ...props.version?._properties,
    ...launchPath?._properties,
    ProvisionedProductName: product._declaredName,
    ProvisioningParameters: unlessEmpty(props.parameters),
    PreviousParameters: unlessEmpty(props.usePreviousValues),
    SecretParameters: unlessEmpty(renderSecretParameters(props.secretParameters ?? {})),
    Tags: product.cdkTagManager.renderedTags,
    NotificationArns: unlessEmpty(notificationTopics?.map((topic) => topic.topicArn)),
    ProvisioningPreferences: stackSetPreferences && renderStackSetPreferences(stackSetPreferences),
    AcceptLanguage: props.messageLanguage,
    IgnoreErrors: props.ignoreTerminationErrors?.toString(),
    RetainPhysicalResources: props.retainPhysicalResources?.toString(),
    // Uncached: what is resolved at synthesis may read an output only then.
    OutputKeys: Lazy.uncachedList({ produce: () => [...usedOutputs].sort() }, { omitEmpty: true }),
    NoEcho: props.noEcho ? 'true' : undefined,
    TimeoutSeconds: timeout && Tokenization.stringifyNumber(timeout.toSeconds()),
  };
}

function renderSecretParameters(secrets: {
  [key: string]: SecretParameter;
}): Record<string, SecretParameterProperties> {
  return Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [key, secret._properties]));
}

function renderStackSetPreferences(preferences: StackSetPreferences): ProvisioningPreferencesProperties {
  return {
    StackSetAccounts: preferences.accounts,
    StackSetRegions: preferences.regions,
    StackSetFailureToleranceCount: renderNumber(preferences.failureToleranceCount),
    StackSetFailureTolerancePercentage: renderNumber(preferences.failureTolerancePercentage),
    StackSetMaxConcurrencyCount: renderNumber(preferences.maxConcurrencyCount),
    StackSetMaxConcurrencyPercentage: renderNumber(preferences.maxConcurrencyPercentage),
  };
}

function renderNumber(value: number | undefined): string | undefined {
  return value === undefined ? undefined : Tokenization.stringifyNumber(value);
}

/** CloudFormation would take a property that becomes empty for a change. */
function unlessEmpty<T extends object>(value: T | undefined): T | undefined {
  return value && Object.values(value).some((part) => part !== undefined) ? value : undefined;
}
