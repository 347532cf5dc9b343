package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	catalog := NewCatalog(app, "ShopCatalog")
	// `cdk deploy --all -c queueVersion=v2` updates the queue.
	queueVersion, ok := app.Node().TryGetContext(jsii.String("queueVersion")).(string)
	if !ok {
		queueVersion = "v1"
	}
	NewShopStack(app, "Shop", catalog, queueVersion)
	app.Synth(nil)
}
