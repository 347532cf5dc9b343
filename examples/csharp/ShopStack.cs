using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SSM;
using CdkProvisionedProduct;
using Constructs;

namespace Shop
{
    /// <summary>What a product team declares: three provisioned products, and what is made of their outputs.</summary>
    public class ShopStack : Stack
    {
        public ShopStack(Construct scope, string id, CatalogStack catalog, string queueVersion) : base(scope, id)
        {
            // A product by its name, launched by the provider that the stack makes by itself.
            var orders = new ProvisionedProduct(this, "Orders", new ProvisionedProductProps
            {
                Product = CatalogProduct.FromName("Queue"),
                Version = ProductVersion.FromName(queueVersion),
                Portfolio = catalog.Portfolio,
                Parameters = new Dictionary<string, string> { ["RetentionSeconds"] = "86400" }
            });

            // A product by its construct, with a secret, launched by a provider with a role that exists already.
            var apiKey = new Secret(this, "ApiKey", new SecretProps { RemovalPolicy = RemovalPolicy.DESTROY });
            var provider = new ProvisionedProductProvider(this, "Provider", new ProvisionedProductProviderProps
            {
                Role = Role.FromRoleName(this, "Launcher", "shop-launcher")
            });
            var connection = new ProvisionedProduct(this, "Connection", new ProvisionedProductProps
            {
                Product = CatalogProduct.FromProduct(catalog.Partner),
                Portfolio = catalog.Portfolio,
                LaunchPath = LaunchPath.FromName("Shop platform"),
                Parameters = new Dictionary<string, string> { ["ReplyTo"] = orders.GetOutput("QueueUrl") },
                SecretParameters = new Dictionary<string, SecretParameter>
                {
                    ["ApiKey"] = SecretParameter.FromSecretsManager(apiKey)
                },
                Tags = new Dictionary<string, string> { ["data-class"] = "confidential" },
                Provider = provider
            });

            // A product that is deployed to accounts and Regions of its stack set constraint.
            new ProvisionedProduct(this, "Alerts", new ProvisionedProductProps
            {
                Product = CatalogProduct.FromProduct(catalog.Alerts),
                Portfolio = catalog.Portfolio,
                StackSetPreferences = new StackSetPreferences
                {
                    Accounts = new[] { "111122223333", "444455556666" },
                    Regions = new[] { "eu-west-1" },
                    FailureToleranceCount = 0
                },
                RemovalPolicy = RemovalPolicy.DESTROY
            });

            // A product of another app.
            var network = ProvisionedProduct.FromProvisionedProductAttributes(this, "Network",
                new ProvisionedProductAttributes
                {
                    ProvisionedProductId = "pp-abcdefghijklm",
                    Outputs = new Dictionary<string, string> { ["SubnetIds"] = "subnet-11111111,subnet-22222222" }
                });

            // Outputs are tokens: they go wherever a string goes.
            new StringParameter(this, "OrdersQueue", new StringParameterProps
            {
                ParameterName = "/shop/orders-queue",
                StringValue = orders.GetOutput("QueueUrl")
            });
            new CfnOutput(this, "ConnectionArn", new CfnOutputProps { Value = connection.GetOutput("ConnectionArn") });
            new CfnOutput(this, "FirstSubnet", new CfnOutputProps
            {
                Value = Fn.Select(0, network.GetOutputAsList("SubnetIds"))
            });

            // `Tags` alone is the property of the stack.
            Amazon.CDK.Tags.Of(this).Add("team", "shop");
        }
    }
}
