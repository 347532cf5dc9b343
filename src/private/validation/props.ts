import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { MAXIMUM_TIMEOUT_SECONDS } from '../limits';
import { validateParameters } from './parameters';
import { validateStackSetPreferences } from './stack-set-preferences';
import { validateTags } from './tags';
import { validatePattern } from './text';
import { ProvisionedProductProps } from '../../provisioned-product-props';

const MINIMUM_TIMEOUT_SECONDS = 60;
const MAXIMUM_NOTIFICATION_TOPICS = 5;

/**
 * Throws where it is certain before the deployment that Service Catalog or CloudFormation would refuse the properties.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionProduct.html
 */
export function validateProvisionedProductProps(props: ProvisionedProductProps): void {
  if (props.provisionedProductName !== undefined) validateName(props.provisionedProductName);
  if (props.timeout) validateTimeout(props.timeout);
  validateParameters(props);
  validateTags(props.tags ?? {});
  validateNotificationTopics(props.notificationTopics ?? []);
  if (props.stackSetPreferences) validateStackSetPreferences(props.stackSetPreferences);
  validateRemoval(props);
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
      'because CloudFormation takes no answer after an hour: choose a timeout of up to 57 minutes',
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
      'retainPhysicalResources contradicts removalPolicy RETAIN, which never terminates the ' +
        'provisioned product: use it to keep its resources only, or RETAIN to keep it as a whole',
    );
  }
}
