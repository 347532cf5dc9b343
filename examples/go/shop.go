package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsssm"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sc "github.com/cdk-provisioned-product/cdk-provisioned-product-go/cdkprovisionedproduct"
)

// NewShopStack is what a product team declares: three provisioned products, and what is made of their outputs.
func NewShopStack(scope constructs.Construct, id string, catalog *Catalog, queueVersion string) awscdk.Stack {
	stack := awscdk.NewStack(scope, jsii.String(id), nil)

	// A product by its name, launched by the provider that the stack makes by itself.
	orders := sc.NewProvisionedProduct(stack, jsii.String("Orders"), &sc.ProvisionedProductProps{
		Product:    sc.CatalogProduct_FromName(jsii.String("Queue")),
		Version:    sc.ProductVersion_FromName(jsii.String(queueVersion)),
		Portfolio:  catalog.Portfolio,
		Parameters: &map[string]*string{"RetentionSeconds": jsii.String("86400")},
	})

	// A product by its construct, with a secret, launched by a provider with a role that exists already.
	apiKey := awssecretsmanager.NewSecret(stack, jsii.String("ApiKey"), &awssecretsmanager.SecretProps{
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	provider := sc.NewProvisionedProductProvider(stack, jsii.String("Provider"), &sc.ProvisionedProductProviderProps{
		Role: awsiam.Role_FromRoleName(stack, jsii.String("Launcher"), jsii.String("shop-launcher"), nil),
	})
	connection := sc.NewProvisionedProduct(stack, jsii.String("Connection"), &sc.ProvisionedProductProps{
		Product:    sc.CatalogProduct_FromProduct(catalog.Partner),
		Portfolio:  catalog.Portfolio,
		LaunchPath: sc.LaunchPath_FromName(jsii.String("Shop platform")),
		Parameters: &map[string]*string{"ReplyTo": orders.GetOutput(jsii.String("QueueUrl"))},
		SecretParameters: &map[string]sc.SecretParameter{
			"ApiKey": sc.SecretParameter_FromSecretsManager(apiKey, nil),
		},
		Tags:     &map[string]*string{"data-class": jsii.String("confidential")},
		Provider: provider,
	})

	// A product that is deployed to accounts and Regions of its stack set constraint.
	sc.NewProvisionedProduct(stack, jsii.String("Alerts"), &sc.ProvisionedProductProps{
		Product:   sc.CatalogProduct_FromProduct(catalog.Alerts),
		Portfolio: catalog.Portfolio,
		StackSetPreferences: &sc.StackSetPreferences{
			Accounts:              jsii.Strings("111122223333", "444455556666"),
			Regions:               jsii.Strings("eu-west-1"),
			FailureToleranceCount: jsii.Number(0),
		},
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})

	// A product of another app.
	network := sc.ProvisionedProduct_FromProvisionedProductAttributes(stack, jsii.String("Network"),
		&sc.ProvisionedProductAttributes{
			ProvisionedProductId: jsii.String("pp-abcdefghijklm"),
			Outputs:              &map[string]*string{"SubnetIds": jsii.String("subnet-11111111,subnet-22222222")},
		})

	// Outputs are tokens: they go wherever a string goes.
	awsssm.NewStringParameter(stack, jsii.String("OrdersQueue"), &awsssm.StringParameterProps{
		ParameterName: jsii.String("/shop/orders-queue"),
		StringValue:   orders.GetOutput(jsii.String("QueueUrl")),
	})
	awscdk.NewCfnOutput(stack, jsii.String("ConnectionArn"), &awscdk.CfnOutputProps{
		Value: connection.GetOutput(jsii.String("ConnectionArn")),
	})
	awscdk.NewCfnOutput(stack, jsii.String("FirstSubnet"), &awscdk.CfnOutputProps{
		Value: awscdk.Fn_Select(jsii.Number(0), network.GetOutputAsList(jsii.String("SubnetIds"), nil)),
	})

	awscdk.Tags_Of(stack).Add(jsii.String("team"), jsii.String("shop"), nil)
	return stack
}
