package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsservicecatalog"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

func NewQueueProduct(scope constructs.Construct, id string, encrypted bool) awsservicecatalog.ProductStack {
	product := awsservicecatalog.NewProductStack(scope, jsii.String(id), nil)
	retention := awscdk.NewCfnParameter(product, jsii.String("RetentionSeconds"), &awscdk.CfnParameterProps{
		Type:    jsii.String("Number"),
		Default: 345600,
	})
	queue := awssqs.NewCfnQueue(product, jsii.String("Queue"), &awssqs.CfnQueueProps{
		MessageRetentionPeriod: retention.ValueAsNumber(),
		SqsManagedSseEnabled:   encrypted,
	})
	awscdk.NewCfnOutput(product, jsii.String("QueueUrl"), &awscdk.CfnOutputProps{Value: queue.Ref()})
	return product
}

// NewPartnerProduct is how a partner is called: with a key, which no template shows, and with the queue that the partner
// answers to.
func NewPartnerProduct(scope constructs.Construct, id string) awsservicecatalog.ProductStack {
	product := awsservicecatalog.NewProductStack(scope, jsii.String(id), nil)
	apiKey := awscdk.NewCfnParameter(product, jsii.String("ApiKey"), &awscdk.CfnParameterProps{
		NoEcho: jsii.Bool(true),
	})
	replyTo := awscdk.NewCfnParameter(product, jsii.String("ReplyTo"), nil)
	connection := awsevents.NewCfnConnection(product, jsii.String("Connection"), &awsevents.CfnConnectionProps{
		AuthorizationType: jsii.String("API_KEY"),
		AuthParameters: &awsevents.CfnConnection_AuthParametersProperty{
			ApiKeyAuthParameters: &awsevents.CfnConnection_ApiKeyAuthParametersProperty{
				ApiKeyName:  jsii.String("x-api-key"),
				ApiKeyValue: apiKey.ValueAsString(),
			},
			InvocationHttpParameters: &awsevents.CfnConnection_ConnectionHttpParametersProperty{
				HeaderParameters: &[]*awsevents.CfnConnection_ParameterProperty{
					{Key: jsii.String("x-reply-to"), Value: replyTo.ValueAsString()},
				},
			},
		},
	})
	awscdk.NewCfnOutput(product, jsii.String("ConnectionArn"), &awscdk.CfnOutputProps{Value: connection.AttrArn()})
	return product
}

func NewAlertsProduct(scope constructs.Construct, id string) awsservicecatalog.ProductStack {
	product := awsservicecatalog.NewProductStack(scope, jsii.String(id), nil)
	awssns.NewCfnTopic(product, jsii.String("Topic"), nil)
	return product
}
