using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Servicecatalog;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace Shop
{
    public class QueueProduct : ProductStack
    {
        public QueueProduct(Construct scope, string id, bool encrypted) : base(scope, id)
        {
            var retention = new CfnParameter(this, "RetentionSeconds", new CfnParameterProps
            {
                Type = "Number",
                Default = 345600
            });
            var queue = new CfnQueue(this, "Queue", new CfnQueueProps
            {
                MessageRetentionPeriod = retention.ValueAsNumber,
                SqsManagedSseEnabled = encrypted
            });
            new CfnOutput(this, "QueueUrl", new CfnOutputProps { Value = queue.Ref });
        }
    }

    /// <summary>
    /// How a partner is called: with a key, which no template shows, and with the queue that the partner answers to.
    /// </summary>
    public class PartnerProduct : ProductStack
    {
        public PartnerProduct(Construct scope, string id) : base(scope, id)
        {
            var apiKey = new CfnParameter(this, "ApiKey", new CfnParameterProps { NoEcho = true });
            var replyTo = new CfnParameter(this, "ReplyTo");
            var connection = new CfnConnection(this, "Connection", new CfnConnectionProps
            {
                AuthorizationType = "API_KEY",
                AuthParameters = new CfnConnection.AuthParametersProperty
                {
                    ApiKeyAuthParameters = new CfnConnection.ApiKeyAuthParametersProperty
                    {
                        ApiKeyName = "x-api-key",
                        ApiKeyValue = apiKey.ValueAsString
                    },
                    InvocationHttpParameters = new CfnConnection.ConnectionHttpParametersProperty
                    {
                        HeaderParameters = new object[]
                        {
                            new CfnConnection.ParameterProperty { Key = "x-reply-to", Value = replyTo.ValueAsString }
                        }
                    }
                }
            });
            new CfnOutput(this, "ConnectionArn", new CfnOutputProps { Value = connection.AttrArn });
        }
    }

    public class AlertsProduct : ProductStack
    {
        public AlertsProduct(Construct scope, string id) : base(scope, id)
        {
            new CfnTopic(this, "Topic");
        }
    }
}
