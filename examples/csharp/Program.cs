using Amazon.CDK;
using Shop;

var app = new App();
var catalog = new CatalogStack(app, "ShopCatalog");
// `cdk deploy --all -c queueVersion=v2` updates the queue.
var queueVersion = app.Node.TryGetContext("queueVersion") as string ?? "v1";
new ShopStack(app, "Shop", catalog, queueVersion);
app.Synth();
