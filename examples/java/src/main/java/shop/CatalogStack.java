package shop;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.servicecatalog.CloudFormationProduct;
import software.amazon.awscdk.services.servicecatalog.CloudFormationProductVersion;
import software.amazon.awscdk.services.servicecatalog.CloudFormationTemplate;
import software.amazon.awscdk.services.servicecatalog.Portfolio;
import software.amazon.awscdk.services.servicecatalog.ProductStack;
import software.amazon.awscdk.services.servicecatalog.StackSetsConstraintOptions;
import software.constructs.Construct;

/** What a platform team offers: a portfolio with three products, and a role that may launch them. */
public class CatalogStack extends Stack {
    private final Portfolio portfolio;
    private final CloudFormationProduct partner;
    private final CloudFormationProduct alerts;

    public CatalogStack(final Construct scope, final String id) {
        super(scope, id);

        portfolio = Portfolio.Builder.create(this, "Portfolio")
            .displayName("Shop platform")
            .providerName("Platform team")
            .build();
        final CloudFormationProduct queue = product("Queue",
            version("v1", new QueueProduct(this, "QueueV1", false)),
            version("v2", new QueueProduct(this, "QueueV2", true)));
        partner = product("Partner", version("v1", new PartnerProduct(this, "PartnerV1")));
        alerts = product("Alerts", version("v1", new AlertsProduct(this, "AlertsV1")));

        final Role launchRole = launchRole();
        portfolio.setLaunchRole(queue, launchRole);
        portfolio.setLaunchRole(partner, launchRole);
        portfolio.deployWithStackSets(alerts, StackSetsConstraintOptions.builder()
            .accounts(List.of("111122223333", "444455556666"))
            .regions(List.of("eu-west-1", "us-east-1"))
            .adminRole(Role.fromRoleName(this, "Administrator", "AWSCloudFormationStackSetAdministrationRole"))
            .executionRoleName("AWSCloudFormationStackSetExecutionRole")
            .allowStackSetInstanceOperations(true)
            .build());

        // The function of the other stack runs with this one.
        Role.Builder.create(this, "Launcher")
            .roleName("shop-launcher")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    }

    public Portfolio getPortfolio() {
        return portfolio;
    }

    public CloudFormationProduct getPartner() {
        return partner;
    }

    public CloudFormationProduct getAlerts() {
        return alerts;
    }

    private static CloudFormationProductVersion version(final String name, final ProductStack template) {
        return CloudFormationProductVersion.builder()
            .productVersionName(name)
            .cloudFormationTemplate(CloudFormationTemplate.fromProductStack(template))
            .build();
    }

    private CloudFormationProduct product(final String name, final CloudFormationProductVersion... versions) {
        final CloudFormationProduct product = CloudFormationProduct.Builder.create(this, name)
            .productName(name)
            .owner("Platform team")
            .productVersions(List.of(versions))
            .build();
        portfolio.addProduct(product);
        return product;
    }

    /** Does what those who launch a product cannot. */
    private Role launchRole() {
        final Role role = Role.Builder.create(this, "LaunchRole")
            .assumedBy(new ServicePrincipal("servicecatalog.amazonaws.com"))
            .managedPolicies(
                Stream.of("AmazonSQSFullAccess", "AmazonEventBridgeFullAccess", "SecretsManagerReadWrite")
                    .map(ManagedPolicy::fromAwsManagedPolicyName)
                    .toList())
            .build();
        role.addToPolicy(PolicyStatement.Builder.create()
            .actions(List.of(
                "cloudformation:CreateStack",
                "cloudformation:DeleteStack",
                "cloudformation:DescribeStackEvents",
                "cloudformation:DescribeStacks",
                "cloudformation:GetTemplateSummary",
                "cloudformation:SetStackPolicy",
                "cloudformation:UpdateStack",
                "cloudformation:ValidateTemplate"))
            .resources(List.of("*"))
            .build());
        return role;
    }
}
