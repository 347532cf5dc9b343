package shop;

import io.github.cdkprovisionedproduct.CatalogProduct;
import io.github.cdkprovisionedproduct.IProvisionedProduct;
import io.github.cdkprovisionedproduct.LaunchPath;
import io.github.cdkprovisionedproduct.ProductVersion;
import io.github.cdkprovisionedproduct.ProvisionedProduct;
import io.github.cdkprovisionedproduct.ProvisionedProductAttributes;
import io.github.cdkprovisionedproduct.ProvisionedProductProvider;
import io.github.cdkprovisionedproduct.SecretParameter;
import io.github.cdkprovisionedproduct.StackSetPreferences;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** What a product team declares: three provisioned products, and what is made of their outputs. */
public class ShopStack extends Stack {
    public ShopStack(final Construct scope, final String id, final CatalogStack catalog, final String queueVersion) {
        super(scope, id);

        // A product by its name, launched by the provider that the stack makes by itself.
        final ProvisionedProduct orders = ProvisionedProduct.Builder.create(this, "Orders")
            .product(CatalogProduct.fromName("Queue"))
            .version(ProductVersion.fromName(queueVersion))
            .portfolio(catalog.getPortfolio())
            .parameters(Map.of("RetentionSeconds", "86400"))
            .build();

        // A product by its construct, with a secret, launched by a provider with a role that exists already.
        final Secret apiKey = Secret.Builder.create(this, "ApiKey").removalPolicy(RemovalPolicy.DESTROY).build();
        final ProvisionedProductProvider provider = ProvisionedProductProvider.Builder.create(this, "Provider")
            .role(Role.fromRoleName(this, "Launcher", "shop-launcher"))
            .build();
        final ProvisionedProduct connection = ProvisionedProduct.Builder.create(this, "Connection")
            .product(CatalogProduct.fromProduct(catalog.getPartner()))
            .portfolio(catalog.getPortfolio())
            .launchPath(LaunchPath.fromName("Shop platform"))
            .parameters(Map.of("ReplyTo", orders.getOutput("QueueUrl")))
            .secretParameters(Map.of("ApiKey", SecretParameter.fromSecretsManager(apiKey)))
            .tags(Map.of("data-class", "confidential"))
            .provider(provider)
            .build();

        // A product that is deployed to accounts and Regions of its stack set constraint.
        ProvisionedProduct.Builder.create(this, "Alerts")
            .product(CatalogProduct.fromProduct(catalog.getAlerts()))
            .portfolio(catalog.getPortfolio())
            .stackSetPreferences(StackSetPreferences.builder()
                .accounts(List.of("111122223333", "444455556666"))
                .regions(List.of("eu-west-1"))
                .failureToleranceCount(0)
                .build())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();

        // A product of another app.
        final IProvisionedProduct network = ProvisionedProduct.fromProvisionedProductAttributes(this, "Network",
            ProvisionedProductAttributes.builder()
                .provisionedProductId("pp-abcdefghijklm")
                .outputs(Map.of("SubnetIds", "subnet-11111111,subnet-22222222"))
                .build());

        // Outputs are tokens: they go wherever a string goes.
        StringParameter.Builder.create(this, "OrdersQueue")
            .parameterName("/shop/orders-queue")
            .stringValue(orders.getOutput("QueueUrl"))
            .build();
        CfnOutput.Builder.create(this, "ConnectionArn").value(connection.getOutput("ConnectionArn")).build();
        CfnOutput.Builder.create(this, "FirstSubnet")
            .value(Fn.select(0, network.getOutputAsList("SubnetIds")))
            .build();

        Tags.of(this).add("team", "shop");
    }
}
