from aws_cdk import CfnOutput, Fn, RemovalPolicy, Stack, Tags
from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_ssm as ssm
from cdk_provisioned_product import (
    CatalogProduct,
    LaunchPath,
    ProductVersion,
    ProvisionedProduct,
    ProvisionedProductProvider,
    SecretParameter,
    StackSetPreferences,
)
from constructs import Construct

from catalog_stack import CatalogStack


class ShopStack(Stack):
    """What a product team declares: three provisioned products, and what is made of their outputs."""

    def __init__(self, scope: Construct, construct_id: str, *, catalog: CatalogStack, queue_version: str) -> None:
        super().__init__(scope, construct_id)

        # A product by its name, launched by the provider that the stack makes by itself.
        orders = ProvisionedProduct(
            self,
            "Orders",
            product=CatalogProduct.from_name("Queue"),
            version=ProductVersion.from_name(queue_version),
            portfolio=catalog.portfolio,
            parameters={"RetentionSeconds": "86400"},
        )

        # A product by its construct, with a secret, launched by a provider with a role that exists already.
        api_key = secretsmanager.Secret(self, "ApiKey", removal_policy=RemovalPolicy.DESTROY)
        provider = ProvisionedProductProvider(
            self,
            "Provider",
            role=iam.Role.from_role_name(self, "Launcher", "shop-launcher"),
        )
        connection = ProvisionedProduct(
            self,
            "Connection",
            product=CatalogProduct.from_product(catalog.partner),
            portfolio=catalog.portfolio,
            launch_path=LaunchPath.from_name("Shop platform"),
            parameters={"ReplyTo": orders.get_output("QueueUrl")},
            secret_parameters={"ApiKey": SecretParameter.from_secrets_manager(api_key)},
            tags={"data-class": "confidential"},
            provider=provider,
        )

        # A product that is deployed to accounts and Regions of its stack set constraint.
        ProvisionedProduct(
            self,
            "Alerts",
            product=CatalogProduct.from_product(catalog.alerts),
            portfolio=catalog.portfolio,
            stack_set_preferences=StackSetPreferences(
                accounts=["111122223333", "444455556666"],
                regions=["eu-west-1"],
                failure_tolerance_count=0,
            ),
            removal_policy=RemovalPolicy.DESTROY,
        )

        # A product of another app.
        network = ProvisionedProduct.from_provisioned_product_attributes(
            self,
            "Network",
            provisioned_product_id="pp-abcdefghijklm",
            outputs={"SubnetIds": "subnet-11111111,subnet-22222222"},
        )

        # Outputs are tokens: they go wherever a string goes.
        ssm.StringParameter(
            self,
            "OrdersQueue",
            parameter_name="/shop/orders-queue",
            string_value=orders.get_output("QueueUrl"),
        )
        CfnOutput(self, "ConnectionArn", value=connection.get_output("ConnectionArn"))
        CfnOutput(self, "FirstSubnet", value=Fn.select(0, network.get_output_as_list("SubnetIds")))

        Tags.of(self).add("team", "shop")
