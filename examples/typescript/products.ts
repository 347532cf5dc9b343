import { CfnOutput, CfnParameter } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface QueueProductProps {
  readonly encrypted: boolean;
}

export class QueueProduct extends servicecatalog.ProductStack {
  constructor(scope: Construct, id: string, props: QueueProductProps) {
    super(scope, id);
    const retention = new CfnParameter(this, 'RetentionSeconds', { type: 'Number', default: 345600 });
    const queue = new sqs.CfnQueue(this, 'Queue', {
      messageRetentionPeriod: retention.valueAsNumber,
      sqsManagedSseEnabled: props.encrypted,
    });
    new CfnOutput(this, 'QueueUrl', { value: queue.ref });
  }
}

/** How a partner is called: with a key, which no template shows, and with the queue that the partner answers to. */
export class PartnerProduct extends servicecatalog.ProductStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const apiKey = new CfnParameter(this, 'ApiKey', { noEcho: true });
    const replyTo = new CfnParameter(this, 'ReplyTo');
    const connection = new events.CfnConnection(this, 'Connection', {
      authorizationType: 'API_KEY',
      authParameters: {
        apiKeyAuthParameters: { apiKeyName: 'x-api-key', apiKeyValue: apiKey.valueAsString },
        invocationHttpParameters: { headerParameters: [{ key: 'x-reply-to', value: replyTo.valueAsString }] },
      },
    });
    new CfnOutput(this, 'ConnectionArn', { value: connection.attrArn });
  }
}

export class AlertsProduct extends servicecatalog.ProductStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new sns.CfnTopic(this, 'Topic');
  }
}
