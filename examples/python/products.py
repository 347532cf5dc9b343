from aws_cdk import CfnOutput, CfnParameter
from aws_cdk import aws_events as events
from aws_cdk import aws_servicecatalog as servicecatalog
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct


class QueueProduct(servicecatalog.ProductStack):
    def __init__(self, scope: Construct, construct_id: str, *, encrypted: bool) -> None:
        super().__init__(scope, construct_id)
        retention = CfnParameter(self, "RetentionSeconds", type="Number", default=345600)
        queue = sqs.CfnQueue(
            self,
            "Queue",
            message_retention_period=retention.value_as_number,
            sqs_managed_sse_enabled=encrypted,
        )
        CfnOutput(self, "QueueUrl", value=queue.ref)


class PartnerProduct(servicecatalog.ProductStack):
    """How a partner is called: with a key, which no template shows, and with the queue that the partner answers to."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        api_key = CfnParameter(self, "ApiKey", no_echo=True)
        reply_to = CfnParameter(self, "ReplyTo")
        connection = events.CfnConnection(
            self,
            "Connection",
            authorization_type="API_KEY",
            auth_parameters=events.CfnConnection.AuthParametersProperty(
                api_key_auth_parameters=events.CfnConnection.ApiKeyAuthParametersProperty(
                    api_key_name="x-api-key",
                    api_key_value=api_key.value_as_string,
                ),
                invocation_http_parameters=events.CfnConnection.ConnectionHttpParametersProperty(
                    header_parameters=[
                        events.CfnConnection.ParameterProperty(key="x-reply-to", value=reply_to.value_as_string),
                    ],
                ),
            ),
        )
        CfnOutput(self, "ConnectionArn", value=connection.attr_arn)


class AlertsProduct(servicecatalog.ProductStack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        sns.CfnTopic(self, "Topic")
