import { CfnParameter, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { declare, declaredIn, declaring, newStack, propertiesOf } from '../declared-product';

describe('the timeout', () => {
  test.each([
    ['under a minute', Duration.seconds(59), 'timeout of 59 seconds must be from 60 to 3420 seconds'],
    [
      'of the hour after which CloudFormation takes no response',
      Duration.hours(1),
      'timeout of 3600 seconds must be from 60 to 3420 seconds, because CloudFormation takes no response after an hour',
    ],
  ])('fails when it is %s', (_what, timeout, message) => {
    expect(declaring({ timeout })).toThrow(message);
  });

  test.each([60, 3420])('may be %d seconds', (seconds) => {
    expect(propertiesOf({ timeout: Duration.seconds(seconds) }).TimeoutSeconds).toBe(String(seconds));
  });

  test('may be known to the deployment only', () => {
    const stack = newStack();
    const seconds = new CfnParameter(stack, 'Timeout', { type: 'Number' }).valueAsNumber;

    declare(stack, { timeout: Duration.seconds(seconds) });

    expect(declaredIn(stack).Properties.TimeoutSeconds).toEqual({ Ref: 'Timeout' });
  });
});

describe('notification topics', () => {
  test('fails for more than five', () => {
    const stack = newStack();
    const notificationTopics = [1, 2, 3, 4, 5, 6].map((n) => new sns.Topic(stack, `Topic${n}`));

    expect(() => declare(stack, { notificationTopics })).toThrow(
      'notificationTopics has 6 topics, but Service Catalog takes at most 5: remove some',
    );
  });

  test('fails for one that is there twice', () => {
    const stack = newStack();
    const arn = 'arn:aws:sns:eu-west-1:111111111111:deploys';
    const imported = ['One', 'Two'].map((id) => sns.Topic.fromTopicArn(stack, id, arn));
    const own = new sns.Topic(stack, 'Own');

    expect(() => declare(stack, { notificationTopics: imported })).toThrow(
      `notificationTopics has the topic "${arn}" twice: remove one of them`,
    );
    expect(() => declare(stack, { notificationTopics: [own, own] }, 'Another')).toThrow(
      'notificationTopics has the topic "Stack/Own" twice: remove one of them',
    );
  });

  test('may be several of which only the deployment knows whether they differ', () => {
    const stack = newStack();
    const topics = ['One', 'Two'].map((id) => {
      const arn = new CfnParameter(stack, id).valueAsString;
      return sns.Topic.fromTopicArn(stack, `Topic${id}`, arn);
    });

    expect(() => declare(stack, { notificationTopics: topics })).not.toThrow();
  });
});

describe('removal', () => {
  test('fails for the removal policy SNAPSHOT', () => {
    expect(declaring({ removalPolicy: RemovalPolicy.SNAPSHOT })).toThrow(
      'removalPolicy SNAPSHOT is not possible, because Service Catalog takes no snapshots',
    );
  });

  test('fails when resources are to be kept of a product that is never terminated', () => {
    expect(declaring({ removalPolicy: RemovalPolicy.RETAIN, retainPhysicalResources: true })).toThrow(
      'retainPhysicalResources contradicts removalPolicy RETAIN',
    );
  });
});
