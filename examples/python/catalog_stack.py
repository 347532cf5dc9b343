from typing import Mapping

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_servicecatalog as servicecatalog
from constructs import Construct

from products import AlertsProduct, PartnerProduct, QueueProduct


class CatalogStack(Stack):
    """What a platform team offers: a portfolio with three products, and a role that may launch them."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        self.portfolio = servicecatalog.Portfolio(
            self,
            "Portfolio",
            display_name="Shop platform",
            provider_name="Platform team",
        )
        queue = self._product(
            "Queue",
            {
                "v1": QueueProduct(self, "QueueV1", encrypted=False),
                "v2": QueueProduct(self, "QueueV2", encrypted=True),
            },
        )
        self.partner = self._product("Partner", {"v1": PartnerProduct(self, "PartnerV1")})
        self.alerts = self._product("Alerts", {"v1": AlertsProduct(self, "AlertsV1")})

        launch_role = self._launch_role()
        self.portfolio.set_launch_role(queue, launch_role)
        self.portfolio.set_launch_role(self.partner, launch_role)
        self.portfolio.deploy_with_stack_sets(
            self.alerts,
            accounts=["111122223333", "444455556666"],
            regions=["eu-west-1", "us-east-1"],
            admin_role=iam.Role.from_role_name(self, "Administrator", "AWSCloudFormationStackSetAdministrationRole"),
            execution_role_name="AWSCloudFormationStackSetExecutionRole",
            allow_stack_set_instance_operations=True,
        )

        # The function of the other stack runs with this one.
        iam.Role(
            self,
            "Launcher",
            role_name="shop-launcher",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        )

    def _product(
        self, name: str, versions: Mapping[str, servicecatalog.ProductStack]
    ) -> servicecatalog.CloudFormationProduct:
        product = servicecatalog.CloudFormationProduct(
            self,
            name,
            product_name=name,
            owner="Platform team",
            product_versions=[
                servicecatalog.CloudFormationProductVersion(
                    product_version_name=version,
                    cloud_formation_template=servicecatalog.CloudFormationTemplate.from_product_stack(template),
                )
                for version, template in versions.items()
            ],
        )
        self.portfolio.add_product(product)
        return product

    def _launch_role(self) -> iam.Role:
        """Does what those who launch a product cannot."""
        role = iam.Role(
            self,
            "LaunchRole",
            assumed_by=iam.ServicePrincipal("servicecatalog.amazonaws.com"),
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name(name)
                for name in ("AmazonSQSFullAccess", "AmazonEventBridgeFullAccess", "SecretsManagerReadWrite")
            ],
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=[
                    "cloudformation:CreateStack",
                    "cloudformation:DeleteStack",
                    "cloudformation:DescribeStackEvents",
                    "cloudformation:DescribeStacks",
                    "cloudformation:GetTemplateSummary",
                    "cloudformation:SetStackPolicy",
                    "cloudformation:UpdateStack",
                    "cloudformation:ValidateTemplate",
                ],
                resources=["*"],
            )
        )
        return role
