package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsservicecatalog"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// Catalog is what a platform team offers: a portfolio with three products, and a role that may launch them.
type Catalog struct {
	Portfolio awsservicecatalog.Portfolio
	Partner   awsservicecatalog.CloudFormationProduct
	Alerts    awsservicecatalog.CloudFormationProduct
}

func NewCatalog(scope constructs.Construct, id string) *Catalog {
	stack := awscdk.NewStack(scope, jsii.String(id), nil)

	portfolio := awsservicecatalog.NewPortfolio(stack, jsii.String("Portfolio"), &awsservicecatalog.PortfolioProps{
		DisplayName:  jsii.String("Shop platform"),
		ProviderName: jsii.String("Platform team"),
	})
	queue := newProduct(stack, "Queue", portfolio,
		version("v1", NewQueueProduct(stack, "QueueV1", false)),
		version("v2", NewQueueProduct(stack, "QueueV2", true)))
	partner := newProduct(stack, "Partner", portfolio, version("v1", NewPartnerProduct(stack, "PartnerV1")))
	alerts := newProduct(stack, "Alerts", portfolio, version("v1", NewAlertsProduct(stack, "AlertsV1")))

	launchRole := newLaunchRole(stack)
	portfolio.SetLaunchRole(queue, launchRole, nil)
	portfolio.SetLaunchRole(partner, launchRole, nil)
	portfolio.DeployWithStackSets(alerts, &awsservicecatalog.StackSetsConstraintOptions{
		Accounts: jsii.Strings("111122223333", "444455556666"),
		Regions:  jsii.Strings("eu-west-1", "us-east-1"),
		AdminRole: awsiam.Role_FromRoleName(stack, jsii.String("Administrator"),
			jsii.String("AWSCloudFormationStackSetAdministrationRole"), nil),
		ExecutionRoleName:               jsii.String("AWSCloudFormationStackSetExecutionRole"),
		AllowStackSetInstanceOperations: jsii.Bool(true),
	})

	// The function of the other stack runs with this one.
	awsiam.NewRole(stack, jsii.String("Launcher"), &awsiam.RoleProps{
		RoleName:  jsii.String("shop-launcher"),
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("lambda.amazonaws.com"), nil),
	})

	return &Catalog{Portfolio: portfolio, Partner: partner, Alerts: alerts}
}

func version(name string, template awsservicecatalog.ProductStack) *awsservicecatalog.CloudFormationProductVersion {
	return &awsservicecatalog.CloudFormationProductVersion{
		ProductVersionName:     jsii.String(name),
		CloudFormationTemplate: awsservicecatalog.CloudFormationTemplate_FromProductStack(template),
	}
}

func newProduct(
	scope constructs.Construct,
	name string,
	portfolio awsservicecatalog.Portfolio,
	versions ...*awsservicecatalog.CloudFormationProductVersion,
) awsservicecatalog.CloudFormationProduct {
	product := awsservicecatalog.NewCloudFormationProduct(scope, jsii.String(name),
		&awsservicecatalog.CloudFormationProductProps{
			ProductName:     jsii.String(name),
			Owner:           jsii.String("Platform team"),
			ProductVersions: &versions,
		})
	portfolio.AddProduct(product)
	return product
}

// newLaunchRole returns a role that does what those who launch a product cannot.
func newLaunchRole(scope constructs.Construct) awsiam.Role {
	role := awsiam.NewRole(scope, jsii.String("LaunchRole"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("servicecatalog.amazonaws.com"), nil),
		ManagedPolicies: &[]awsiam.IManagedPolicy{
			awsiam.ManagedPolicy_FromAwsManagedPolicyName(jsii.String("AmazonSQSFullAccess")),
			awsiam.ManagedPolicy_FromAwsManagedPolicyName(jsii.String("AmazonEventBridgeFullAccess")),
			awsiam.ManagedPolicy_FromAwsManagedPolicyName(jsii.String("SecretsManagerReadWrite")),
		},
	})
	role.AddToPolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions: jsii.Strings(
			"cloudformation:CreateStack",
			"cloudformation:DeleteStack",
			"cloudformation:DescribeStackEvents",
			"cloudformation:DescribeStacks",
			"cloudformation:GetTemplateSummary",
			"cloudformation:SetStackPolicy",
			"cloudformation:UpdateStack",
			"cloudformation:ValidateTemplate",
		),
		Resources: jsii.Strings("*"),
	}))
	return role
}
