using System.Linq;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Servicecatalog;
using Constructs;

namespace Shop
{
    /// <summary>What a platform team offers: a portfolio with three products, and a role that may launch them.</summary>
    public class CatalogStack : Stack
    {
        public Portfolio Portfolio { get; }
        public CloudFormationProduct Partner { get; }
        public CloudFormationProduct Alerts { get; }

        public CatalogStack(Construct scope, string id) : base(scope, id)
        {
            Portfolio = new Portfolio(this, "Portfolio", new PortfolioProps
            {
                DisplayName = "Shop platform",
                ProviderName = "Platform team"
            });
            var queue = Product("Queue",
                Version("v1", new QueueProduct(this, "QueueV1", encrypted: false)),
                Version("v2", new QueueProduct(this, "QueueV2", encrypted: true)));
            Partner = Product("Partner", Version("v1", new PartnerProduct(this, "PartnerV1")));
            Alerts = Product("Alerts", Version("v1", new AlertsProduct(this, "AlertsV1")));

            var launchRole = LaunchRole();
            Portfolio.SetLaunchRole(queue, launchRole);
            Portfolio.SetLaunchRole(Partner, launchRole);
            Portfolio.DeployWithStackSets(Alerts, new StackSetsConstraintOptions
            {
                Accounts = new[] { "111122223333", "444455556666" },
                Regions = new[] { "eu-west-1", "us-east-1" },
                AdminRole = Role.FromRoleName(this, "Administrator", "AWSCloudFormationStackSetAdministrationRole"),
                ExecutionRoleName = "AWSCloudFormationStackSetExecutionRole",
                AllowStackSetInstanceOperations = true
            });

            // The function of the other stack runs with this one.
            new Role(this, "Launcher", new RoleProps
            {
                RoleName = "shop-launcher",
                AssumedBy = new ServicePrincipal("lambda.amazonaws.com")
            });
        }

        private static ICloudFormationProductVersion Version(string name, ProductStack template) =>
            new CloudFormationProductVersion
            {
                ProductVersionName = name,
                CloudFormationTemplate = CloudFormationTemplate.FromProductStack(template)
            };

        private CloudFormationProduct Product(string name, params ICloudFormationProductVersion[] versions)
        {
            var product = new CloudFormationProduct(this, name, new CloudFormationProductProps
            {
                ProductName = name,
                Owner = "Platform team",
                ProductVersions = versions
            });
            Portfolio.AddProduct(product);
            return product;
        }

        /// <summary>Does what those who launch a product cannot.</summary>
        private Role LaunchRole()
        {
            var role = new Role(this, "LaunchRole", new RoleProps
            {
                AssumedBy = new ServicePrincipal("servicecatalog.amazonaws.com"),
                ManagedPolicies = new[]
                {
                    "AmazonSQSFullAccess", "AmazonEventBridgeFullAccess", "SecretsManagerReadWrite"
                }.Select(name => ManagedPolicy.FromAwsManagedPolicyName(name)).ToArray()
            });
            role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
            {
                Actions = new[]
                {
                    "cloudformation:CreateStack",
                    "cloudformation:DeleteStack",
                    "cloudformation:DescribeStackEvents",
                    "cloudformation:DescribeStacks",
                    "cloudformation:GetTemplateSummary",
                    "cloudformation:SetStackPolicy",
                    "cloudformation:UpdateStack",
                    "cloudformation:ValidateTemplate"
                },
                Resources = new[] { "*" }
            }));
            return role;
        }
    }
}
