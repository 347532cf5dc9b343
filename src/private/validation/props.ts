import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import { validateParameters } from './parameters';
import { validateRegions } from './regions';
import { validateStackSetPreferences } from './stack-set-preferences';
import { validateTags } from './tags';
import { validatePattern } from './text';
import {
  Checks,
  hasAttribute,
  validateBoolean,
  validateConstruct,
  validateEnum,
  validateInstance,
  validateList,
  validateMap,
  validateObject,
  validateString,
  validateTypes,
} from './type';
import { CatalogProduct } from '../../catalog-product';
import { LaunchPath } from '../../launch-path';
import { ProductVersion } from '../../product-version';
import type { ProvisionedProductProps } from '../../provisioned-product';
import { ProvisionedProductProvider } from '../../provisioned-product-provider';
import { SecretParameter } from '../../secret-parameter';
import { MAXIMUM_TIMEOUT_SECONDS } from '../limits';

const MINIMUM_TIMEOUT_SECONDS = 60;
const MAXIMUM_NOTIFICATION_TOPICS = 5;

const TYPES: Checks<ProvisionedProductProps> = {
  version: (property, value) => validateInstance(property, value, ProductVersion, adviceForVersion(value)),
  portfolio: (property, value) =>
    validateConstruct(
      property,
      value,
      'portfolioId',
      'a portfolio',
      "write servicecatalog.Portfolio.fromPortfolioArn(this, 'Portfolio', arn)",
    ),
  launchPath: (property, value) => validateInstance(property, value, LaunchPath, adviceForLaunchPath(value)),
  parameters: (property, value) => validateMap(property, value, "{ Cidr: '10.0.0.0/16' }"),
  usePreviousValues: validateList,
  secretParameters: validateSecrets,
  tags: (property, value) => validateMap(property, value, "{ team: 'network' }"),
  notificationTopics: validateTopics,
  stackSetPreferences: (property, value) =>
    validateObject(property, value, `write ${property}: { accounts: ['111111111111'] }`),
  messageLanguage: (property, value) =>
    validateEnum(property, value, 'servicecatalog.MessageLanguage', servicecatalog.MessageLanguage),
  provisionedProductName: validateString,
  timeout: (property, value) =>
    validateConstruct(
      property,
      value,
      'toSeconds',
      'a Duration',
      `write Duration.minutes(${typeof value === 'number' ? value : 30})`,
    ),
  removalPolicy: (property, value) => validateEnum(property, value, 'RemovalPolicy', RemovalPolicy),
  ignoreTerminationErrors: validateBoolean,
  retainPhysicalResources: validateBoolean,
  noEcho: validateBoolean,
  provider: (property, value) =>
    validateInstance(
      property,
      value,
      ProvisionedProductProvider,
      "leave it out, or write new ProvisionedProductProvider(this, 'Provider')",
    ),
};

/**
 * Throws where it is certain before the deployment that Service Catalog or CloudFormation would refuse the properties.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionProduct.html
 */
export function validateProvisionedProductProps(construct: IConstruct, props: ProvisionedProductProps): void {
  validateObject(
    'props',
    props,
    "write new ProvisionedProduct(this, 'Network', { product: CatalogProduct.fromName('Network') })",
  );
  validateInstance('product', props.product, CatalogProduct, adviceForProduct(props.product));
  validateTypes(props, TYPES);
  if (props.provisionedProductName !== undefined) validateName(props.provisionedProductName);
  if (props.timeout) validateTimeout(props.timeout);
  validateParameters(props);
  validateTags(props.tags ?? {});
  validateNotificationTopics(props.notificationTopics ?? []);
  if (props.stackSetPreferences) validateStackSetPreferences(props.stackSetPreferences);
  validateRemoval(props);
  validateRegions(construct, props);
}

function adviceForProduct(value: unknown): string {
  if (hasAttribute(value, 'productId')) return 'write CatalogProduct.fromProduct(product)';
  return `write ${call('CatalogProduct', value, /^prod-/, 'Network')}`;
}

