module shop

go 1.25.0

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.230.0
	github.com/aws/constructs-go/constructs/v10 v10.4.2
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/cdk-provisioned-product/cdk-provisioned-product-go/cdkprovisionedproduct v0.0.0
)
