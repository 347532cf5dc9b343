from aws_cdk import App

from catalog_stack import CatalogStack
from shop_stack import ShopStack

app = App()
catalog = CatalogStack(app, "ShopCatalog")
ShopStack(
    app,
    "Shop",
    catalog=catalog,
    # `cdk deploy --all -c queueVersion=v2` updates the queue.
    queue_version=app.node.try_get_context("queueVersion") or "v1",
)
app.synth()