function adviceForVersion(value: unknown): string {
  if (typeof value === 'function') return 'call the method, as in ProductVersion.latest()';
  return `write ${call('ProductVersion', value, /^pa-/, 'v2')}`;
}

function adviceForLaunchPath(value: unknown): string {
  if (hasAttribute(value, 'portfolioId')) return 'write LaunchPath.fromPortfolio(portfolio)';
  return `write ${call('LaunchPath', value, /^lpv/, 'Platform')}`;
}

/** The call that makes what is wanted of the text that was given. */
function call(type: string, value: unknown, id: RegExp, example: string): string {
  const text = typeof value === 'string' && value !== '' ? value : example;
  return `${type}.${id.test(text) ? 'fromId' : 'fromName'}('${text}')`;
}

function validateSecrets(property: string, value: unknown): void {
  validateMap(property, value, '{ Password: SecretParameter.fromSecretsManager(secret) }');
  for (const [key, secret] of Object.entries(value as object)) {
    const method = hasAttribute(secret, 'parameterName')
      ? 'fromSsmSecureString(parameter)'
      : 'fromSecretsManager(secret)';
    validateInstance(`${property}.${key}`, secret, SecretParameter, `write SecretParameter.${method}`);
  }
}

function validateTopics(property: string, value: unknown): void {
  validateList(property, value);
  for (const [index, topic] of (value as unknown[]).entries()) {
    const advice = "write sns.Topic.fromTopicArn(this, 'Topic', arn)";
    validateConstruct(`${property}[${index}]`, topic, 'topicArn', 'a topic', advice);
  }
}

function validateName(name: string): void {
  validatePattern(
    'provisionedProductName',
    name,
    /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/,
    '1 to 128 letters, digits, ".", "_" and "-", the first a letter or a digit: choose another name, or leave it out',
  );
}

function validateTimeout(timeout: Duration): void {
  if (timeout.isUnresolved()) return;
  const seconds = timeout.toSeconds();
  if (seconds >= MINIMUM_TIMEOUT_SECONDS && seconds <= MAXIMUM_TIMEOUT_SECONDS) return;
  throw new Error(
    `timeout of ${seconds} seconds must be from ${MINIMUM_TIMEOUT_SECONDS} to ${MAXIMUM_TIMEOUT_SECONDS} seconds, ` +
      'because CloudFormation takes no response after an hour: choose a timeout of up to 57 minutes',
  );
}

function validateNotificationTopics(topics: sns.ITopic[]): void {
  if (topics.length > MAXIMUM_NOTIFICATION_TOPICS) {
    throw new Error(
      `notificationTopics has ${topics.length} topics, but Service Catalog takes at most ` +
        `${MAXIMUM_NOTIFICATION_TOPICS}: remove some`,
    );
  }
  const arns = topics.map((topic) => topic.topicArn);
  const repeated = topics.find((topic, index) => arns.indexOf(topic.topicArn) < index);
  if (repeated) {
    const name = Token.isUnresolved(repeated.topicArn) ? repeated.node.path : repeated.topicArn;
    throw new Error(`notificationTopics has the topic "${name}" twice: remove one of them`);
  }
}

function validateRemoval({ removalPolicy, retainPhysicalResources }: ProvisionedProductProps): void {
  if (removalPolicy === RemovalPolicy.SNAPSHOT) {
    throw new Error(
      'removalPolicy SNAPSHOT is not possible, because Service Catalog takes no snapshots: ' +
        'use DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE',
    );
  }
  if (removalPolicy === RemovalPolicy.RETAIN && retainPhysicalResources) {
    throw new Error(
      'retainPhysicalResources contradicts removalPolicy RETAIN, which never terminates the provisioned product: ' +
        'use it to keep its resources only, or RETAIN to keep it as a whole',
    );
  }
}
